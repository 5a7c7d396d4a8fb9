// The cards follow their steps. A step that becomes current opens its card, and one that is done folds it. But nothing
// moves that is in view, if nobody has just pressed something: such a card waits until it is below what is in view, or
// above it in a browser that then scrolls along. The line at the lower edge leads to it (now.js).
const ASKED = 5_000; // milliseconds: a person who pressed something waits for its effect
const EDITORS = "input, textarea, select";
const SCROLLS_ALONG = CSS.supports("overflow-anchor", "auto");
const cards = new Map(); // what was last said of each
const waiting = new Map(); // cards that have not turned: whether they will be open
let pressed = -Infinity;

addEventListener("click", ({ target }) => {
  pressed = performance.now();
  waiting.delete(target.closest(".step > .card > summary")?.parentElement);
});
addEventListener("keydown", ({ target }) => {
  if (!target.matches?.(EDITORS)) pressed = performance.now();
});
addEventListener("scroll", turnWaiting, { passive: true });

function follow() {
  const isAwaited = performance.now() - pressed < ASKED;
  let isNews = false;
  for (const card of document.querySelectorAll(".step > details")) {
    const { state, opens, urgent } = card.querySelector(".head").dataset;
    card.querySelector("summary").tabIndex = state === "later" ? -1 : 0;
    const before = cards.get(card);
    cards.set(card, opens);
    if (!before || before === opens) continue;
    isNews = true;
    // What is lost or has failed waits for nobody: its button would be in a closed card.
    if (isAwaited || urgent !== undefined) turn(card, opens === "true");
    else waiting.set(card, opens === "true");
  }
  if (isNews) pressed = -Infinity; // what comes later is no effect of the same press
  turnWaiting();
  const headline = document.querySelector(".headline")?.dataset;
  if (!headline) return;
  for (const fieldset of document.querySelectorAll("[data-lock]")) {
    const wasLocked = fieldset.disabled;
    fieldset.disabled = headline.running === "true";
    if (wasLocked && !fieldset.disabled) setTimeout(() => dispatchEvent(new Event("studio:unlocked")));
  }
}

function turnWaiting() {
  for (const [card, open] of waiting) if (movesNothing(card, open)) turn(card, open);
}

/** Whether what it shows or hides is out of view, or nobody looks. */
function movesNothing(card, open) {
  if (document.hidden || card.open === open) return true;
  const isLast = !card.parentElement.nextElementSibling;
  const isBelow = card.querySelector("summary").getBoundingClientRect().bottom >= innerHeight;
  return (open && isLast) || isBelow || (SCROLLS_ALONG && card.getBoundingClientRect().bottom <= 0);
}

function turn(card, open) {
  waiting.delete(card);
  const body = card.querySelector(".step-body");
  const focused = document.activeElement;
  const within = body.contains(focused);
  if (!open && ((within && focused.matches(EDITORS)) || playing(body))) return;
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
