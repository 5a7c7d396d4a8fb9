// Carries photos and clips between the shelf and scenes: by mouse or finger (drag.js), by arrow keys on their small picture,
// or from the menu that a press on it opens.
const menu = document.getElementById("shot-menu");
const said = document.getElementById("said");
let about; // the small picture whose menu is open

const isLocked = () => document.querySelector("fieldset[data-lock]:disabled") !== null;
const keyOf = ({ dataset }) => dataset.carry ?? dataset.pick;
const listOf = (element) => (element.closest("#board") ? "board" : "words");
const MARKED = [".drop-before", ".drop-behind", ".drop-into"];

addEventListener("studio:grab", ({ detail }) => {
  const item = detail.target.closest?.("[data-carry], [data-pick]");
  if (!item || isLocked()) return;
  const place = item.closest("dialog") ?? document.body;
  let ghost, target;
  detail.how = {
    item,
    place,
    isLong: true,
    lift() {
      ghost = item.cloneNode(true);
      ghost.removeAttribute("id");
      ghost.classList.add("ghost");
      const { left, top, width, height } = item.getBoundingClientRect();
      Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
      ghost.dataset.from = `${scrollOf(place)}`;
      place.append(ghost);
      item.classList.add("lifted");
    },
    over(at, [x, y]) {
      ghost.style.translate = `${x}px ${y - (scrollOf(place) - Number(ghost.dataset.from))}px`;
      const found = targetAt(item, ...at);
      if (found.id !== target?.id) tell(found);
      target = found;
      mark(found, place);
    },
    drop(isWanted) {
      ghost.remove();
      item.classList.remove("lifted");
      unmark();
      if (isWanted && target?.isNew) put(item, target);
      else said.textContent = menu.dataset.cancelled;
    },
  };
});

const scrollOf = (place) => (place === document.body ? document.scrollingElement : place).scrollTop;

/** Where it would be if it were dropped here: {scene, at, mark, isBehind, id}; without `scene` on the shelf. */
function targetAt(item, x, y) {
  const below = document.elementFromPoint(x, y);
  const taker = below?.closest("[data-scene], [id$='-seen'], .takes-back");
  if (!taker) return {};
  if (taker.matches(".takes-back")) return { id: "shelf", marks: [taker], isNew: Boolean(item.dataset.from) };
  const scene = taker.dataset.scene ?? taker.id.split("-")[1];
  const marks = [...document.querySelectorAll(`#all-${listOf(taker)} [data-scene="${scene}"]`)];
  const strip = document.getElementById(`strip-${listOf(taker)}-${scene}`);
  const others = [...(strip?.children ?? [])].filter(({ firstElementChild }) => keyOf(firstElementChild) !== keyOf(item));
  const isHere = item.dataset.from === scene;
  if (!strip?.contains(below)) return { id: scene, scene, marks, isNew: !isHere };
  let at = others.findIndex((other) => isBefore([x, y], other.getBoundingClientRect()));
  if (at < 0) at = others.length;
  const now = isHere ? [...strip.children].indexOf(item.parentElement) : -1;
  return { id: `${scene}-${at}`, scene, at, others, marks: [], isNew: at !== now };
}

function isBefore([x, y], { left, right, top, bottom }) {
  return y < top || (y < bottom && x < (left + right) / 2);
}

function mark({ marks = [], others, at }) {
  unmark();
  for (const each of marks) each.classList.add("drop-into");
  if (!others?.length) return;
  if (at < others.length) others[at].classList.add("drop-before");
  else others.at(-1).classList.add("drop-behind");
}

function unmark() {
  for (const each of document.querySelectorAll(MARKED.join())) each.classList.remove("drop-before", "drop-behind", "drop-into");
}

/** For who hears the page: where it would be dropped. */
function tell({ scene, id }) {
  const number = scene && document.querySelector(`#all-board [data-scene="${scene}"]`)?.dataset.position;
  said.textContent = scene ? menu.dataset.overScene.replace("{number}", number) : id ? menu.dataset.overShelf : "";
}

/** Several that were chosen on the shelf go together, behind what the scene shows. */
function put(item, { scene, at }) {
  const chosen = [...document.querySelectorAll("[data-pick][aria-pressed=true]")].map(keyOf);
  const isOneOfMany = item.dataset.pick && chosen.length > 1 && chosen.includes(item.dataset.pick);
  const source = item.dataset.from || "";
  const values = isOneOfMany ? { material: chosen, scene } : { material: keyOf(item), source, scene: scene ?? "", place: at ?? "" };
  const list = listOf(item);
  const focus = scene ? `thumb-${list}-${scene}-${keyOf(item)}` : source ? `strip-${list}-${source}` : item.id;
  const detail = { path: isOneOfMany ? "use/" : "move/", values, list, focus, scene: scene ?? source };
  dispatchEvent(new CustomEvent("studio:ask", { detail }));
}

const ARROWS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
addEventListener("keydown", (event) => {
  const item = event.target.closest?.("[data-carry]");
  if (!item?.dataset.from || !(event.key in ARROWS || event.key === "Delete") || isLocked()) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // the keys of the scene
  if (event.key === "Delete") put(item, {});
  else step(item, ARROWS[event.key]);
}, true);

/** By so many places in its scene; beyond the first and the last one, into the next scene. */
function step(item, by) {
  const at = [...item.closest("ol").children].indexOf(item.parentElement) + by;
  const scene = item.dataset.from;
  if (at >= 0 && at < item.closest("ol").children.length) return put(item, { scene, at });
  const tiles = [...document.querySelectorAll("#all-board [data-scene]")];
  const next = tiles[tiles.findIndex(({ dataset }) => dataset.scene === scene) + by];
  if (next) put(item, { scene: next.dataset.scene, at: by > 0 ? 0 : undefined });
}

function openMenu(item) {
  about = item;
  menu.querySelector("h2").textContent = item.title;
  const places = item.dataset.from ? [...item.closest("ol").children] : [];
  const at = places.indexOf(item.parentElement);
  const unfit = { back: at < 1, on: at < 0 || at === places.length - 1, shelf: !item.dataset.from, framing: !item.dataset.framingAt };
  for (const choice of menu.querySelectorAll("[data-carries]")) choice.hidden = Boolean(unfit[choice.dataset.carries]);
  const list = menu.querySelector(".shot-scenes");
  list.replaceChildren();
  for (const tile of document.querySelectorAll("#all-board [data-scene]")) {
    if (tile.dataset.scene === item.dataset.from) continue;
    const choice = document.createElement("button");
    Object.assign(choice, { type: "button", className: "button quiet", textContent: tile.querySelector("h3").textContent });
    Object.assign(choice.dataset, { carries: "scene", scene: tile.dataset.scene });
    list.append(choice);
  }
  for (const locked of menu.querySelectorAll("[data-carries]:not([data-carries=framing], [data-carries=consent])")) locked.disabled = isLocked();
  menu.showModal();
}

addEventListener("click", ({ target }) => {
  const item = target.closest("[data-carry]");
  if (item) return openMenu(item);
  const choice = target.closest("[data-carries]");
  if (!choice) return;
  const { carries, scene } = choice.dataset;
  menu.close();
  if (carries === "scene") put(about, { scene });
  else if (carries === "shelf") put(about, {});
  else if (carries === "back" || carries === "on") step(about, carries === "on" ? 1 : -1);
  else load(carries === "framing" ? ["#framing", about.dataset.framingAt] : ["#withdrawal", `${menu.dataset.withdrawal}?material=${keyOf(about)}`]);
});

function load([target, address]) {
  about.focus();
  dispatchEvent(new CustomEvent("studio:opener", { detail: about.id }));
  htmx.ajax("GET", address, { target, swap: "innerHTML" });
}

// A press beside the menu closes it.
menu?.addEventListener("click", ({ target, clientX, clientY }) => {
  const { left, right, top, bottom } = menu.getBoundingClientRect();
  if (target === menu && (clientX < left || clientX > right || clientY < top || clientY > bottom)) menu.close();
});
