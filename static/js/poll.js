// While there is no socket, the page polls for news. If it has missed some, it polls once.
const FIRST = 2_000;
const EVERY = 5_000;
const SLOWEST = { "no answer": 7_000, "not now": 60_000 };
const address = document.getElementById("live")?.dataset.poll;
let away = true, timer, once, failures = 0, drawings = 0;
let etag = ""; // of the last answer: the server says 304 where nothing has changed since

/** Polls once: "fresh", "over" (no session), "gone", "not now" (an error of the server) or "no answer". */
async function look() {
  const before = drawings;
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    const reply = await fetch(address, { cache: "no-store", headers, signal: AbortSignal.timeout(10_000) });
    const time = Date.parse(reply.headers.get("Date"));
    if (time) dispatchEvent(new CustomEvent("studio:time", { detail: time }));
    if (new URL(reply.url).pathname.startsWith("/login/")) return "over";
    if (reply.status === 404) return "gone";
    if (reply.status === 304) return "fresh";
    if (!reply.ok) return "not now";
    const message = await reply.text();
    if (before !== drawings) return look(); // something newer may have been drawn meanwhile
    etag = reply.headers.get("ETag") ?? "";
    dispatchEvent(new CustomEvent("studio:message", { detail: message }));
    return "fresh";
  } catch {
    return "no answer";
  }
}

async function goOn() {
  clearTimeout(timer);
  if (!away || document.hidden) return;
  const answer = await look();
  const news = answer === "fresh" && failures ? "returned" : "";
  failures = answer in SLOWEST ? failures + 1 : 0;
  if (away) dispatchEvent(new CustomEvent("studio:looked", { detail: { answer, news } }));
  if (answer !== "over" && answer !== "gone") {
    later(Math.min(EVERY * 1.5 ** Math.max(0, failures - 1), SLOWEST[answer] ?? EVERY));
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(goOn, wait);
}

if (address) {
  later(FIRST);
  addEventListener("studio:socket", ({ detail: state }) => {
    const wasAway = away;
    away = state === "away";
    if (away && !wasAway) later(FIRST);
  });
  for (const moment of ["focus", "studio:retry", "studio:signed-in"]) {
    addEventListener(moment, () => {
      if (document.querySelector("#connection[data-state=over]")) away = true;
      goOn();
    });
  }
  document.addEventListener("visibilitychange", () => later(0));
  addEventListener("studio:missed", () => {
    clearTimeout(once);
    etag = ""; // the page lacks something of what it was told
    once = setTimeout(look, 300);
  });
  for (const drawing of ["htmx:beforeRequest", "htmx:beforeSwap", "htmx:wsBeforeMessage"]) {
    addEventListener(drawing, () => {
      drawings++;
      etag = ""; // the page is not as that answer left it
    });
  }
}
