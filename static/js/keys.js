// Single keys. An element says in data-key which keys press it (or put the caret into it), and in data-key-words what
// they do. A hidden element hears of its keys by the event "studio:key". "?" opens the list of all keys of the page.
const sheet = document.getElementById("keys");
const on = document.getElementById("keys-on");
const OFF = "keys-off";
const TYPED = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, audio, video, [contenteditable]";

try {
  if (on) on.checked = !localStorage.getItem(OFF);
} catch {
  // there is no storage
}
on?.addEventListener("change", () => {
  try {
    if (on.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    // there is no storage: it holds as long as the page
  }
});

const keysOf = (element) => element.dataset.key.split(" ");
const isSeen = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
// What is below a dialog cannot be pressed. Only a dialog with data-takes-keys, such as the storyboard, leaves keys to the page.
const modal = () => document.querySelector("dialog:modal");
const isReached = (element) => element.hidden || !modal() || modal().contains(element);
const usable = () =>
  [...document.querySelectorAll("[data-key]")].filter((each) => isReached(each) && (each.hidden || (isSeen(each) && !each.disabled)));

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!on?.checked || target.closest?.(TYPED) || modal()?.matches(":not([data-takes-keys])")) return;
  const found = usable().find((each) => keysOf(each).includes(key));
  if (!found && key !== "?") return;
  event.preventDefault();
  if (!found) open();
  else if (found.hidden) found.dispatchEvent(new CustomEvent("studio:key", { bubbles: true, detail: key }));
  else if (found.matches(TYPED)) found.focus();
  else found.click();
});

addEventListener("click", ({ target }) => target.closest("[data-opens-keys]") && open());

function open() {
  const lines = usable().map((each) => [keysOf(each), each.dataset.keyWords]);
  const told = new Set(); // each row of a list may say the same of its own button
  sheet.querySelector("tbody.of-page").replaceChildren(...lines.filter(([, words]) => !told.has(words) && told.add(words)).map(line));
  sheet.showModal();
}

function line([keys, words]) {
  const row = document.createElement("tr");
  const [head, cell] = [document.createElement("th"), document.createElement("td")];
  head.scope = "row";
  for (const key of keys) {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    head.append(cap, " ");
  }
  cell.textContent = words;
  row.append(head, cell);
  return row;
}
