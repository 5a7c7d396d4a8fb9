// Words are saved when their field loses the focus. Until they are saved, their form counts as dirty. So does a list
// without a form: it sends its next choice after the reply to the one before, and must still be there then.
const said = new WeakMap(); // narration field -> its text before this keystroke
const sent = new WeakMap(); // form -> its count of changes when it was sent

document.querySelector("[aria-invalid=true]")?.focus();

addEventListener("input", ({ target }) => {
  const sender = target.closest("[hx-post]");
  if (sender) sender.dataset.dirty = 1 + Number(sender.dataset.dirty ?? 0);
});
addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (!successful && elt.matches("select")) delete elt.dataset.dirty; // what it shows was not stored
});
// A caption that equals the narration follows it, whoever has written these words.
addEventListener("focusin", ({ target }) => target.name === "narration" && said.set(target, target.value));
addEventListener("input", ({ target }) => {
  if (target.name !== "narration") return;
  const caption = target.form.elements.subtitle;
  if (caption?.value === (said.get(target) ?? target.defaultValue)) caption.value = target.value;
  said.set(target, target.value);
});
addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => sent.set(elt, elt.dataset.dirty));
// Before the reply is drawn: the sent words are saved. The form is clean unless more was typed meanwhile.
addEventListener("htmx:beforeSwap", ({ detail: { requestConfig, shouldSwap, xhr } }) => {
  const { elt } = requestConfig;
  elt.classList.remove("htmx-request");
  if (xhr.status !== 200 || !shouldSwap) return;
  if (sent.get(elt) === elt.dataset.dirty) delete elt.dataset.dirty;
  elt.dispatchEvent(new CustomEvent("studio:saved", { bubbles: true, detail: requestConfig.formData }));
  if (elt.matches("[data-autosave]")) saySaved();
});

function saySaved() {
  const answer = {};
  dispatchEvent(new CustomEvent("studio:what-time", { detail: answer })); // elapsed.js knows the server's time
  const time = new Date(answer.time).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  for (const saved of document.querySelectorAll(".saved")) saved.textContent = saved.dataset.words.replace("{time}", time);
}

addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-autosave][data-dirty]:not([data-kept])")) event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
    const form = document.activeElement?.closest("[data-autosave]");
    if (form) {
      event.preventDefault();
      htmx.trigger(form, "change");
    }
  }
});

// Folding the form for an own photo or video resets it: half filled in, it would block its scene from updates for ever.
addEventListener(
  "toggle",
  ({ target: details }) => {
    if (details.open || !details.matches("details.upload")) return;
    const form = details.querySelector("form");
    if (form.matches(".htmx-request")) return;
    form.reset();
    delete form.dataset.dirty;
    dispatchEvent(new Event("studio:settled"));
  },
  true,
);

// Refuse a file that is too large at once, because sending it would take minutes.
addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  const field = form.querySelector("[data-largest-clip], [data-largest-music], [data-largest-logo]");
  if (!field) return;
  form.querySelector(".problem").replaceChildren();
  form.querySelector(".sending progress").value = 0;
  const [file] = field.files;
  const kind = field.dataset.largestMusic ? "Music" : field.dataset.largestLogo ? "Logo" : file?.type.startsWith("image/") ? "Photo" : "Clip";
  if (!(file?.size > Number(field.dataset[`largest${kind}`]))) return;
  event.preventDefault();
  const words = document.createElement("p");
  words.className = "toast bad";
  words.role = "alert";
  words.textContent = field.dataset[`tooLarge${kind}`];
  form.querySelector(".problem").append(words);
});
// After a refusal, focus the file field: the button has lost the focus while it was disabled.
addEventListener("htmx:afterRequest", ({ detail: { elt, xhr } }) => {
  if (xhr?.status >= 400 && elt.matches("details.upload form")) elt.elements.own.focus();
});
// Show the progress of an upload. When all of it is sent, show only that the server works on it.
addEventListener("htmx:xhr:progress", ({ target, detail: { lengthComputable, loaded, total } }) => {
  const bar = target.querySelector?.(".sending progress[value]");
  if (!bar || !lengthComputable) return;
  if (loaded < total) bar.value = loaded / total;
  else bar.removeAttribute("value");
});

// A second click on a slow connection must not send the form twice.
addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});
