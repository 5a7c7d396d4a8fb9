// Decides what may be swapped and what must stay. The same rules hold for pushes and for replies to clicks.
const EDITORS = "input:not([type=checkbox], [type=radio], [type=file]), textarea";

let overtaken = false; // whether the arriving drawing is older than the page
let asked = ""; // what was missing when the page last asked for news

addEventListener("htmx:wsBeforeMessage", (event) => {
  event.preventDefault(); // htmx.swap keeps the focus, but the extension's own swap does not
  draw(event.detail.message);
});
addEventListener("studio:message", (event) => draw(event.detail));
addEventListener("htmx:beforeSwap", () => (overtaken = false));

addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const fresh = fragment.firstElementChild;
  if (!fresh?.dataset.digest) return;
  if (!overtaken) noteArrival(target, fresh);
  if (target.id === "state") overtaken = revisionOf(fresh) < revisionOf(target);
  if (overtaken || fresh.dataset.digest === target.dataset.digest) event.detail.shouldSwap = false;
  else if (isHeld(target)) {
    event.detail.shouldSwap = false;
    if (target.querySelector("[data-dirty]:not(.htmx-request, :has(.conflict))") && was(fresh) !== was(target)) say("newer");
  } else {
    keepOpen(target, fresh);
    if (target.contains(document.activeElement)) setTimeout(() => dispatchEvent(new CustomEvent("studio:focus-gone", { detail: target.id })));
  }
});

// At these moments a region that was held may become free. Regions that a reply has overwritten, or that a
// push has left out, are found too.
for (const moment of ["focusout", "click", "htmx:afterRequest", "studio:settled"]) {
  addEventListener(moment, () => setTimeout(catchUp));
}

function draw(message) {
  overtaken = false;
  htmx.swap("body", known(message), { swapStyle: "none", settleDelay: 0 });
  catchUp();
}

/** Ask for all regions of the page if one of them differs from what the last drawing said. */
function catchUp() {
  const state = document.querySelector("#state > i")?.dataset;
  if (!state) return;
  const missed = state.digests.split(" ").filter((pair) => {
    const [id, digest] = pair.split(":");
    const region = document.getElementById(id);
    return region && region.dataset.digest !== digest && !isHeld(region);
  });
  const news = [state.revision, ...missed].join(" ");
  if (missed.length && news !== asked) dispatchEvent(new Event("studio:missed"));
  asked = news;
}

const revisionOf = (region) => Number(region.querySelector("[data-revision]")?.dataset.revision);
const was = (region) => [...region.querySelectorAll("[name^=was_]")].map((input) => input.value).join();

/** The studio's own state: its time, the version of its pages, and whether there is no living worker. */
function feel({ assetVersion, idle, now }) {
  dispatchEvent(new CustomEvent("studio:time", { detail: Number(now) }));
  if (assetVersion !== document.body.dataset.assetVersion) say("updated");
  document.body.toggleAttribute("data-idle", idle !== undefined);
}

/** The message without the regions that have no place on this page. */
function known(message) {
  const template = document.createElement("template");
  template.innerHTML = message;
  const pulse = template.content.querySelector("#pulse");
  if (pulse) feel(pulse.dataset);
  dispatchEvent(new CustomEvent("studio:arriving", { detail: template.content })); // known.js
  return template.innerHTML;
}

/** If the arriving words equal the typed ones, they are saved already, but the reply was lost. */
function noteArrival(target, fresh) {
  const typed = target.querySelector("form[data-draft][data-dirty]:not(.htmx-request)");
  const stored = typed && fresh.querySelector(`form[data-draft="${typed.dataset.draft}"]`);
  const isSame = ({ name, value }) => !name || name.startsWith("was_") || value === typed.elements[name].value;
  if (!stored || ![...stored.elements].every(isSame)) return;
  delete typed.dataset.dirty;
  typed.dispatchEvent(new CustomEvent("studio:saved", { bubbles: true, detail: new FormData(typed) }));
}

/** Whether it is in use: typed in, watched, pressed, asked about, not saved, or waiting for a reply that redraws it. */
function isHeld(region) {
  const focused = document.activeElement;
  if (region.contains(focused) && focused.matches(EDITORS)) return true;
  if ([...region.querySelectorAll("video[data-keep]")].some((video) => video.currentTime && !video.ended)) return true;
  return region.querySelector("[data-dirty], [data-asking], .htmx-request, :active") !== null;
}

function keepOpen(target, fresh) {
  for (const details of target.querySelectorAll("details[id]")) {
    fresh.querySelector(`#${CSS.escape(details.id)}`)?.toggleAttribute("open", details.open);
  }
}

const said = new Set();

/** Shows a toast. "newer" (words) is not shown twice at a time, and "updated" (the studio) only once. */
function say(what) {
  if (what === "updated" && said.has(what)) return;
  if (document.querySelector(`#toasts [data-said=${what}]`)) return;
  said.add(what);
  const toast = document.getElementById(`toast-${what}`).content.cloneNode(true);
  toast.firstElementChild.dataset.said = what;
  document.getElementById("toasts").append(toast);
}
