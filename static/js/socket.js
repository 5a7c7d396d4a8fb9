// The page's socket, and how it connects again after a loss. The event "studio:socket" tells its state.
const SILENCE = 8_000; // the server sends something every 3 s
const NO_ANSWER = 8_000;
const NEVER = 2 ** 31 - 1;
// Two clocks: one may stand still while the computer sleeps, the other may be set back.
const clocks = () => [performance.now(), Date.now()];
let socket, wrapper, timer, state = "away", heard = clocks(), tries = 0, longest = 5_000, spoken = false;

htmx.config.wsReconnectDelay = () => NEVER; // only the timer in this file reconnects
htmx.createWebSocket = (url) => {
  if (socket) {
    socket.onclose = null; // the end of the old socket is no news
    socket.close();
  }
  heard = clocks();
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
  else socket?.close(); // the first socket has never opened: its close event brings the wrapper
}

function reconnectLater() {
  clearTimeout(timer);
  timer = setTimeout(reconnect, Math.min(longest, 500 * 2 ** tries++) * (0.5 + Math.random() / 2));
}

addEventListener("htmx:wsOpen", ({ detail }) => {
  wrapper = detail.socketWrapper;
});
// A socket counts as open after its first message: the server accepts also a page that it refuses, to tell it why.
addEventListener("htmx:wsBeforeMessage", () => {
  heard = clocks();
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
  if (code === 4429) longest = 60_000; // too many pages are open: try rarely
  become("away");
  reconnectLater();
});

/** Whether it has tried to connect for too long, or is open but silent, because the network is gone, or the computer slept. */
function isStuck() {
  const longest = socket?.readyState === WebSocket.OPEN ? SILENCE : NO_ANSWER;
  return clocks().some((now, index) => now - heard[index] > longest);
}
const isConnecting = () => socket?.readyState === WebSocket.CONNECTING;

function comeBack() {
  if (document.hidden || (state === "open" && !isStuck()) || (isConnecting() && !isStuck())) return;
  tries = 0;
  reconnect();
}
for (const moment of ["focus", "studio:retry", "studio:signed-in"]) addEventListener(moment, comeBack);
addEventListener("pageshow", (event) => event.persisted && comeBack());
document.addEventListener("visibilitychange", comeBack);
// The network is another one, so an open socket may be dead, and one that is connecting would wait for long.
addEventListener("online", () => {
  tries = 0;
  reconnect();
});
setInterval(() => {
  if (!isStuck()) return;
  if (socket?.readyState === WebSocket.OPEN) fallSilent();
  else if (isConnecting()) reconnect();
}, 1_000);

/** No answer comes: the socket cannot be trusted, though its end was not told. */
function fallSilent() {
  if (state === "open") become("away");
  dispatchEvent(new Event("studio:silent"));
  reconnect();
}

// The studio answers over plain HTTP, so perhaps sockets are not possible at all.
addEventListener("studio:looked", ({ detail }) => {
  if (detail.answer === "no answer" && state === "open") return fallSilent();
  if (detail.answer === "fresh" && state === "over") return comeBack(); // somebody has signed in again
  if (state !== "away") return;
  if (detail.news === "returned") comeBack();
  else if (detail.answer === "fresh") longest = 30_000;
});
