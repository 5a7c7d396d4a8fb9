// A notice is shown by one page alone. All open pages have it in their list; the server gives it to
// the first that asks, and a page that is looked at asks before one that is not.
const HIDDEN_WAIT = 1_500;
const RETRY = 5_000;
const LINGER = 10; // seconds of being looked at
const toasts = document.getElementById("toasts");
const asked = new Set(); // ids; one that comes back into the list is offered anew
const shown = new Set();
const narrow = matchMedia("(max-width: 600px)");
let asking = false;
let read = "";

const waiting = () => [...document.querySelectorAll("#notices [data-show]")];
const hasRoom = () => toasts.querySelectorAll("[data-notice]").length < (narrow.matches ? 1 : 3);
// In a hidden page nobody sees a toast: it asks only where the browser will tell.
const maySpeak = () => !document.hidden || document.documentElement.dataset.notify === "on";

function look() {
  if (document.querySelector("#connection[data-state=over]")) return; // nobody is let in now
  const ids = waiting().map((item) => item.dataset.notice);
  for (const id of asked) if (!ids.includes(id)) asked.delete(id);
  const next = waiting().find((item) => !asked.has(item.dataset.notice));
  if (next && !asking && hasRoom() && maySpeak()) ask(next.dataset);
  readHere();
}

/** One after the other: else there is more on a small screen than it has room for. */
async function ask({ notice, show }) {
  asking = true;
  asked.add(notice);
  const given = await take(notice, show).catch(() => null);
  asking = false;
  if (given === null) setTimeout(() => asked.delete(notice) && look(), RETRY);
  else if (given) put(given);
  look();
}

/** The notice, "" where another page has it or it is gone. */
async function take(notice, address) {
  if (document.hidden) await new Promise((done) => setTimeout(done, HIDDEN_WAIT));
  if (!asked.has(notice)) return ""; // gone from the list meanwhile
  const reply = await post(address);
  if (reply.status === 200) return reply.text();
  if (reply.status === 204 || reply.status === 404) return "";
  throw new Error(reply.status);
}

function put(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const toast = document.importNode(holder.content, true).firstElementChild; // else its link leads nowhere
  const { notice, shown: address } = toast.dataset;
  if (!shown.has(notice)) {
    const about = new URL(toast.querySelector("a").href);
    if (about.pathname === location.pathname) toast.removeAttribute("role"); // this page says it itself
    if (document.hidden && !dispatchEvent(new CustomEvent("studio:tell", { cancelable: true, detail: toast }))) return;
    toasts.append(toast);
    if (toast.matches(".good")) linger(toast);
    shown.add(notice);
  }
  post(address).catch(() => {}); // else it is offered again, and said again from here
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

/** What is told of the project on this page is read by whoever looks at it. */
function readHere() {
  const news = [...document.querySelectorAll("#tray .unread")].filter((link) => link.pathname === location.pathname);
  const ids = news.map((link) => link.id).join();
  if (document.hidden || !ids || ids === read) return;
  read = ids;
  post(`${location.pathname}read/`).catch(() => (read = ""));
}

function post(address) {
  // A session that is over answers with a redirect to the door: that is no notice.
  const request = { method: "POST", headers: {}, keepalive: true, redirect: "error" };
  dispatchEvent(new CustomEvent("studio:request", { detail: request })); // csrf.js adds the token
  return fetch(address, request);
}

new MutationObserver(look).observe(toasts, { childList: true });
for (const moment of ["htmx:afterSwap", "studio:back"]) addEventListener(moment, look);
document.addEventListener("visibilitychange", look);
look();
