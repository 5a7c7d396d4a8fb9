// Says what a change would make again, while it is typed or before it is chosen. Who does not get it loses nothing.
const PAUSE = 400; // milliseconds without a keystroke
const waiting = new WeakMap(); // place of the words -> timer
const asked = new WeakMap(); // place -> its last question

/** What the studio says at this address, or undefined if something newer was asked for this place. */
async function ask(place, address, body) {
  asked.get(place)?.abort();
  const turn = new AbortController();
  asked.set(place, turn);
  const request = { method: "POST", headers: {}, body, redirect: "error", signal: turn.signal };
  dispatchEvent(new CustomEvent("studio:request", { detail: request })); // csrf.js adds the token
  try {
    const reply = await fetch(address, request);
    if (reply.ok && asked.get(place) === turn) return (await reply.json()).words;
  } catch {
    // the studio is away, or something newer was asked
  }
}

async function say(place, body) {
  const words = await ask(place, place.dataset.cost, body);
  if (words !== undefined) place.textContent = words;
}

addEventListener("input", ({ target: { form } }) => {
  const place = form?.querySelector("[data-cost]");
  if (!place) return;
  clearTimeout(waiting.get(place));
  waiting.set(place, setTimeout(() => say(place, new FormData(form)), PAUSE));
});
// The costs of a setting are asked when somebody opens it.
addEventListener(
  "toggle",
  ({ target: { open, id } }) => {
    const place = open && id && document.querySelector(`#${CSS.escape(id)} > .setting-body [data-cost]`);
    const form = place && place.closest("form"); // that of what it would be, as for a house style
    if (place) say(place, form ? new FormData(form) : undefined);
  },
  true,
);
// Those of the deeds of a scene, when its menu opens. Without anything made, nothing is made again.
addEventListener("studio:scene-menu", async ({ detail: address }) => {
  const menu = document.getElementById("scene-menu");
  const places = [...menu.querySelectorAll("[data-cost-of]")];
  for (const place of places) place.textContent = "";
  menu.toggleAttribute("data-costs", document.querySelector("#all-voice audio, #all-clip video") !== null);
  if (!menu.hasAttribute("data-costs")) return;
  const words = await ask(menu, address);
  for (const place of words ? places : []) place.textContent = words[place.dataset.costOf] ?? "";
});
