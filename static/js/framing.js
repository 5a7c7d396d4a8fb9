// The panel in which a person chooses what of a photo or a video is seen: a press on the picture or the ranges below set
// the point to keep in view. A video plays the part that is chosen.
const dialog = document.getElementById("framing");
let opener = "";

dialog?.addEventListener("htmx:afterSwap", ({ detail }) => detail.target === dialog && open());
dialog?.addEventListener("close", () => {
  video()?.pause();
  dialog.replaceChildren();
  document.getElementById(opener)?.focus(); // what was pressed may have been drawn anew
});
dialog?.addEventListener("click", press);
dialog?.addEventListener("input", ({ target }) => {
  if (["across", "down"].includes(target.name)) form().elements.automatic.checked = false;
  if (["begin", "end"].includes(target.name)) seek(target);
  show();
});
addEventListener("click", ({ target }) => (opener = target.closest("[data-framing]")?.id ?? opener));
addEventListener("studio:opener", ({ detail }) => (opener = detail));

const form = () => dialog.querySelector(".framing-form");
const source = () => dialog.querySelector(".framing-source");
const video = () => dialog.querySelector("video");

function open() {
  dialog.showModal();
  for (const face of dialog.querySelectorAll(".face")) {
    const [left, top, width, height] = face.dataset.place.split(" ").map((percent) => `${percent}%`);
    Object.assign(face.style, { left, top, width, height });
  }
  video()?.addEventListener("error", standIn);
  video()?.addEventListener("timeupdate", stayInPart);
  video()?.addEventListener("loadedmetadata", () => (video().currentTime = part()[0]));
  show();
}

/** A picture in the place of a video that this browser cannot play. */
function standIn() {
  const picture = source().querySelector("img");
  picture.src = picture.dataset.src;
  picture.hidden = false;
  video().remove();
  dialog.querySelector("[data-play-part]").hidden = true;
}

function press({ target, clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const isBeside = clientX < left || clientX > right || clientY < top || clientY > bottom;
  if (target === dialog && isBeside) return dialog.close();
  if (target.closest("[data-play-part]")) return play();
  const face = target.closest(".face");
  if (form()?.querySelector("fieldset").disabled || !target.closest(".framing-source")) return;
  const box = source().getBoundingClientRect();
  const place = face?.getBoundingClientRect();
  const at = place ? [place.left + place.width / 2, place.top + place.height / 2] : [clientX, clientY];
  const { across, down, automatic } = form().elements;
  across.value = (100 * (at[0] - box.left)) / box.width;
  down.value = (100 * (at[1] - box.top)) / box.height;
  automatic.checked = false;
  show();
  form().dispatchEvent(new Event("change", { bubbles: true }));
}

function show() {
  const { across, down, automatic } = form().elements;
  const mark = source().querySelector(".focus-mark");
  mark.hidden = automatic.checked;
  Object.assign(mark.style, { left: `${across.value}%`, top: `${down.value}%` });
  for (const output of form().querySelectorAll("output")) {
    const { value } = document.getElementById(output.htmlFor.value);
    output.textContent = `${value}${output.dataset.unit}`;
  }
}

const part = () => [Number(form().elements.begin.value), Number(form().elements.end.value)];

/** The end stays behind the begin, and what is chosen is seen. */
function seek(range) {
  const { begin, end } = form().elements;
  if (range === begin) end.value = Math.max(end.value, Number(begin.value) + 1);
  else begin.value = Math.min(begin.value, Number(end.value) - 1);
  if (!video()) return;
  video().pause();
  video().currentTime = Number(range.value);
}

function play() {
  if (!video().paused) return video().pause();
  video().currentTime = part()[0];
  video().play().catch(() => {});
}

function stayInPart() {
  if (!form()) return; // it was just closed
  const [begin, end] = part();
  if (!video().paused && video().currentTime >= end) video().currentTime = begin;
}
