// Counts times in the browser, so that the server sends nothing for them. Only the server's clock counts, and from
// there on performance.now(): the browser's own clock may be hours off, or be changed while the page is open.
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang);
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };
const ASLEEP = 2_000; // milliseconds by which the browser's two clocks differ after the computer slept

// A time of the server is as old as its way to the browser is long.
const [navigation] = performance.getEntriesByType("navigation");
let begin = Number(document.body.dataset.now) - (navigation?.responseStart || performance.now()); // when performance.now() was 0
let isNew = false; // whether the next time comes over a new connection: no earlier message holds it up
let apart = 0; // between the browser's two clocks

const serverTime = () => begin + performance.now();
const difference = () => Date.now() - performance.now();
const secondsSince = (time) => Math.max(0, Math.floor((serverTime() - new Date(time.dateTime)) / 1000));

function tick() {
  for (const time of document.querySelectorAll("time.elapsed")) {
    const seconds = secondsSince(time);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    time.textContent = time.dataset.words.replace("{time}", clock);
  }
  for (const time of document.querySelectorAll("time.ago")) {
    const seconds = secondsSince(time);
    const unit = Object.keys(UNITS).find((name) => seconds >= UNITS[name]);
    const words = unit ? ago.format(-Math.floor(seconds / UNITS[unit]), unit) : time.dataset.now;
    if (time.textContent !== words) time.textContent = words;
  }
}

/** The server has told its time. If the message was late, its time is behind ours, and ours stays. */
function hear(time) {
  const heard = time - performance.now();
  if (!isNew && heard < begin) return;
  begin = heard;
  isNew = false;
  tick();
}

/** performance.now() may stand still while the computer sleeps: then ask for the time. */
function lookForSleep() {
  const before = apart;
  apart = difference();
  if (Math.abs(apart - before) > ASLEEP) dispatchEvent(new Event("studio:missed"));
}

apart = difference();
tick();
setInterval(() => {
  lookForSleep();
  tick();
}, 1_000);
for (const moment of ["focus", "pageshow"]) addEventListener(moment, lookForSleep);
addEventListener("htmx:afterSwap", tick);
addEventListener("studio:socket", ({ detail: state }) => (isNew = state === "open"));
addEventListener("studio:time", ({ detail: time }) => hear(time));
addEventListener("studio:what-time", ({ detail: answer }) => (answer.time = serverTime()));
