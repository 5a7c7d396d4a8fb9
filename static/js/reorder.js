// Moves a scene by its handle: with the mouse, a finger or a pen (drag.js), or with the arrow keys.
addEventListener("studio:grab", ({ detail }) => {
  const handle = detail.target.closest?.(".handle");
  if (!handle || handle.closest("fieldset:disabled")) return;
  const scene = handle.closest("[data-scene]");
  const list = scene.closest("[id^=all-]");
  let to = 0;
  detail.how = {
    item: scene,
    place: list,
    lift: () => scene.classList.add("dragged"),
    over(at, [x, y]) {
      scene.style.translate = `${x}px ${y}px`;
      to = show(scene, list, placeAt(scene, list, ...at));
    },
    drop(isWanted) {
      scene.classList.remove("dragged");
      scene.style.translate = "";
      unmark(list);
      if (isWanted && to) ask(scene, "to", { to });
    },
  };
});

/** The number that the scene would get if it were dropped here. */
function placeAt(held, list, x, y) {
  const scenes = [...list.querySelectorAll("[data-scene]")];
  const place = (scene) => Number(scene.dataset.position);
  const boxes = scenes.filter((scene) => scene !== held).map((scene) => [scene, scene.getBoundingClientRect()]);
  const isRow = boxes.some(([, box], at) => at && box.top < boxes[at - 1][1].bottom - 4); // tiles beside each other
  let nearest;
  for (const [scene, box] of boxes) {
    const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const far = isRow ? Math.hypot(x - middle[0], y - middle[1]) : Math.abs(y - middle[1]);
    if (!nearest || far < nearest.far) nearest = { far, scene, isBehind: isRow ? x > middle[0] : y > middle[1] };
  }
  if (!nearest) return { to: 0 };
  const at = place(nearest.scene) + (nearest.isBehind ? 1 : 0);
  return { to: at > place(held) ? at - 1 : at, ...nearest };
}

function show(held, list, { to, scene, isBehind }) {
  unmark(list);
  if (scene && to !== Number(held.dataset.position)) scene.classList.add(isBehind ? "drop-behind" : "drop-before");
  return to;
}

function unmark(list) {
  for (const other of list.querySelectorAll(".drop-before, .drop-behind")) other.classList.remove("drop-before", "drop-behind");
}

const ask = (scene, what, how = {}) => dispatchEvent(new CustomEvent("studio:ask", { detail: { scene, what, byHandle: true, ...how } }));
const ARROWS = { ArrowUp: "back", ArrowLeft: "back", ArrowDown: "on", ArrowRight: "on" };

addEventListener("keydown", (event) => {
  if (!event.target.matches?.(".handle") || !(event.key in ARROWS)) return;
  event.preventDefault();
  ask(event.target.closest("[data-scene]"), ARROWS[event.key]);
});
