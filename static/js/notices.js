// Only one page shows a notice. All open pages have it in their list, and the server gives it to the
// first one that asks. A visible page asks before a hidden one.
const HIDDEN_WAIT = 1_500;
const RETRY = 5_000;
const NO_ANSWER = 10_000;
const LINGER = 10; // seconds in which the page is visible
const toasts = document.getElementById("toasts");
const asked = new Set(); // ids; a notice that comes back into the list is offered again
const shown = new Set();
const narrow = matchMedia("(max-width: 600px)");
let asking = false;
let read = "";

const waiting = () => [...document.querySelectorAll("#notices [data-show]")];
const hasRoom = () => toasts.querySelectorAll("[data-notice]").length < (narrow.matches ? 1 : 3);
// Nobody sees a toast in a hidden page, so it asks only if the browser may show a notification.
const maySpeak = () => !document.hidden || document.documentElement.dataset.notify === "on";

function look() {
  if (document.querySelector("#connection[data-state=over]")) return; // the server refuses everything now
  const ids = waiting().map((item) => item.dataset.notice);
  for (const id of asked) if (!ids.includes(id)) asked.delete(id);
  const next = waiting().find((item) => !asked.has(item.dataset.notice));
  if (next && !asking && hasRoom() && maySpeak()) ask(next.dataset);
  readHere();
}

/** Ask for one notice after the other, because a small screen has no room for more. */
async function ask({ notice, show }) {
  asking = true;
  asked.add(notice);
  const given = await take(notice, show).catch(() => null);
  asking = false;
  if (given === null) setTimeout(() => asked.delete(notice) && look(), RETRY);
  else if (given) put(given);
  look();
}

/** The notice as HTML; "" if another page has it, or it is gone. */
async function take(notice, address) {
  if (document.hidden) await new Promise((done) => setTimeout(done, HIDDEN_WAIT));
  if (!asked.has(notice)) return ""; // it left the list meanwhile
  const reply = await post(address);
  if (reply.status === 200) return ours(await reply.text());
  if (reply.status === 204 || reply.status === 404) return "";
  throw new Error(reply.status);
}

/** Somebody else may have answered, such as the sign-in page of a Wi-Fi. Then it is as if nobody had. */
function ours(html) {
  if (!html.includes("data-notice=")) throw new Error("not a notice");
  return html;
}

function put(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const toast = document.importNode(holder.content, true).firstElementChild; // without the import its link has no address
  const { notice, shown: address, outcome } = toast.dataset;
  if (!shown.has(notice)) {
    const isHere = new URL(toast.querySelector("a").href).pathname === location.pathname;
    if (isHere) toast.removeAttribute("role"); // this page announces it already
    if (document.hidden && !dispatchEvent(new CustomEvent("studio:tell", { cancelable: true, detail: toast }))) return;
    // The card of the step says it too. Only of a finished film there is more to say: where it can be watched.
    if (!isHere || document.hidden || outcome === "completed") toasts.append(toast);
    if (toast.matches(".good")) linger(toast);
    shown.add(notice);
  }
  post(address).catch(() => {}); // if this is lost, the notice is offered again, and this is sent again
}

function linger(toast) {
  let left = LINGER;
  const timer = setInterval(() => {
    const inTheWay = document.hidden || document.querySelector("dialog:modal");
    if (inTheWay || toast.matches(":hover, :focus-within") || --left > 0) return;
    clearInterval(timer);
    toast.remove();
  }, 1_000);
}

/** A visible page marks the notices about its own project as read. */
function readHere() {
  const news = [...document.querySelectorAll("#tray .unread")].filter((link) => link.pathname === location.pathname);
  const ids = news.map((link) => link.id).join();
  if (document.hidden || !ids || ids === read) return;
  read = ids;
  post(`${location.pathname}read/`).catch(() => (read = ""));
}

function post(address) {
  // If the session is over, the answer is a redirect to the login page, which is no notice.
  const request = { method: "POST", headers: {}, keepalive: true, redirect: "error", signal: AbortSignal.timeout(NO_ANSWER) };
  dispatchEvent(new CustomEvent("studio:request", { detail: request })); // csrf.js adds the token
  return fetch(address, request);
}

new MutationObserver(look).observe(toasts, { childList: true });
for (const moment of ["htmx:afterSwap", "studio:back"]) addEventListener(moment, look);
document.addEventListener("visibilitychange", look);
look();
