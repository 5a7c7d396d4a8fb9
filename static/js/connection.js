// The line that tells the state of the live connection, if it does not work as it should.
const line = document.getElementById("connection");
let socket = "new", timer, leaving = false;

function show(state) {
  clearTimeout(timer);
  if (state) line.dataset.state = state;
  else delete line.dataset.state;
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
addEventListener("pageshow", () => (leaving = false));

function gone() {
  if (leaving) return;
  if (document.querySelector("[data-dirty]")) show("gone");
  else location.reload();
}

addEventListener("studio:socket", ({ detail: state }) => {
  const before = socket;
  socket = state;
  if (state === "open") live(before);
  else if (state === "over") show("over");
  else if (state === "gone") gone();
  else if (before === "open") {
    show();
    timer = setTimeout(show, 4_000, "lost"); // unless another state is known before
  }
});
addEventListener("studio:looked", ({ detail: { answer } }) => {
  if (answer === "over") show("over");
  else if (answer === "gone") gone();
  else if (answer !== "fresh") show("lost");
  else if (line.dataset.state !== "looking") {
    const wasAway = line.dataset.state;
    show("looking");
    if (wasAway) dispatchEvent(new Event("studio:back"));
  }
});

// A click was redirected to the login page.
addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (new URL(detail.xhr.responseURL).pathname.startsWith("/login/")) {
    detail.shouldSwap = false;
    show("over");
  } else if (line.dataset.state === "over") dispatchEvent(new Event("studio:signed-in"));
});
addEventListener("click", ({ target }) => target.closest("[data-retry]") && dispatchEvent(new Event("studio:retry")));
