// The list of the home page: what is ticked in it, its keys, and its place while it is drawn anew.
const list = document.getElementById("list");
const bar = document.getElementById("batch");
const ticked = new Set(); // the ids of projects; a list that is drawn anew has forgotten them
const ticks = () => [...list.querySelectorAll(".row-tick input")];

function count() {
  const there = ticks().filter((tick) => tick.checked);
  bar.querySelector(".batch-count").textContent = there.length ? bar.querySelector(".batch-count").dataset.words.replace("{count}", there.length) : "";
}

function note() {
  ticked.clear();
  for (const tick of ticks()) if (tick.checked) ticked.add(tick.value);
  count();
}

/** The uppermost row that is seen, so that it stays where it is when rows come or go above it. */
function anchor() {
  const row = [...list.querySelectorAll(".row")].find((each) => each.getBoundingClientRect().bottom > 0);
  return scrollY > 0 && row ? { id: row.id, top: row.getBoundingClientRect().top } : null;
}

const isFrame = ({ target }) => target?.id?.startsWith("rows-");
let kept = null;

if (list) {
  addEventListener("change", ({ target }) => target.closest(".row-tick") && note());
  bar.querySelector(".batch-none").addEventListener("click", () => {
    for (const tick of ticks()) tick.checked = false;
    note();
  });
  addEventListener("htmx:oobBeforeSwap", ({ detail }) => isFrame(detail) && detail.shouldSwap && (kept = anchor()));
  for (const swapped of ["htmx:oobAfterSwap", "htmx:afterSwap"]) addEventListener(swapped, ({ detail }) => {
    const isList = detail.target === list; // another list: found by other words, or of another tab
    if (!isList && !isFrame(detail)) return;
    for (const tick of ticks()) tick.checked = ticked.has(tick.value);
    note();
    const row = kept && document.getElementById(kept.id);
    if (row) scrollBy(0, row.getBoundingClientRect().top - kept.top);
    kept = null;
  });
  // A list that shows only some of the projects is not pushed: other counts say that it may be another one.
  addEventListener("htmx:oobAfterSwap", ({ detail }) => {
    if (detail.target?.id?.startsWith("count-") && list.querySelector("[data-narrowed]") && !ticked.size) look();
  });
  setInterval(() => list.querySelector("[data-everybody]") && !document.hidden && look(), 5_000);
  for (const key of document.querySelectorAll("#batch ~ [data-key]")) key.addEventListener("studio:key", ({ detail }) => DEEDS[detail]());
  note(); // a browser may bring ticks back
}

const look = () => dispatchEvent(new Event("studio:look"));

const DEEDS = {
  j: () => go(1),
  k: () => go(-1),
  x: () => here()?.querySelector(".row-tick input").click(),
  n: () => document.querySelector("#brief [name=topic]").focus(),
};

const here = () => document.activeElement.closest(".row") ?? list.querySelector(".row");

function go(by) {
  const rows = [...list.querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement.closest(".row"));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.querySelector("h3 a").focus();
}
