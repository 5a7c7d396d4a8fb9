// Saves typed words before a button starts work on them, and also as soon as the studio can be reached again.
const lost = new WeakMap(); // form -> the data that it sent without an answer
let begun = ""; // the id of the button on which a double click has begun
let waiting = ""; // the id of the button that was pressed while words were still unsaved

const unsaved = () =>
  [...document.querySelectorAll("[data-autosave][data-dirty]")].filter((form) => !form.closest("fieldset:disabled"));

function save(form) {
  if (!form.matches(".htmx-request")) htmx.trigger(form, "change");
}

/** Saves all forms, except forms that wait for an answer of the person. */
function saveAll() {
  for (const form of unsaved()) if (!form.querySelector(".conflict, .kept")) save(form);
}
for (const moment of ["studio:back", "studio:unlocked"]) addEventListener(moment, saveAll);

addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("button[hx-post]:not([data-confirm])");
    if (!button) return;
    if (event.detail < 2) begun = button.id;
    // A reply may come between the two presses, and draw another button in this place, such as that of the next photo.
    const isSecondPress = button.matches(".htmx-request") || button.id !== begun;
    if (!isSecondPress && !unsaved().length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isSecondPress) return;
    waiting = button.id;
    unsaved().forEach(save);
  },
  true,
);

addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  const form = requestConfig.elt;
  if (!form.matches("[data-autosave]")) return;
  if (xhr.status === 409) settle(form);
  if (xhr.status) lost.delete(form);
  else lost.set(form, requestConfig.formData);
  if (!waiting || document.querySelector("[data-autosave].htmx-request")) return;
  const button = document.getElementById(waiting);
  waiting = "";
  if (unsaved().length) show(unsaved()[0]);
  else button?.click();
});

/** It could not be saved, and says why. It may be in a dialog that was closed meanwhile. */
function show(form) {
  form.closest("details")?.setAttribute("open", "");
  form.closest("dialog:not([open])")?.showModal();
  form.scrollIntoView({ block: "center" });
}

/** The words were changed elsewhere. If it was this form, and only its reply was lost, do not ask. */
function settle(form) {
  const stored = [...form.querySelectorAll(".conflict [data-field]")];
  const mine = lost.get(form);
  for (const { dataset } of stored) form.elements[dataset.field].closest("details")?.setAttribute("open", "");
  if (mine && stored.length && stored.every((field) => mine.get(field.dataset.field) === field.textContent)) choose(form, "mine");
}

function choose(form, whose) {
  for (const stored of form.querySelectorAll(".conflict [data-field]")) {
    const { field, was } = stored.dataset;
    form.elements[`was_${field}`].value = was;
    if (whose === "mine") continue;
    form.elements[field].value = stored.textContent;
    form.elements[field].dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.querySelector(".conflict").remove();
  form.dataset.dirty = 1 + Number(form.dataset.dirty ?? 0);
  save(form);
}

addEventListener("click", ({ target }) => {
  const button = target.closest(".conflict [data-words]");
  if (!button) return;
  const { form } = button;
  const { words } = button.dataset;
  const field = form.querySelector(".conflict [data-field]")?.dataset.field;
  choose(form, words);
  if (words === "mine") form.elements[field]?.focus();
});

// If Enter in a scene's title sent the form, the browser would put all its words into the URL.
addEventListener("submit", (event) => {
  if (!event.target.matches("[data-autosave]")) return;
  event.preventDefault();
  save(event.target);
});
