// Shows what the film shows at the moment that is chosen for its cover.
const PAUSE = 150; // milliseconds after the last movement
let waiting = 0;

function show(range) {
  const form = range.form;
  form.querySelector("output").textContent = clock(Number(range.value) / 10);
  const picture = form.querySelector(".moment");
  picture.hidden = form.elements.cover.value !== "moment";
  if (picture.hidden) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => (picture.src = range.dataset.moments.replace(/0\/$/, `${range.value}/`)), PAUSE);
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;
const rangeOf = (element) => element.closest?.(".cover-form")?.querySelector("[data-moments]");

addEventListener("input", ({ target }) => {
  const range = rangeOf(target);
  if (!range) return;
  if (target === range) range.form.elements.cover.value = "moment";
  if (target.name === "words") range.form.elements.cover.value = "words";
  show(range);
});
addEventListener(
  "toggle",
  ({ target: fold }) => {
    if (fold.id !== "cover-fold") return;
    const form = fold.querySelector("form");
    if (fold.open) return show(form.querySelector("[data-moments]"));
    if (form.matches(".htmx-request")) return;
    form.reset(); // half filled in, it would keep its region from updates
    delete form.dataset.dirty;
    dispatchEvent(new Event("studio:settled"));
  },
  true,
);
