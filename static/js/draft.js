// The draft of the film: while somebody watches one, the next one waits for a press (regions.js keeps its region).
addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment, shouldSwap } }) => {
  if (target.id !== "draft" || shouldSwap) return;
  const [shown, fresh] = [target, fragment].map((part) => part.querySelector("video")?.getAttribute("src"));
  const offer = target.querySelector(".newer");
  if (offer && shown && fresh && shown !== fresh) offer.hidden = false;
});

addEventListener("click", ({ target }) => {
  if (!target.closest("[data-newer]")) return;
  const video = document.querySelector("#draft video");
  video.pause();
  delete video.dataset.keep;
  dispatchEvent(new Event("studio:settled"));
});
