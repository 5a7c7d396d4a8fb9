// Dialogs whose content is loaded by the button that opens them: earlier takes, and what a library has for a scene. Each closes
// when something in it is done.
for (const name of ["version", "stock"]) {
  let opener = ""; // its card is drawn anew, so the browser does not find it again
  const dialog = document.getElementById(name) ?? document.getElementById(`${name}s`), list = dialog?.querySelector("[id$=-list]");
  addEventListener("htmx:afterSwap", ({ detail: { target, requestConfig } }) => { // without one for a push
    if (!target || target !== list || dialog.open) return;
    opener = requestConfig?.elt?.id ?? "";
    dialog.showModal();
  });
  addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
    if (successful && elt.matches?.(`:is(button, form)[id^="${name}-"]`)) dialog?.close(); // what looks again does not
  });
  dialog?.addEventListener("close", () => {
    list.replaceChildren(); // its players stop
    if (document.activeElement === document.body) document.getElementById(opener)?.focus();
  });
}
