// Moves a scene by its handle: with the mouse, a finger or a pen, or with the arrow keys.
const SLACK = 6; // pixels: a press that moves less is a click
const EDGE = 56; // pixels from the edge of what scrolls, in which it scrolls
const STEP = 14; // pixels that it scrolls at a time
let held; // what is being dragged: {scene, list, from: [x, y], at: [x, y], to, moved, frame}

addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.(".handle");
  if (!handle || event.button || handle.closest("fieldset:disabled")) return;
  const scene = handle.closest("[data-scene]");
  const at = [event.clientX, event.clientY];
  held = { scene, handle, list: scene.closest("[id^=all-]"), from: at, at, to: 0, moved: false };
  handle.setPointerCapture(event.pointerId);
});

addEventListener("pointermove", ({ clientX, clientY }) => {
  if (!held) return;
  held.at = [clientX, clientY];
  if (!held.moved) {
    if (Math.hypot(clientX - held.from[0], clientY - held.from[1]) < SLACK) return;
    held.moved = true;
    held.scene.dataset.asking = ""; // no push draws the list anew meanwhile
    held.scene.classList.add("dragged");
    held.origin = scrolled();
    held.frame = requestAnimationFrame(follow);
  }
});

function follow() {
  if (!held) return;
  scroll();
  const [x, y] = scrolled();
  held.scene.style.translate = `${held.at[0] - held.from[0] + x - held.origin[0]}px ${held.at[1] - held.from[1] + y - held.origin[1]}px`;
  show(placeAt(...held.at));
  held.frame = requestAnimationFrame(follow);
}

const scroller = () => held.list.closest("dialog") ?? document.scrollingElement;
const scrolled = () => [scroller().scrollLeft, scroller().scrollTop];

function scroll() {
  const { top, bottom } = held.list.closest("dialog")?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  if (held.at[1] < top + EDGE) scroller().scrollTop -= STEP;
  else if (held.at[1] > bottom - EDGE) scroller().scrollTop += STEP;
}

/** The number that the scene would get if it were dropped here. */
function placeAt(x, y) {
  const scenes = [...held.list.querySelectorAll("[data-scene]")];
  const place = (scene) => Number(scene.dataset.position);
  const boxes = scenes.filter((scene) => scene !== held.scene).map((scene) => [scene, scene.getBoundingClientRect()]);
  const isRow = boxes.some(([, box], at) => at && box.top < boxes[at - 1][1].bottom - 4); // tiles beside each other
  let nearest;
  for (const [scene, box] of boxes) {
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const far = isRow ? Math.hypot(x - middle[0], y - middle[1]) : Math.abs(y - middle[1]);
    if (!nearest || far < nearest.far) nearest = { far, scene, isBehind: isRow ? x > middle[0] : y > middle[1] };
  }
  if (!nearest) return 0;
  const at = place(nearest.scene) + (nearest.isBehind ? 1 : 0);
  return { to: at > place(held.scene) ? at - 1 : at, ...nearest };
}

function show({ to, scene, isBehind }) {
  held.to = to;
  for (const other of held.list.querySelectorAll(".drop-before, .drop-behind")) other.classList.remove("drop-before", "drop-behind");
  if (scene && to !== Number(held.scene.dataset.position)) scene.classList.add(isBehind ? "drop-behind" : "drop-before");
}

function drop(isWanted) {
  if (!held) return;
  const { scene, list, to, moved, frame } = held;
  cancelAnimationFrame(frame);
  held = undefined;
  scene.classList.remove("dragged");
  scene.style.translate = "";
  delete scene.dataset.asking;
  for (const other of list.querySelectorAll(".drop-before, .drop-behind")) other.classList.remove("drop-before", "drop-behind");
  if (moved && isWanted && to) ask(scene, "to", { to });
  else if (moved) dispatchEvent(new Event("studio:settled"));
}
addEventListener("pointerup", () => drop(true));
addEventListener("pointercancel", () => drop(false));

const ask = (scene, what, how = {}) => dispatchEvent(new CustomEvent("studio:ask", { detail: { scene, what, byHandle: true, ...how } }));
const ARROWS = { ArrowUp: "back", ArrowLeft: "back", ArrowDown: "on", ArrowRight: "on" };

addEventListener("keydown", (event) => {
  if (held && event.key === "Escape") {
    event.preventDefault(); // it would close the storyboard
    return drop(false);
  }
  if (!event.target.matches?.(".handle") || !(event.key in ARROWS)) return;
  event.preventDefault();
  ask(event.target.closest("[data-scene]"), ARROWS[event.key]);
});
