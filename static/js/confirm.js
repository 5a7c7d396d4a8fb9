// What cannot be undone asks first, in one dialog for all.
const dialog = document.getElementById("confirm");

function ask(element, goOn) {
  document.getElementById("confirm-words").textContent = element.dataset.confirm;
  document.getElementById("confirm-yes").textContent = element.dataset.yes;
  document.getElementById("confirm-no").textContent = element.dataset.no;
  dialog.returnValue = "no";
  element.dataset.asking = ""; // or a push would replace what the question is about
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
  // For an element that is gone all the same htmx would send nothing, and say nothing.
  ask(elt, () => (elt.isConnected ? issueRequest(true) : htmx.ajax(verb, path, { source: "#toasts" })));
});
addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || "confirmed" in form.dataset) return;
  event.preventDefault();
  ask(form, () => {
    form.hidden = !form.isConnected;
    if (form.hidden) document.body.append(form); // a form outside the page is not sent
    form.dataset.confirmed = "";
    dispatchEvent(new Event("studio:leaving"));
    form.requestSubmit();
    delete form.dataset.confirmed;
  });
});
