// The keys for scenes. keys.js sends the single ones; those with Ctrl, ⌘ or Alt are heard here.
const TYPING = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";
const DEEDS = { e: "edit", n: "insert", s: "split", m: "join", d: "duplicate", Delete: "delete" }; // with the focus on a scene
const ARROWS = { ArrowUp: "back", ArrowDown: "on" };
const ask = (scene, what) => dispatchEvent(new CustomEvent("studio:ask", { detail: { scene, what } }));
const here = () => document.activeElement.closest("[data-scene]");

addEventListener("studio:key", ({ target, detail: key }) => {
  if (!target.matches(".scene-key")) return;
  if (key === "j" || key === "k") look(key === "j" ? 1 : -1);
  else if (here()) ask(here(), DEEDS[key]);
});

addEventListener("keydown", (event) => {
  const { altKey, ctrlKey, metaKey, key, shiftKey, target } = event;
  if (event.defaultPrevented || event.isComposing || !(altKey || ctrlKey || metaKey)) return;
  const isDone = target.closest?.(TYPING) ? splitHere(event) : isBelowDialog() ? false : altKey ? move(key) : takeBack(key.toLowerCase(), shiftKey);
  if (isDone) event.preventDefault();
});

const isBelowDialog = () => document.querySelector("dialog:modal:not([data-takes-keys])") !== null;

/** Ctrl and Enter in a narration: split the scene at the caret. In the words of a new scene: add it. */
function splitHere({ key, ctrlKey, metaKey, target }) {
  if (key !== "Enter" || !(ctrlKey || metaKey) || target.name !== "narration") return false;
  if (target.form.id === "new-scene-form") target.form.requestSubmit();
  else ask(target.closest("[data-scene]"), "split");
  return true;
}

function move(key) {
  if (!(key in ARROWS) || !here()) return false;
  ask(here(), ARROWS[key]);
  return true;
}

// Undo and redo, one after the other: each button names what it undoes only when the answer to the last one is there.
const wanted = [];
const isAtWork = () => document.querySelector("#deed.htmx-request, .history .htmx-request, [data-autosave].htmx-request") !== null;

function takeBack(key, shiftKey) {
  const what = key === "z" ? (shiftKey ? "redo" : "undo") : key === "y" ? "redo" : "";
  if (!what || !document.getElementById(`${what}-page`)) return false;
  wanted.push(what);
  goBack();
  return true;
}

function goBack() {
  if (!wanted.length || isAtWork()) return;
  const place = document.querySelector("#board[open]") ? "board" : "page";
  document.getElementById(`${wanted.shift()}-${place}`).click();
}
addEventListener("htmx:afterRequest", () => setTimeout(goBack));

/** To the next scene or the one before: in the storyboard if it is open, else among the words. */
function look(by) {
  const list = document.getElementById(document.querySelector("#board[open]") ? "all-board" : "all-words");
  const scenes = [...list.querySelectorAll("[data-scene]")];
  if (!scenes.length) return;
  const at = scenes.indexOf(here());
  const scene = scenes[at < 0 ? (by > 0 ? 0 : scenes.length - 1) : Math.min(Math.max(0, at + by), scenes.length - 1)];
  scene.closest("details.card")?.setAttribute("open", "");
  scene.focus();
}
