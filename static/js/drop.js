// Photos and clips are chosen, dropped on the page, pasted, or taken with the phone's camera. Each has a line with its bar;
// one tick is for all of them. A refused file says why, and the others go on.
const box = document.querySelector("[data-drop]");
const brief = box?.closest("form");
const template = document.getElementById("sending-line");
const lines = new Map(); // the id of a file -> its line
const words = template?.dataset;

const list = document.querySelector(".sendings");
const tick = box?.querySelector("[data-consent]");
const total = document.querySelector(".sending-total");

const idOf = ({ name, size, lastModified }) => `${name} ${size} ${lastModified}`;
const said = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
const isPending = ({ state }) => ["unticked", "waiting", "sending", "reading", "lost"].includes(state);
const TILE = 104, GAP = 12, EDGE = 3, WORDS = 26; // pixels, as in shelf.css
const key = `sendings:${document.body.dataset.user}`;

/** The address at which a file is announced; a brief has a key instead of a project. */
function whereTo() {
  return { place: box.dataset.place, said: brief ? { brief: brief.elements.token.value } : {} };
}

function newLine(id, name) {
  const element = template.content.cloneNode(true).firstElementChild;
  const line = { id, name, element, state: "", share: 0, size: 1, controller: new AbortController() };
  element.querySelector(".name").textContent = name;
  element.querySelector(".name").title = name;
  for (const button of element.querySelectorAll("button")) {
    button.setAttribute("aria-label", said(button.dataset.label, { name }));
  }
  element.querySelector("progress").setAttribute("aria-label", name);
  element.addEventListener("click", ({ target }) => {
    if (target.closest("[data-retry]")) retry(line);
    if (target.closest("[data-drop-it]")) remove(line);
  });
  lines.set(id, line);
  list.append(element);
  return line;
}

function tell(line, state, more) {
  Object.assign(line, { state, share: state === "sending" ? more : state === "reading" ? 1 : line.share });
  if (state === "cancelled") return;
  const { element } = line;
  element.dataset.state = state;
  const bar = element.querySelector("progress");
  if (state === "reading") bar.removeAttribute("value");
  else bar.value = line.share;
  const percent = Math.floor(100 * line.share);
  element.querySelector(".how").textContent = said(words[state] ?? "", { percent });
  const why = element.querySelector(".why");
  const reason = state === "refused" || state === "stopped" ? more || words.unknown : state === "partial" ? said(words.again, { percent }) : words[`why${state}`] ?? "";
  if (why.textContent !== reason) why.textContent = reason;
  count();
}

function leave(line) {
  const held = line.element.contains(document.activeElement);
  line.element.remove();
  lines.delete(line.id);
  if (held) box.querySelector("input[type=file]").focus();
  count();
}

function remove(line) {
  line.controller.abort();
  if (line.address) {
    const detail = { headers: {} };
    dispatchEvent(new CustomEvent("studio:request", { detail }));
    fetch(line.address, { method: "DELETE", headers: detail.headers });
  }
  leave(line);
}

function retry(line) {
  line.controller = new AbortController();
  if (line.file) send(line);
  else box.querySelector("input[type=file]").click();
}

function send(line) {
  if (!tick.checked) return tell(line, "unticked");
  const { file, controller } = line;
  const { place, said: more } = whereTo();
  const about = { filename: file.name, filetype: file.type, lastModified: file.lastModified, consent: "true", ...more };
  if (brief) remember(more.brief);
  const job = { file, place, said: about, signal: controller.signal, told: (...how) => told(line, job, ...how) };
  dispatchEvent(new CustomEvent("studio:send", { detail: job }));
}

function told(line, job, state, more) {
  if (job.signal !== line.controller.signal) return; // it was tried again meanwhile
  if (["ready", "taken"].includes(state)) line.address = brief ? job.address : "";
  tell(line, state, more);
}

function add(files) {
  for (const file of files) {
    const id = idOf(file);
    const there = lines.get(id);
    if (there && (isPending(there) || ["ready", "taken"].includes(there.state))) continue;
    const line = there ?? newLine(id, file.name);
    Object.assign(line, { file, size: file.size || 1, controller: new AbortController() });
    send(line);
  }
  makeRoom();
  if (!tick.checked && files.length) tick.focus();
}

function count() {
  const all = [...lines.values()];
  const pending = all.filter(isPending);
  (document.getElementById("shelf-card") ?? box).toggleAttribute("data-some", all.length > 0);
  box.toggleAttribute("data-unticked", all.some(({ state }) => state === "unticked"));
  const sum = (of) => all.filter((line) => line.state !== "refused").reduce((before, line) => before + of(line), 0);
  const here = all.filter(({ state }) => state === "ready" || state === "taken").length;
  total.hidden = pending.length < 2;
  total.querySelector("progress").value = sum(({ size, share, state }) => size * (["ready", "taken"].includes(state) ? 1 : share)) / (sum(({ size }) => size) || 1);
  total.querySelector(".how").textContent = said(words.total, { here, all: all.length });
  if (pending.length) return;
  if (all.every(({ state }) => state !== "unticked")) tick.checked = tick.checked && brief !== null && all.length > 0;
  dispatchEvent(new Event("studio:all-sent"));
}

/** What has come before this page was loaded, and what was refused. */
async function bringBack() {
  if (brief && !recall()) return;
  const token = brief?.elements.token.value;
  const of = brief ? { brief: token } : { project: box.dataset.project };
  const address = `${box.dataset.list}?${new URLSearchParams(of)}`;
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  for (const each of (await answer.json()).data) {
    const modified = each.modifiedAt ? Date.parse(each.modifiedAt) : 0;
    const id = idOf({ name: each.name, size: each.length, lastModified: modified });
    if (lines.has(id)) continue;
    const line = newLine(id, each.name);
    line.address = `${box.dataset.list}/${each.id}`;
    Object.assign(line, { size: each.length || 1, share: each.offset / (each.length || 1) });
    if (each.state === "arrived" || (each.state === "ready" && !brief)) read(line);
    else tell(line, each.state === "coming" ? "partial" : each.state, each.reason);
  }
}

function read(line) {
  const job = { address: line.address, signal: line.controller.signal, told: (...how) => told(line, job, ...how) };
  dispatchEvent(new CustomEvent("studio:send", { detail: job }));
}

// A brief without words is no draft, but its files are kept: this tab knows their key.
function remember(token) {
  try {
    sessionStorage.setItem(key, token);
  } catch {
    // this browser has no storage
  }
}

function recall() {
  const { token } = brief.elements;
  if (token.value !== token.defaultValue) return true; // drafts.js has brought it back
  try {
    const kept = sessionStorage.getItem(key);
    if (kept) token.value = kept;
    return Boolean(kept);
  } catch {
    return false;
  }
}

/** Keeps room on the shelf for what is on its way, so that nothing moves when it arrives. */
function makeRoom() {
  const shelf = document.getElementById("shelf");
  if (!shelf) return;
  const there = shelf.childElementCount;
  const coming = [...lines.values()].filter(isPending).length;
  const wide = shelf.parentElement.clientWidth - 2 * EDGE;
  const columns = Math.max(1, Math.floor((wide + GAP) / (TILE + GAP)));
  const rows = matchMedia("(max-width: 600px)").matches ? Math.min(2, there + coming) : Math.ceil((there + coming) / columns);
  const tile = shelf.firstElementChild?.clientHeight ?? (wide - (columns - 1) * GAP) / columns + WORDS;
  shelf.parentElement.style.minHeight = coming ? `${rows * tile + (rows - 1) * GAP + 2 * EDGE}px` : "";
}

/** What has arrived keeps its line until its reader presses something: then it may move what is below. */
function tidy() {
  if (brief || [...lines.values()].some(isPending)) return;
  for (const line of [...lines.values()]) if (line.state === "taken") leave(line);
}

const filesIn = (transfer) => [...(transfer?.files ?? [])];
const hasFiles = (transfer) => [...(transfer?.types ?? [])].includes("Files");

if (box) {
  document.addEventListener("DOMContentLoaded", bringBack); // after drafts.js
  addEventListener("click", ({ target }) => target.closest(".drop, .sendings") || setTimeout(tidy));
  box.addEventListener("change", ({ target }) => {
    if (target.matches("input[type=file]")) {
      add([...target.files]);
      target.value = ""; // the same file can be chosen again
    } else if (target === tick && tick.checked) {
      for (const line of lines.values()) if (line.state === "unticked") send(line);
    }
  });
  addEventListener("dragover", (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    document.body.toggleAttribute("data-dropping", true);
  });
  for (const over of ["dragleave", "drop"]) {
    addEventListener(over, (event) => {
      if (over === "drop" || !event.relatedTarget) document.body.removeAttribute("data-dropping");
    });
  }
  addEventListener("drop", (event) => {
    if (event.target.closest?.("input[type=file]:not([data-drop] *)") || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    add(filesIn(event.dataTransfer));
  });
  addEventListener("paste", (event) => {
    const files = filesIn(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
  addEventListener("beforeunload", (event) => {
    if (!brief?.dataset.sent && [...lines.values()].some((line) => line.file && isPending(line))) event.preventDefault();
  });
  // The brief waits for its files: its film is to show them.
  addEventListener("submit", (event) => {
    if (event.target !== brief || ![...lines.values()].some(isPending)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const unticked = [...lines.values()].some(({ state }) => state === "unticked");
    box.toggleAttribute("data-waiting", !unticked);
    if (unticked) tick.focus();
    else addEventListener("studio:all-sent", () => box.hasAttribute("data-waiting") && (box.removeAttribute("data-waiting"), brief.requestSubmit()), { once: true });
  }, true);
}
