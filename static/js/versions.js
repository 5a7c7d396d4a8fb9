// The dialog with earlier takes. Its list is loaded by the button that opens it, and it closes when one is brought back.
const dialog = document.getElementById("versions");

addEventListener("htmx:afterSwap", ({ detail: { target } }) => { // without one for a push
  if (target?.id === "versions-list" && !dialog.open) dialog.showModal();
});
addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (successful && elt.id?.startsWith("version-")) dialog.close();
});
dialog?.addEventListener("close", () => document.getElementById("versions-list").replaceChildren()); // its players stop
