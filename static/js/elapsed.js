// Counts elapsed time in the browser, so that the server sends nothing for it.
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang);
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };

const secondsSince = (time) => Math.max(0, Math.floor((Date.now() - new Date(time.dateTime)) / 1000));

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

tick();
setInterval(tick, 1_000);
addEventListener("htmx:afterSwap", tick);
