// The page's socket, and how it comes back after a loss. Who needs to know hears "studio:socket".
const SILENCE = 30_000; // the server speaks every 20 s
const NO_ANSWER = 8_000;
const NEVER = 2 ** 31 - 1;
let socket, wrapper, timer, state = "away", heard = Date.now(), tries = 0, longest = 5_000, spoken = false;

htmx.config.wsReconnectDelay = () => NEVER; // one timer decides, and it is here
htmx.createWebSocket = (url) => {
  if (socket) {
    socket.onclose = null; // what it would say is no news any more
    socket.close();
  }
  heard = Date.now();
  spoken = false;
  return (socket = new WebSocket(url));
};

function become(next) {
  state = next;
  dispatchEvent(new CustomEvent("studio:socket", { detail: state }));
}

function reconnect() {
  clearTimeout(timer);
  if (state === "gone") return;
  if (wrapper) wrapper.reconnect();
  else socket?.close(); // the first one, still in vain: its end brings the wrapper
}

function reconnectLater() {
  clearTimeout(timer);
  timer = setTimeout(reconnect, Math.min(longest, 500 * 2 ** tries++) * (0.5 + Math.random() / 2));
}

addEventListener("htmx:wsOpen", ({ detail }) => {
  wrapper = detail.socketWrapper;
});
// Only the first word makes it open: a page that is turned away is let in first, to be told why.
addEventListener("htmx:wsBeforeMessage", () => {
  heard = Date.now();
  if (spoken) return;
  spoken = true;
  tries = 0;
  longest = 5_000;
  become("open");
});
addEventListener("htmx:wsClose", ({ detail }) => {
  wrapper = detail.socketWrapper;
  const { code } = detail.event;
  if (code === 4404) return become("gone");
  if (code === 4401) return become("over");
  if (code === 4429) longest = 60_000; // too many pages are open: ask seldom
  become("away");
  reconnectLater();
});

/** In vain for a while, or said to be open while nothing comes: as after a sleep. */
const isStuck = () => Date.now() - heard > (socket?.readyState === WebSocket.OPEN ? SILENCE : NO_ANSWER);
const isConnecting = () => socket?.readyState === WebSocket.CONNECTING;

function comeBack() {
  if (document.hidden || (state === "open" && !isStuck()) || (isConnecting() && !isStuck())) return;
  tries = 0;
  reconnect();
}
for (const moment of ["online", "focus", "studio:retry", "studio:signed-in"]) addEventListener(moment, comeBack);
addEventListener("pageshow", (event) => event.persisted && comeBack());
document.addEventListener("visibilitychange", comeBack);
setInterval(() => {
  const open = socket?.readyState === WebSocket.OPEN;
  if ((open || isConnecting()) && isStuck()) reconnect();
}, 5_000);

// By plain HTTP the studio answers: it may be that sockets cannot be had at all.
addEventListener("studio:looked", ({ detail }) => {
  if (state !== "away") return;
  if (detail.news === "returned") comeBack();
  else if (detail.answer === "fresh") longest = 30_000;
});
