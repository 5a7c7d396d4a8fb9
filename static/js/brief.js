// The history of the tab keeps the token with which a brief was sent. So who goes back to the brief and sends it again
// without a change gets to the project that it has made. A page that is drawn anew begins another one.
const form = document.getElementById("brief");
const [navigation] = performance.getEntriesByType("navigation");
const sent = history.state?.brief;

const note = (brief) => history.replaceState({ ...history.state, brief }, "");

if (form) {
  if (sent && navigation?.type === "back_forward") form.elements.token.value = sent;
  else if (sent) note(undefined);
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (target === form && !defaultPrevented) note(form.elements.token.value);
  });
}
