// The line that tells the state of the live connection, if it does not work as it should.
const line = document.getElementById("connection");
let socket = "new", timer, leaving = false;
let unreachable = false; // nothing that is sent now would arrive

function show(state) {
  clearTimeout(timer);
  if (state) line.dataset.state = state;
  else delete line.dataset.state;
  document.body.toggleAttribute("data-lost", state === "lost"); // what it shows is not how things stand
}

function lose() {
  unreachable = true;
  show("lost");
}

function live(before) {
  const isFirst = before === "new" && !line.dataset.state; // no connection was lost yet
  if (line.dataset.state) {
    show("back");
    timer = setTimeout(show, 3_000);
  } else show(); // a short loss, which the line never told: only unsaved words are sent again
  if (!isFirst) dispatchEvent(new Event("studio:back"));
}

// When a project is deleted on this page, the socket tells of its end before the next page loads.
addEventListener("studio:leaving", () => (leaving = true));
addEventListener("submit", ({ target }) => target.matches("[data-leaves]") && dispatchEvent(new Event("studio:leaving")));
addEventListener("pageshow", () => (leaving = false));

function gone() {
  if (leaving) return;
  if (document.querySelector("[data-dirty]")) show("gone");
  else location.reload();
}

addEventListener("studio:socket", ({ detail: state }) => {
  const before = socket;
  socket = state;
  if (state !== "away") unreachable = false;
  if (state === "open") live(before);
  else if (state === "over") show("over");
  else if (state === "gone") gone();
  else if (before === "open") {
    show();
    timer = setTimeout(show, 4_000, "lost"); // unless another state is known before
  }
});
addEventListener("studio:looked", ({ detail: { answer } }) => {
  unreachable = false;
  if (answer === "over") show("over");
  else if (answer === "gone") gone();
  else if (answer === "no answer") lose();
  else if (answer !== "fresh") show("lost");
  else if (socket === "open") {
    if (line.dataset.state) live(socket); // otherwise it was only in doubt
  } else if (line.dataset.state !== "looking") {
    const wasAway = line.dataset.state;
    show("looking");
    if (wasAway) dispatchEvent(new Event("studio:back"));
  }
});

addEventListener("studio:silent", lose);

// Sends nothing while nothing would arrive: so the page can say for certain that nothing was changed. Words that
// are saved by themselves are sent, and again later.
addEventListener("htmx:beforeRequest", (event) => {
  if (unreachable && !event.detail.elt.matches("[data-autosave]")) refuse(event);
});
addEventListener("submit", (event) => {
  if (unreachable && event.target.method === "post" && !event.target.hasAttribute("hx-post")) refuse(event);
}, true);

function refuse(event) {
  event.preventDefault();
  event.stopImmediatePropagation(); // the other listeners believe that something is sent
  dispatchEvent(new Event("studio:unreachable"));
  dispatchEvent(new Event("studio:retry"));
}

// Fragments are all that the studio sends as a reply to a click. A whole page is of somebody else: of a Wi-Fi, or
// a proxy. Or the click was redirected to the login page.
addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (new URL(detail.xhr.responseURL).pathname.startsWith("/login/")) {
    detail.shouldSwap = false;
    show("over");
    dispatchEvent(new Event("studio:signed-out"));
  } else if (detail.shouldSwap && /<(!doctype|html|head|body|title)\b/i.test(detail.xhr.responseText)) {
    detail.shouldSwap = false;
    dispatchEvent(new Event("studio:unreachable"));
  } else if (line.dataset.state === "over") dispatchEvent(new Event("studio:signed-in"));
});
addEventListener("click", ({ target }) => target.closest("[data-retry]") && dispatchEvent(new Event("studio:retry")));
