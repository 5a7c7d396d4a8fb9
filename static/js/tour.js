// The short tour of a first film: one note at a time, about one part of the page. It never takes the focus.
const tour = document.querySelector(".tour");
const notes = tour ? [...tour.querySelectorAll("li")] : [];
let at = 0;

function mark(part) {
  for (const old of document.querySelectorAll(".toured")) old.classList.remove("toured");
  part?.classList.add("toured");
}

/** Returns the part of the page that the present note is about. */
function show() {
  notes.forEach((note, place) => (note.hidden = place !== at));
  tour.querySelector("[data-tour='-1']").disabled = at === 0;
  tour.querySelector("[data-tour='1']").disabled = at === notes.length - 1;
  const part = document.querySelector(notes[at].dataset.at);
  mark(part);
  return part;
}

function go(button) {
  at += Number(button.dataset.tour);
  show()?.scrollIntoView({ block: "start" });
  if (button.disabled) tour.querySelector("[data-tour]:not(:disabled)").focus(); // the one beside it
}

function putAway() {
  if (tour.contains(document.activeElement)) document.getElementById("main").focus({ preventScroll: true });
  tour.remove();
  mark();
}

if (tour) {
  tour.classList.add("begun");
  show();
  tour.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-tour]");
    if (button) go(button);
  });
  tour.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && putAway());
}
