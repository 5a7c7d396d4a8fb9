// The line at the lower edge says what the studio does, or how it has ended, while that is out of view, and leads there.
const line = document.getElementById("now");
let isNews = false; // whether something has run while this page was open, and its end was not seen

const headline = () => document.querySelector(".headline").dataset;
const current = () => document.querySelector("[aria-current=step]")?.closest(".step");

/** The card that tells it, and what of it has to be in view. */
function place(isRunning, step) {
  if (isRunning) return { step, part: step.querySelector(".live") };
  const preview = document.getElementById("step-preview");
  if (headline().status === "completed") return { step: preview, part: preview.querySelector(".screen") };
  return { step, part: step.querySelector(".step-body") };
}

function isInView(part) {
  if (!part) return false;
  const { top, bottom, height } = part.getBoundingClientRect();
  return height > 0 && top < innerHeight - line.offsetHeight && bottom > 0;
}

function words(isRunning, step) {
  const name = step.querySelector("h2").firstChild.textContent;
  if (isRunning) return [name, headline().percent];
  const said = document.getElementById("announcer").textContent.trim();
  return said ? [said] : [name, step.querySelector(".head .pill")?.textContent];
}

function follow() {
  const isRunning = headline().running === "true";
  const inWork = current();
  isNews ||= isRunning;
  if (!isNews || !inWork) return (line.hidden = true);
  const { step, part } = place(isRunning, inWork);
  const isSeen = isInView(part);
  if (isSeen && !isRunning) isNews = false;
  if (!isSeen) {
    line.href = `#${step.id}`;
    line.firstElementChild.textContent = words(isRunning, inWork).filter(Boolean).join(" · ");
  }
  line.hidden = isSeen;
}

let isAsked = false;
function soon() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    follow();
  });
}

if (line) {
  follow();
  for (const moment of ["htmx:afterSwap", "scroll", "resize", "click"]) addEventListener(moment, soon, { passive: true });
  addEventListener("toggle", soon, true);
}
