// In the admin: draws what is pushed, where it still has its place.
addEventListener("htmx:wsBeforeMessage", (event) => {
  event.preventDefault(); // the extension's own swap complains about what is not on the page any more
  const template = document.createElement("template");
  template.innerHTML = event.detail.message;
  dispatchEvent(new CustomEvent("studio:arriving", { detail: template.content }));
  htmx.swap("body", template.innerHTML, { swapStyle: "none", settleDelay: 0 });
});
