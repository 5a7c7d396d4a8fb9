// Places the toasts, and closes toasts and menus.
const toasts = document.getElementById("toasts");
// Toasts must not cover these. The heads of the other cards may be covered: there are so many that a small screen has
// no room beside them.
const KEPT_CLEAR =
  ":is(main, header) :is(button, .button, summary:not(.card > *), input, textarea, select, audio, .failure, h1, h2[aria-current]), #connection p";
const GAP = 8; // pixels
const template = (id) => document.getElementById(id).content.cloneNode(true);

function arrive(nodes) {
  for (const toast of nodes) if (toast.matches?.(".toast")) toast.append(template("toast-close"));
  place();
}
new MutationObserver((changes) => arrive(changes.flatMap((change) => [...change.addedNodes]))).observe(toasts, { childList: true });
new MutationObserver(place).observe(document.getElementById("connection"), { attributes: true });

/**
 * Puts the toasts above everything that can be clicked, but as low as possible. They must not cover a button. They are
 * translated: that is no layout, so nothing is laid out anew for it.
 */
function place() {
  if (!toasts.childElementCount || !covered(toasts.getBoundingClientRect())) return;
  toasts.style.translate = "";
  let { top, bottom, left, right, height } = toasts.getBoundingClientRect();
  const lowest = bottom;
  for (let button; (button = covered({ top, bottom, left, right })); ) {
    bottom = button.top - GAP;
    top = bottom - height;
  }
  if (top > GAP) toasts.style.translate = `0 ${bottom - lowest}px`;
}

// Older browsers have no checkVisibility. There, an element without a box counts as not seen.
const isSeen = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;

function covered({ top, bottom, left, right }) {
  const seen = [...document.querySelectorAll(KEPT_CLEAR)].filter(isSeen);
  return seen
    .map((element) => element.getBoundingClientRect())
    .find((box) => box.top < bottom && box.bottom > top && box.left < right && box.right > left);
}
for (const name of ["htmx:afterSwap", "resize", "scrollend"]) addEventListener(name, place);

arrive([...toasts.children]); // what was done by the click before this page

function say(name) {
  toasts.append(template(name));
}
// A refusal that comes with words for its reader is shown where the answer would have been. Another one may be the
// page of a proxy.
addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.xhr.getResponseHeader("Studio-Refusal")) return;
  detail.shouldSwap = true;
  detail.isError = false;
});
for (const none of ["studio:unreachable", "htmx:sendError", "htmx:timeout"]) addEventListener(none, () => say("toast-unreachable"));
addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  say([502, 503, 504].includes(xhr.status) ? "toast-unreachable" : "toast-failed");
});
// A new request removes the toasts about the last one, but not the notices about steps that have ended.
// One that offers an undo stays while words are saved, and until its own request is answered: htmx needs its button.
addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  const isKept = (toast) => toast.contains(elt) || (elt.matches("[data-autosave]") && toast.querySelector("[hx-post]"));
  for (const toast of toasts.querySelectorAll(".toast:not([data-notice])")) if (!isKept(toast)) toast.remove();
});
addEventListener("htmx:afterRequest", ({ detail: { elt } }) => elt.closest?.(".toast")?.remove());

addEventListener("click", ({ target }) => {
  target.closest(".toast .close")?.parentElement.remove();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
});
addEventListener("keydown", ({ key }) => {
  const menu = key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
