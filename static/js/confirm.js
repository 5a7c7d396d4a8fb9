// An action that cannot be undone asks first. All of them use one dialog.
const dialog = document.getElementById("confirm");

function ask(element, goOn) {
  document.getElementById("confirm-words").textContent = element.dataset.confirm;
  document.getElementById("confirm-yes").textContent = element.dataset.yes;
  document.getElementById("confirm-no").textContent = element.dataset.no;
  dialog.returnValue = "no";
  element.dataset.asking = ""; // or a push would replace the element while the dialog is open
  dialog.onclose = () => {
    if (dialog.returnValue === "yes") goOn();
    delete element.dataset.asking;
    dispatchEvent(new Event("studio:settled"));
  };
  dialog.showModal();
}

addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest, path, verb } = event.detail;
  if (!elt.dataset.confirm) return;
  event.preventDefault();
  // If the element is gone anyway, htmx would send nothing, and would not say so.
  ask(elt, () => (elt.isConnected ? issueRequest(true) : htmx.ajax(verb, path, { source: "#toasts" })));
});
addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || "confirmed" in form.dataset) return;
  event.preventDefault();
  ask(form, () => {
    form.dataset.confirmed = "";
    dispatchEvent(new Event("studio:leaving"));
    form.requestSubmit();
    delete form.dataset.confirmed;
  });
});
