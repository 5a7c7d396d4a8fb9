// The short tour of a first film: one note at a time, about one part of the page. It never takes the focus.
const tour = document.querySelector(".tour");
let at = 0;

function show() {
  const notes = [...tour.querySelectorAll("li")];
  for (const old of document.querySelectorAll(".toured")) old.classList.remove("toured");
  notes.forEach((note, place) => (note.hidden = place !== at));
  tour.querySelector("[data-tour='-1']").disabled = at === 0;
  tour.querySelector("[data-tour='1']").disabled = at === notes.length - 1;
  const part = document.querySelector(notes[at].dataset.at);
  part?.classList.add("toured");
  return part;
}

function putAway() {
  if (tour.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
  tour.remove();
  for (const old of document.querySelectorAll(".toured")) old.classList.remove("toured");
}

if (tour) {
  tour.classList.add("one-by-one");
  show();
  tour.addEventListener("click", ({ target }) => {
    const by = Number(target.closest("[data-tour]")?.dataset.tour);
    if (!by) return;
    at += by;
    show()?.scrollIntoView({ block: "nearest" });
    // A button that has just been used up keeps no focus: the other one has it, which is beside it.
    if (target.closest("[data-tour]").disabled) tour.querySelector("[data-tour]:not(:disabled)").focus();
  });
  tour.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && putAway());
}
