// The draft of the film. While somebody watches one, regions.js keeps it, and the next one waits for a press or its end.
let hadFocus = false;

addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment, shouldSwap } }) => {
  if (target.id !== "draft") return;
  hadFocus = shouldSwap && target.contains(document.activeElement);
  const [shown, fresh] = [target, fragment].map((part) => part.querySelector("video")?.getAttribute("src"));
  if (!shouldSwap && shown && fresh && shown !== fresh) target.querySelector(".newer").hidden = false;
});

addEventListener("htmx:oobAfterSwap", () => {
  if (hadFocus) document.querySelector("#draft video")?.focus({ preventScroll: true });
  hadFocus = false;
});

addEventListener("click", ({ target }) => {
  if (target.closest("[data-newer]")) showNewer(document.querySelector("#draft video"));
});
addEventListener("ended", ({ target }) => target.matches("[data-keep]") && showNewer(target), true); // it does not bubble

/** Nobody watches it any more: regions.js then looks for what was pushed meanwhile. */
function showNewer(video) {
  video.pause();
  delete video.dataset.keep;
  dispatchEvent(new Event("studio:settled"));
}
