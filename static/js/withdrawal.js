// The dialog that says what the withdrawal of a consent does. A button loads it, also from the panel of a shot, and both close
// when it is done.
const dialog = document.getElementById("withdrawal");
let opener = "";

addEventListener("click", ({ target }) => (opener = target.closest("[data-withdraws]")?.id ?? opener));
addEventListener("studio:opener", ({ detail }) => (opener = detail));
dialog?.addEventListener("htmx:afterSwap", ({ detail }) => detail.target === dialog && dialog.showModal());
dialog?.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, successful } }) => {
  if (requestConfig.verb !== "post" || !successful) return;
  dialog.close();
  document.getElementById("framing").close(); // what it was about is gone
  document.getElementById(document.getElementById("board").open ? "board-title" : "shelf-title").focus();
});
dialog?.addEventListener("close", () => {
  dialog.replaceChildren();
  document.getElementById(opener)?.focus();
});
