// The cards follow their steps. A step that becomes current opens its card, and one that is done folds it.
// But a card at rest stays open if somebody reads it while another page, or a program, begins the next step.
const ASKED = 5_000; // milliseconds: a person who pressed something waits for its effect
const cards = new Map(); // what was last said of each
let pressed = -Infinity;

for (const press of ["click", "keydown"]) addEventListener(press, () => (pressed = performance.now()));

function follow() {
  for (const card of document.querySelectorAll(".step > details")) {
    const { state, opens: wanted } = card.querySelector(".head").dataset;
    card.querySelector("summary").tabIndex = state === "later" ? -1 : 0;
    const before = cards.get(card);
    cards.set(card, { wanted, state });
    if (!before || before.wanted === wanted) continue;
    if (wanted === "true" || before.state === "running" || !isRead(card)) turn(card, wanted === "true");
  }
  const headline = document.querySelector(".headline")?.dataset;
  if (!headline) return;
  for (const fieldset of document.querySelectorAll("[data-lock]")) {
    const wasLocked = fieldset.disabled;
    fieldset.disabled = headline.running === "true";
    if (wasLocked && !fieldset.disabled) setTimeout(() => dispatchEvent(new Event("studio:unlocked")));
  }
}

function isRead(card) {
  const { top, bottom, height } = card.querySelector(".step-body").getBoundingClientRect();
  return height && top < innerHeight && bottom > 0 && !document.hidden && performance.now() - pressed > ASKED;
}

function turn(card, open) {
  const body = card.querySelector(".step-body");
  const focused = document.activeElement;
  const within = body.contains(focused);
  if (!open && ((within && focused.matches("input, textarea, select")) || playing(body))) return;
  card.open = open;
  if (within && !open) lookAtCurrent();
}

/** The element with the focus is folded, or gone with all around it, so the current card gets the focus. */
function lookAtCurrent() {
  document.querySelector("[aria-current=step]")?.closest("summary")?.focus();
}

const playing = (body) => [...body.querySelectorAll("video, audio")].some((player) => !player.paused);

follow();
addEventListener("htmx:afterSwap", follow);
addEventListener("studio:focus-gone", ({ detail: region }) => {
  if (document.activeElement !== document.body) return;
  const scene = document.getElementById(region)?.querySelector("article[tabindex]");
  if (scene) scene.focus({ preventScroll: true });
  else lookAtCurrent();
});

// A link to a place on this page opens the cards around it, because browsers do not focus folded elements.
addEventListener("click", ({ target }) => {
  const link = target.closest("a[href*='#']");
  const place = link?.pathname === location.pathname && document.getElementById(link.hash.slice(1));
  if (!place) return;
  link.closest("details.menu")?.removeAttribute("open");
  for (let card = place.querySelector(":scope > details") ?? place.closest("details"); card; card = card.parentElement.closest("details")) card.open = true;
  (place.querySelector(":scope > summary") ?? place).focus();
});
