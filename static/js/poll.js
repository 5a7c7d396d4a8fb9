// While there is no socket, the page polls for news. If it has missed some, it polls once.
const FIRST = 2_000;
const EVERY = 5_000;
const SIGNED_OUT = 3_000; // in another tab the person may sign in again
const PATIENCE = 4_000; // after this the page says that it has no connection, and goes on waiting
const SLOWEST = { "no answer": 7_000, "not now": 60_000 };
const address = () => document.querySelector("[data-poll]")?.dataset.poll; // a list may become another one
let away = true, inDoubt = false, timer, once, failures = 0, drawings = 0;
let etag = ""; // of the last answer: the server says 304 where nothing has changed since

/** Polls once: "fresh", "over" (no session), "gone", "not now" (an error of the server) or "no answer". */
async function look() {
  const before = drawings;
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    const reply = await fetch(address(), { cache: "no-store", headers, signal: AbortSignal.timeout(10_000) });
    const time = Date.parse(reply.headers.get("Date"));
    if (time) dispatchEvent(new CustomEvent("studio:time", { detail: time }));
    if (new URL(reply.url).pathname.startsWith("/login/")) return "over";
    if (reply.status === 404) return "gone";
    if (reply.status === 304) return "fresh";
    if (!reply.ok) return "not now";
    const message = await reply.text();
    if (!message.includes('id="pulse"')) return "no answer"; // from somebody else, such as the sign-in page of a Wi-Fi
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
  if (!(away || inDoubt) || document.hidden) return;
  const slow = setTimeout(tell, PATIENCE, "no answer");
  const answer = await look();
  clearTimeout(slow);
  const news = answer === "fresh" && failures ? "returned" : "";
  failures = answer in SLOWEST ? failures + 1 : 0;
  tell(answer, news);
  inDoubt = answer === "over";
  if (answer === "over") later(SIGNED_OUT);
  else if (answer !== "gone") later(Math.min(EVERY * 1.5 ** Math.max(0, failures - 1), SLOWEST[answer] ?? EVERY));
}

function tell(answer, news = "") {
  if (away || inDoubt) dispatchEvent(new CustomEvent("studio:looked", { detail: { answer, news } }));
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(goOn, wait);
}

if (address()) {
  later(FIRST);
  addEventListener("studio:socket", ({ detail: state }) => {
    const wasAway = away;
    away = state === "away" || state === "over";
    if (away && !wasAway) later(FIRST);
  });
  for (const moment of ["focus", "studio:retry", "studio:signed-in"]) addEventListener(moment, goOn);
  // A click has told it, while the socket of the old session is still open.
  addEventListener("studio:signed-out", () => {
    inDoubt = true;
    later(SIGNED_OUT);
  });
  // The browser has lost or changed its network. But the studio may be on this machine: only its answer tells.
  for (const moment of ["offline", "online"]) {
    addEventListener(moment, () => {
      inDoubt = true;
      goOn();
    });
  }
  document.addEventListener("visibilitychange", () => later(0));
  addEventListener("studio:missed", () => {
    clearTimeout(once);
    etag = ""; // the page lacks something of what it was told
    once = setTimeout(look, 300);
  });
  addEventListener("studio:look", () => {
    clearTimeout(once);
    once = setTimeout(look, 300);
  });
  for (const drawing of ["htmx:beforeRequest", "htmx:beforeSwap", "htmx:wsBeforeMessage"]) {
    addEventListener(drawing, () => {
      drawings++;
      etag = ""; // the page is not as that answer left it
    });
  }
}
