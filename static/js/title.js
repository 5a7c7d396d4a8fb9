// The title says what can be seen from another tab: unread notices, and how far the work is.
const atRest = document.title;

function follow() {
  const unread = Number(document.querySelector("[data-unread]")?.dataset.unread);
  const percent = document.querySelector("[data-percent]:not([data-percent=''])")?.dataset.percent;
  const words = [percent, atRest].filter(Boolean).join(" · ");
  document.title = unread ? `(${unread}) ${words}` : words;
}

follow();
addEventListener("htmx:afterSwap", follow);
