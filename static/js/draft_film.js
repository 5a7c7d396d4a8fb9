// The draft of the film. While somebody watches one, regions.js keeps it, and the next one waits for a press or its end.
// It goes on where the one before was left: in the same scene, as long after its begin.
const SHORTLY = 0.1; // seconds before the end of a scene
let hadFocus = false;
let left; // the place in the draft before

addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment, shouldSwap } }) => {
  if (target.id !== "draft") return;
  hadFocus = shouldSwap && target.contains(document.activeElement);
  const [shown, fresh] = [target, fragment].map((part) => part.querySelector("video")?.getAttribute("src"));
  if (!shouldSwap && shown && fresh && shown !== fresh) target.querySelector(".newer").hidden = false;
});

addEventListener("htmx:oobAfterSwap", () => {
  const video = document.querySelector("#draft video");
  if (hadFocus) video?.focus({ preventScroll: true });
  hadFocus = false;
  if (left && video && video.getAttribute("src") !== left.src) {
    goOn(video, left);
    left = undefined;
  }
});

addEventListener("click", ({ target }) => {
  if (target.closest("[data-newer]")) showNewer(document.querySelector("#draft video"));
});
addEventListener("ended", ({ target }) => target.matches("[data-keep]") && showNewer(target), true); // it does not bubble

/** Nobody watches it any more: regions.js then looks for what was pushed meanwhile. */
function showNewer(video) {
  left = video.ended ? undefined : placeIn(video);
  video.pause();
  delete video.dataset.keep;
  dispatchEvent(new Event("studio:settled"));
}

/** The scenes of a draft and the seconds at which they begin. The last one is its end, and has no scene. */
const beginsOf = (video) => video.dataset.begins.split(" ").map((begin) => begin.split(":")).map(([scene, at]) => ({ scene, at: Number(at) }));

/** Where its viewer is: in which scene, how long after its begin, and which scenes follow. */
function placeIn(video) {
  const begins = beginsOf(video).slice(0, -1);
  const now = begins.findLastIndex(({ at }) => at <= video.currentTime);
  const after = now < 0 ? 0 : video.currentTime - begins[now].at;
  return { after, scenes: begins.slice(Math.max(now, 0)).map(({ scene }) => scene), plays: !video.paused, src: video.getAttribute("src") };
}

/** At the same place, or where the first of the scenes after it begins that is still there. */
function goOn(video, { after, scenes, plays }) {
  const begins = beginsOf(video);
  const scene = scenes.find((each) => begins.some((begin) => begin.scene === each));
  const found = begins.findIndex((begin) => begin.scene === scene);
  if (found < 0) return;
  const at = begins[found].at;
  video.preload = "metadata"; // who has paused it sees the picture, too
  video.currentTime = scene === scenes[0] ? Math.max(at, Math.min(at + after, begins[found + 1].at - SHORTLY)) : at;
  if (plays) video.play().catch(() => {}); // a browser may want another press
}
