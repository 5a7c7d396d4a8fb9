// Keeps typed words in this browser until they are saved, so they survive a reload, a crash and the end
// of a session. Only the same person gets them back. A draft holds each field's text, and the digest of
// the text that it was typed over. The browser has one draft of each form. Each tab also has its own
// draft, of what was typed in it: so two tabs that type in one field each find their own words again.
const { user } = document.body.dataset;
const MINE = `draft:${user}:`;
const EXAMPLE = /[?&](?:example|from|style)=/; // the person has just asked for it, so it wins over a draft
const TOO_OLD = 30 * 24 * 3600 * 1000;
const EVERYWHERE = ["localStorage", "sessionStorage"];
const page = crypto.getRandomValues(new Uint32Array(2)).join("-");

const keyOf = (form) => MINE + form.dataset.draft;
const isBrief = (form) => form.id === "brief"; // kept as a whole, because its choices belong to its words
// What is remembered from the last brief was not typed, nor the choices.
const isTyped = (control) => control.matches("textarea, input[type=text]") && control.value !== (control.closest(".more") ? control.defaultValue : "");
const isBlank = (form) => ![...form.elements].some(isTyped);
const template = (id) => document.getElementById(id).content.cloneNode(true).firstElementChild;
const namesIn = (form) =>
  [...new Set([...form.elements].map(({ name }) => name))].filter((name) => name && !/^(csrf|was_)/.test(name));
const wasOf = (form, name) => form.elements[`was_${name}`];

function read(key, storage = "localStorage") {
  try {
    return JSON.parse(window[storage].getItem(key)) ?? {};
  } catch {
    return {}; // this browser has no storage
  }
}

/** Stores the draft. Returns whether that worked. */
function write(key, draft) {
  const own = Object.entries(draft).filter(([name, field]) => name === "sent" || field.page === page);
  try {
    store(sessionStorage, key, Object.fromEntries(own));
    store(localStorage, key, draft);
    return true;
  } catch {
    return false;
  }
}

function store(storage, key, draft) {
  if (Object.keys(draft).length) storage.setItem(key, JSON.stringify(draft));
  else storage.removeItem(key);
}

function keys(storage = "localStorage") {
  try {
    return Object.keys(window[storage]).filter((key) => key.startsWith(MINE));
  } catch {
    return [];
  }
}

function textOf(form, name) {
  const control = form.elements[name];
  return control.type === "checkbox" ? (control.checked ? control.value : "") : control.value;
}

function put(form, name, text) {
  const control = form.elements[name];
  if (control.type === "checkbox") control.checked = text !== "";
  else if (control instanceof RadioNodeList) for (const radio of control) radio.checked = radio.value === text; // Chromium sets no ""
  else control.value = text;
}

const isSignOut = (form) => form.hasAttribute("data-unsaved");

function labelOf(form, name) {
  return form.elements[name].labels?.[0]?.textContent.trim() ?? "";
}

function keep(form) {
  const draft = read(keyOf(form));
  delete draft.sent;
  if (isBrief(form) && isBlank(form)) return write(keyOf(form), {}); // choices without words are no draft
  for (const name of namesIn(form)) {
    const text = textOf(form, name);
    if (isBrief(form) || text !== form.elements[name].defaultValue) {
      draft[name] = { text, was: wasOf(form, name)?.value, label: labelOf(form, name), page, over: location.search, at: Date.now() };
    } else if (draft[name]?.page === page) delete draft[name];
  }
  form.toggleAttribute("data-kept", write(keyOf(form), draft));
}

function bringBack(form) {
  const draft = { ...read(keyOf(form)), ...read(keyOf(form), "sessionStorage") };
  if (isBrief(form) && EXAMPLE.test(location.search) && draft.topic?.over !== location.search) return; // the example was asked for
  const typed = namesIn(form).filter((name) => draft[name] && draft[name].text !== textOf(form, name));
  const words = typed.filter((name) => name !== "token");
  if (!words.length) return isBrief(form) || write(keyOf(form), {});
  const drawn = new Map();
  let newer = false;
  for (const name of typed) {
    const was = wasOf(form, name);
    drawn.set(name, [textOf(form, name), was?.value]);
    put(form, name, draft[name].text);
    // Open the fold around the field, but not for a caption that equals the narration.
    if (draft[name].text !== draft.narration?.text) form.elements[name].closest?.("details:not(.card)")?.setAttribute("open", "");
    if (was && was.value !== draft[name].was) {
      newer = true;
      was.value = draft[name].was;
    }
  }
  form.dataset.dirty = 1;
  keep(form);
  offer(form, drawn);
  if (newer && !form.closest("fieldset:disabled")) htmx.trigger(form, "change"); // the reply shows both versions
}

function offer(form, drawn) {
  const line = template("draft-kept");
  if (isBrief(form)) line.querySelector("[data-save]").remove();
  line.addEventListener("click", ({ target }) => {
    if (target.closest("[data-save]")) htmx.trigger(form, "change");
    if (target.closest("[data-discard]")) discard(form, drawn);
  });
  form.querySelector(".kept-place").replaceChildren(line);
}

function discard(form, drawn) {
  for (const [name, [text, was]] of drawn) {
    put(form, name, text);
    if (was) wasOf(form, name).value = was;
  }
  write(keyOf(form), {});
  delete form.dataset.dirty;
  form.querySelector(".conflict")?.remove();
  form.querySelector(".kept").remove();
  dispatchEvent(new Event("studio:settled"));
}

/** Shows drafts for scenes that a new script has replaced. They can be read and copied until they are discarded. */
function showHomeless() {
  const place = document.getElementById("homeless");
  for (const key of place ? keys() : []) {
    const name = key.slice(MINE.length);
    if (!name.startsWith(`${place.dataset.project}:`) || document.querySelector(`[data-draft="${name}"]`)) continue;
    const box = template("draft-homeless");
    const draft = Object.values(read(key));
    for (const { label, text } of draft.filter(({ text }, at) => draft.findIndex((other) => other.text === text) === at)) {
      const term = document.createElement("dt");
      const words = document.createElement("dd");
      term.textContent = label;
      words.textContent = text;
      box.querySelector("dl").append(term, words);
    }
    box.querySelector("[data-discard]").addEventListener("click", () => {
      write(key, {});
      box.remove();
    });
    place.append(box);
  }
}

/** Removes drafts that have become a project, and drafts that are older than a month. */
function tidy() {
  const accepted = document.cookie.match(new RegExp(`(?:^|; )${document.body.dataset.cookies}_brief=([^;]+)`))?.[1];
  for (const storage of EVERYWHERE) {
    for (const key of keys(storage)) {
      const draft = read(key, storage);
      const newest = Math.max(0, ...Object.values(draft).map(({ at }) => at ?? 0));
      if ((accepted && draft.sent === accepted) || newest < Date.now() - TOO_OLD) store(window[storage], key, {});
    }
  }
}

function begin() {
  tidy();
  for (const form of document.querySelectorAll("[data-draft]")) bringBack(form);
  showHomeless();
}

if (user) {
  document.addEventListener("DOMContentLoaded", begin); // after htmx has processed the forms
  addEventListener("input", ({ target: { form } }) => form?.dataset.draft && keep(form));
  addEventListener("studio:saved", ({ target: form, detail: saved }) => {
    if (!form.dataset.draft) return;
    for (const name of namesIn(form)) form.elements[name].defaultValue = saved.get(name);
    if (!form.dataset.dirty) form.querySelector(".kept")?.remove();
    setTimeout(() => keep(form)); // after the reply is drawn: it holds the new digests
  });
  // Signing out removes all drafts, so that the next person at this browser finds none. If there are any, ask first.
  addEventListener("submit", ({ target: form }) => {
    if (isSignOut(form) && keys().length) form.dataset.confirm = form.dataset.unsaved;
  }, true);
  addEventListener("submit", ({ target: form, defaultPrevented }) => {
    if (defaultPrevented) return;
    if (isSignOut(form)) for (const key of EVERYWHERE.flatMap(keys)) write(key, {});
    else if (form.id === "brief") {
      keep(form);
      write(keyOf(form), { ...read(keyOf(form)), sent: form.elements.token.value });
    }
  });
}
