// The title shows unread notices and the progress, so that they can be seen from another tab.
const atRest = document.title;

function follow() {
  const unread = Number(document.querySelector("[data-unread]")?.dataset.unread);
  const percent = document.querySelector("[data-percent]:not([data-percent=''])")?.dataset.percent;
  const words = [percent, atRest].filter(Boolean).join(" · ");
  document.title = unread ? `(${unread}) ${words}` : words;
}

follow();
addEventListener("htmx:afterSwap", follow);
