// From the cookie and not from the page: after a new sign-in an old page still works.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

for (const request of ["htmx:configRequest", "studio:request"]) {
  addEventListener(request, ({ detail }) => (detail.headers["X-CSRFToken"] = token()));
}
addEventListener("submit", ({ target: { elements } }) => {
  if (elements.csrfmiddlewaretoken) elements.csrfmiddlewaretoken.value = token() ?? "";
}, true);
