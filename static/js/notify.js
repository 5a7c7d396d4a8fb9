// If the person allows it, the browser shows a notification when something ends while the page is hidden.
const NO = "notify-no";
const CANNOT = "notify-cannot";
const A_MONTH = 30 * 24 * 3600 * 1000;
const page = document.documentElement.dataset;

function isNoted(key) {
  try {
    return Date.now() - Number(localStorage.getItem(key)) < A_MONTH;
  } catch {
    return false; // there is no storage: only the browser itself remembers the answer
  }
}

function note(key) {
  try {
    localStorage.setItem(key, Date.now());
  } catch {
    // there is no storage: the next page finds it out again
  }
}

/** "ask" shows the button, "on" shows notifications. Neither is set if they are impossible or refused. */
function follow() {
  const leave = globalThis.Notification?.permission;
  if (isNoted(CANNOT)) delete page.notify;
  else if (leave === "granted") page.notify = "on";
  else if (leave === "default" && !isNoted(NO)) page.notify = "ask";
  else delete page.notify;
}

addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-ask-notify]")) return;
  if ((await Notification.requestPermission()) !== "granted") note(NO);
  follow();
});

// A page that cannot show the notification gives the notice back, and another page shows it.
addEventListener("studio:tell", (event) => {
  if (page.notify !== "on") return event.preventDefault();
  const toast = event.detail;
  const link = toast.querySelector("a").href;
  const words = toast.querySelector(".said").textContent;
  try {
    const told = new Notification(toast.querySelector("b")?.textContent ?? document.querySelector(".brand").textContent, {
      body: words,
      tag: toast.dataset.tag,
      lang: document.documentElement.lang,
    });
    told.onclick = () => {
      told.close();
      focus();
      location.href = link;
    };
  } catch {
    note(CANNOT); // some phones have the class Notification, but cannot show one
    delete page.notify;
    event.preventDefault();
  }
});

follow();
