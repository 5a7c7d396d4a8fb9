// The title and the icon show unread notices, the progress, and how a step has ended, for who looks at another tab.
const atRest = document.title;
const icon = document.getElementById("icon");
const usual = icon?.getAttribute("href");
let wasRunning = false, ended = ""; // "done" or "failed", until somebody does something on this page

const headline = () => document.querySelector(".headline")?.dataset;

function follow() {
  const unread = Number(document.querySelector("[data-unread]")?.dataset.unread);
  const percent = document.querySelector("[data-percent]:not([data-percent=''])")?.dataset.percent;
  const shown = headline();
  if (shown) {
    const isRunning = shown.running === "true";
    if (isRunning) ended = "";
    else if (wasRunning) ended = shown.status === "failed" ? "failed" : "done";
    wasRunning = isRunning;
  }
  const mark = { done: "✓", failed: "!" }[ended];
  const words = [percent, mark, atRest].filter(Boolean).join(" · ");
  const title = unread ? `(${unread}) ${words}` : words;
  if (document.title !== title) document.title = title;
  draw(percent);
}

function draw(percent) {
  if (!icon) return;
  const making = percent === undefined ? "" : `making-${Math.min(75, 25 * Math.floor(parseInt(percent) / 25))}`;
  const name = making || ended;
  const address = name ? icon.getAttribute(`data-icon-${name}`) : usual;
  if (icon.getAttribute("href") !== address) icon.setAttribute("href", address);
}

function seen() {
  if (!ended) return;
  ended = "";
  follow();
}

follow();
addEventListener("htmx:afterSwap", follow);
for (const deed of ["pointerdown", "keydown"]) addEventListener(deed, seen, true);
