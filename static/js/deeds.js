// What is done with scenes: from the menu of a scene, by keys, by dragging. All deeds go through one button, one after the
// other: so saving.js first saves what was typed, and no deed meets the reply of another one.
const button = document.getElementById("deed");
const menu = document.getElementById("scene-menu");
const board = document.getElementById("board");
const newScene = document.getElementById("new-scene");
const words = document.getElementById("said");
const waiting = []; // deeds
const carets = new Map(); // key of a scene -> what stands before the caret in its narration
let last; // the deed that was asked for last: the focus goes back to its list
let about; // the scene of the open menu

const sceneOf = (element) => element?.closest?.("[data-scene]");
const listOf = (scene) => scene.closest("[id^=all-]").id.slice("all-".length);
const placeOf = (scene) => Number(scene.dataset.position);
const countOf = (scene) => scene.closest("[id^=all-]").querySelectorAll("[data-scene]").length;
const find = (key, list) => document.querySelector(`#all-${list} [data-scene="${key}"]`);
const isLocked = (scene) => scene.closest("fieldset:disabled") !== null;

/** Does something with a scene: back, on, to (with `to`, its new number), split, join, duplicate, delete. */
function ask(scene, what, { to, byHandle = false } = {}) {
  if (!scene || !button || isLocked(scene)) return;
  const at = document.activeElement;
  if (scene.contains(at) && at.matches("input, textarea")) at.blur(); // a list is not drawn anew while somebody types in it
  waiting.push({ key: scene.dataset.scene, list: listOf(scene), what, to, byHandle });
  next();
}

function next() {
  if (!waiting.length || button.matches(".htmx-request") || document.querySelector("[data-autosave].htmx-request")) return;
  const deed = waiting.shift();
  const scene = find(deed.key, deed.list);
  if (!scene && !deed.address) return next();
  last = deed;
  const [path, values] = deed.address ? [deed.address, deed.values] : requestOf(deed, scene);
  if (!path) return next();
  button.setAttribute("hx-post", deed.address ?? `${menu.dataset.scenes}${deed.key}/${path}/`);
  button.setAttribute("hx-vals", JSON.stringify(values));
  htmx.process(button);
  button.click();
}

function requestOf({ key, what, to }, scene) {
  const place = placeOf(scene);
  const wanted = { back: place - 1, on: place + 1, to }[what];
  if (wanted !== undefined) return wanted < 1 || wanted > countOf(scene) || wanted === place ? [] : ["move", { to: wanted }];
  return [what, what === "split" ? { before: carets.get(key) ?? "" } : {}];
}

if (button) addEventListener("htmx:afterRequest", ({ detail: { requestConfig, xhr } }) => {
  const { elt } = requestConfig;
  if (elt.matches("[data-autosave]") && xhr.status !== 200) waiting.length = 0; // its words are asked about first
  if (elt === button) carets.delete(last?.key);
  setTimeout(next); // saving.js first presses what has waited
});

// The server says what was done, and with which scene to go on.
addEventListener("studio:deed", ({ detail }) => {
  words.textContent = "";
  setTimeout(() => (words.textContent = detail.words)); // the same words twice are said twice
  if (newScene.open && detail.scene) closeNew();
  const wanted = last?.focus && (document.getElementById(last.focus) ?? find(last.scene, last.list));
  if (wanted) return wanted.focus({ preventScroll: true });
  const list = last?.list ?? "words";
  const scene = detail.scene && find(detail.scene, list);
  if (!scene) return;
  const handle = last?.byHandle && document.getElementById(`scene-${detail.scene}-${list}-handle`);
  (handle || scene).focus({ preventScroll: true });
  scene.scrollIntoView({ block: "nearest" });
});

// A scene that has the focus keeps it when its list is drawn anew; if it is gone, the one in its place gets it.
let focused;
addEventListener("htmx:oobBeforeSwap", ({ detail: { target, shouldSwap } }) => {
  const scene = shouldSwap && target.contains(document.activeElement) && sceneOf(document.activeElement);
  if (scene) focused = { key: scene.dataset.scene, list: listOf(scene), place: placeOf(scene) };
});
addEventListener("htmx:oobAfterSwap", () => {
  if (!focused || document.activeElement !== document.body) return;
  const { key, list, place } = focused;
  focused = undefined;
  const scenes = document.querySelectorAll(`#all-${list} [data-scene]`);
  (find(key, list) ?? scenes[Math.min(place, scenes.length) - 1])?.focus({ preventScroll: true });
});

// Where the caret was: the focus is gone when the menu is open.
function noteCaret({ target }) {
  const scene = sceneOf(target);
  if (!scene || target.name !== "narration") return;
  const { selectionStart: at, value } = target;
  if (value.slice(0, at).trim() && value.slice(at).trim()) carets.set(scene.dataset.scene, value.slice(0, at));
  else carets.delete(scene.dataset.scene);
}
for (const moment of ["keyup", "pointerup", "focusout", "input"]) addEventListener(moment, noteCaret);

function openMenu(scene) {
  about = { key: scene.dataset.scene, list: listOf(scene) };
  const title = document.getElementById("scene-menu-title");
  title.textContent = title.dataset.words.replace("{number}", scene.dataset.position);
  const isLast = placeOf(scene) === countOf(scene);
  const unfit = { back: placeOf(scene) === 1, on: isLast, join: isLast, delete: countOf(scene) === 1, edit: about.list !== "board" };
  for (const choice of menu.querySelectorAll("[data-deed]")) choice.hidden = Boolean(unfit[choice.dataset.deed]);
  const split = menu.querySelector("[data-at-caret]");
  split.textContent = carets.has(about.key) ? split.dataset.atCaret : split.dataset.inMiddle;
  dispatchEvent(new CustomEvent("studio:scene-menu", { detail: `${menu.dataset.scenes}${about.key}/costs/` })); // costs.js
  menu.showModal();
}

function openNew(after, list) {
  last = { list };
  newScene.querySelector("[name=after]").value = after;
  newScene.showModal();
}

function closeNew() {
  const form = newScene.querySelector("form");
  form.reset();
  delete form.dataset.dirty;
  form.querySelector(".problem").replaceChildren();
  newScene.close();
}

function edit(key) {
  if (board.open) board.close();
  const field = document.getElementById(`scene-${key}-narration`);
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
}

addEventListener("click", ({ target }) => {
  if (target.closest("#open-board")) board.showModal();
  if (target.closest("[data-close]")) target.closest("dialog").close();
  const insert = target.closest("[data-insert]");
  if (insert) openNew(insert.dataset.insert, "words");
  if (target.closest("[data-scene-menu]")) openMenu(sceneOf(target));
  const choice = target.closest("[data-deed]");
  if (!choice) return;
  menu.close();
  carry(choice.dataset.deed, about);
});

function carry(what, { key, list }) {
  if (what === "edit") edit(key);
  else if (what === "insert") openNew(key, list);
  else ask(find(key, list), what);
}

// Other scripts ask for deeds by an event: {scene, what, to, byHandle}, `scene` an element; or with photos and clips:
// {path, values, list, focus, scene}: the
// element with the id `focus` gets the focus then, or the scene with this key.
addEventListener("studio:ask", ({ detail: { scene, what, ...how } }) => {
  if (how.path) {
    waiting.push({ ...how, scene, address: document.getElementById("shot-menu").dataset.material + how.path });
    next();
  } else if (what === "edit" || what === "insert") carry(what, { key: scene.dataset.scene, list: listOf(scene) });
  else ask(scene, what, how);
});

// A press beside a dialog closes it.
for (const dialog of [board, menu]) {
  dialog?.addEventListener("click", ({ target, clientX, clientY }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom)) dialog.close();
  });
}
