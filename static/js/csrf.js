// The token is read from the cookie and not from the page, so an old page works after a new sign-in.
const cookie = new RegExp(`(?:^|; )${document.body.dataset.cookies}_csrf=([^;]+)`);
const token = () => document.cookie.match(cookie)?.[1];

for (const request of ["htmx:configRequest", "studio:request"]) {
  addEventListener(request, ({ detail }) => (detail.headers["X-CSRFToken"] = token()));
}
addEventListener("submit", ({ target: { elements } }) => {
  if (elements.csrfmiddlewaretoken) elements.csrfmiddlewaretoken.value = token() ?? "";
}, true);
