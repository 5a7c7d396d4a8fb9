// With the person's leave the browser itself tells what ended, while the page is not looked at.
const NO = "notify-no";
const CANNOT = "notify-cannot";
const A_MONTH = 30 * 24 * 3600 * 1000;
const page = document.documentElement.dataset;

function isNoted(key) {
  try {
    return Date.now() - Number(localStorage.getItem(key)) < A_MONTH;
  } catch {
    return false; // no storage to be had: the browser's own memory has to do
  }
}

function note(key) {
  try {
    localStorage.setItem(key, Date.now());
  } catch {
    // found out again on the next page, then
  }
}

/** "ask": the button is there; "on": what ends is told; neither where it cannot be or is not wanted. */
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

// Of a page that cannot tell the notice is taken back: another one will.
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
    note(CANNOT); // some phones have the name of it and not the thing
    delete page.notify;
    event.preventDefault();
  }
});

follow();
