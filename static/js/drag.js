// Drags by mouse, finger or pen. What can be dragged is known by others: they answer "studio:grab" with `how`, an object of
// {item, place: the element that it belongs to, isLong: whether a finger must rest on it first,
//  lift(), over([x, y], moved by [x, y]), put down(isWanted): {drop}}.
const SLACK = 6; // pixels: a press that moves less is a click
const EDGE = 56; // pixels from the edge of what scrolls, in which it scrolls
const STEP = 14; // pixels that it scrolls at a time
const LONG = 400; // milliseconds for which a finger rests: before that it scrolls
let held; // what is being dragged: {how, from: [x, y], at: [x, y], origin: [x, y], moved, frame, timer}

addEventListener("pointerdown", ({ target, button, clientX, clientY, pointerId, pointerType }) => {
  if (button || held) return;
  const grab = { target, how: undefined };
  dispatchEvent(new CustomEvent("studio:grab", { detail: grab }));
  if (!grab.how) return;
  const at = [clientX, clientY];
  held = { how: grab.how, from: at, at, moved: false, isResting: grab.how.isLong && pointerType !== "mouse" };
  if (held.isResting) held.timer = setTimeout(lift, LONG);
  else target.setPointerCapture(pointerId);
});

addEventListener("pointermove", ({ clientX, clientY }) => {
  if (!held) return;
  held.at = [clientX, clientY];
  if (held.moved || Math.hypot(clientX - held.from[0], clientY - held.from[1]) < SLACK) return;
  if (held.isResting) drop(false); // it scrolls
  else lift();
});

function lift() {
  held.moved = true;
  held.origin = scrolled();
  held.how.item.dataset.asking = ""; // no push draws it anew meanwhile
  held.how.lift();
  held.frame = requestAnimationFrame(follow);
}

function follow() {
  if (!held) return;
  scroll();
  const [x, y] = scrolled();
  held.how.over(held.at, [held.at[0] - held.from[0] + x - held.origin[0], held.at[1] - held.from[1] + y - held.origin[1]]);
  held.frame = requestAnimationFrame(follow);
}

const scroller = () => held.how.place.closest("dialog") ?? document.scrollingElement;
const scrolled = () => [scroller().scrollLeft, scroller().scrollTop];

function scroll() {
  const { top, bottom } = held.how.place.closest("dialog")?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  if (held.at[1] < top + EDGE) scroller().scrollTop -= STEP;
  else if (held.at[1] > bottom - EDGE) scroller().scrollTop += STEP;
}

/** `isDown`: the finger or the button of the mouse is still down. */
function drop(isWanted, isDown = false) {
  if (!held) return;
  const { how, moved, frame, timer } = held;
  cancelAnimationFrame(frame);
  clearTimeout(timer);
  held = undefined;
  if (!moved) return;
  delete how.item.dataset.asking;
  const swallow = (event) => {
    if (!how.item.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("click", swallow, { capture: true }); // it was no press of what was dragged
  const end = () => setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  if (isDown) addEventListener("pointerup", end, { once: true });
  else end();
  how.drop(isWanted);
  dispatchEvent(new Event("studio:settled"));
}

addEventListener("pointerup", () => drop(true));
addEventListener("pointercancel", () => drop(false));
addEventListener("keydown", (event) => {
  if (!held || event.key !== "Escape") return;
  event.preventDefault(); // it would close the storyboard
  drop(false, true);
});
// What a browser would do by itself with what is held: drag a picture, scroll, open a menu.
for (const own of ["dragstart", "contextmenu"]) addEventListener(own, (event) => held && event.preventDefault());
for (const place of document.querySelectorAll("#shelf-card, #step-script, #board")) {
  place.addEventListener("touchmove", (event) => held?.moved && event.preventDefault(), { passive: false });
}
