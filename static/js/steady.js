// When a step ends, its progress goes away, and all that is below would jump up while somebody reads it. So the place
// of the progress stays until the reader presses something while seeing it, or until it is below what is in view. It
// stays above that: a page that gets shorter there moves what is in view.
const PLACES = "[id$=-live].region, [id$=-stop].region";
const JUST_NOW = 500; // milliseconds: until then a person expects that the page moves
let pressed = -Infinity;
const heights = new Map(); // of regions that are about to be swapped, by their ids
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (!isIntersecting && !isAbove(target)) free(target);
});

addEventListener("htmx:oobBeforeSwap", ({ detail: { target, shouldSwap } }) => {
  heights.delete(target.id);
  const { top, height } = target.getBoundingClientRect();
  const isShown = height && top < innerHeight;
  const isAwaited = performance.now() - pressed < JUST_NOW;
  if (shouldSwap && isShown && !isAwaited && target.matches(PLACES)) heights.set(target.id, height);
});
addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => {
  const place = document.getElementById(target.id);
  const height = heights.get(target.id);
  heights.delete(target.id);
  if (!place || !height || place.getBoundingClientRect().height >= height) return;
  place.style.display = "block"; // an empty region has no box
  place.style.minHeight = `${height}px`;
  seen.observe(place);
});

const isAbove = (place) => place.getBoundingClientRect().bottom <= 0;

function free(place) {
  seen.unobserve(place);
  place.style.display = place.style.minHeight = "";
}

function freeAll() {
  for (const place of document.querySelectorAll(PLACES)) if (!isAbove(place)) free(place);
}

for (const press of ["click", "keydown"]) {
  addEventListener(press, () => {
    pressed = performance.now();
    setTimeout(freeAll); // after what was pressed has been handled
  });
}
