// Says what a change would make again, while it is typed or before it is chosen. Who does not get it loses nothing.
const PAUSE = 400; // milliseconds without a keystroke
const waiting = new WeakMap(); // place of the words -> timer
const asked = new WeakMap(); // place -> its last question

async function ask(place, body) {
  asked.get(place)?.abort();
  const turn = new AbortController();
  asked.set(place, turn);
  const request = { method: "POST", headers: {}, body, redirect: "error", signal: turn.signal };
  dispatchEvent(new CustomEvent("studio:request", { detail: request })); // csrf.js adds the token
  try {
    const reply = await fetch(place.dataset.cost, request);
    if (reply.ok && asked.get(place) === turn) place.textContent = (await reply.json()).words;
  } catch {
    // the studio is away, or something newer was asked
  }
}

addEventListener("input", ({ target: { form } }) => {
  const place = form?.querySelector("[data-cost]");
  if (!place) return;
  clearTimeout(waiting.get(place));
  waiting.set(place, setTimeout(() => ask(place, new FormData(form)), PAUSE));
});
// The costs of a setting are asked when somebody opens it.
addEventListener(
  "toggle",
  ({ target: { open, id } }) => {
    const place = open && id && document.querySelector(`#${CSS.escape(id)} > .setting-body [data-cost]`);
    const form = place && place.closest("form"); // that of what it would be, as for a house style
    if (place) ask(place, form ? new FormData(form) : undefined);
  },
  true,
);
