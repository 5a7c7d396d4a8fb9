// The dialog with all settings of a film. A button with data-setting opens it, at one of them.
const dialog = document.getElementById("settings");

addEventListener("click", ({ target }) => {
  const button = target.closest("[data-setting]");
  if (!button || !dialog) return;
  const setting = document.getElementById(`setting-${button.dataset.setting}`);
  if (setting) setting.open = true;
  dialog.showModal();
  if (!setting) return;
  setting.querySelector("summary").focus();
  setting.scrollIntoView({ block: "start" });
});

// A press beside the dialog closes it, as people expect.
dialog?.addEventListener("click", ({ target, clientX, clientY }) => {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const isBeside = clientX < left || clientX > right || clientY < top || clientY > bottom;
  if (target === dialog && isBeside) dialog.close();
});

// One may follow in another tab, or what a click on "Undo" brings back.
function follow() {
  const chosen = document.querySelector(".headline")?.dataset.settings;
  if (!chosen) return;
  for (const [name, value] of Object.entries(JSON.parse(chosen))) {
    for (const form of document.querySelectorAll(".setting-form:not([data-dirty])")) {
      const control = form.elements[name];
      if (!control || control.value === value) continue;
      if (control instanceof RadioNodeList) for (const radio of control) radio.checked = radio.value === value; // Chromium sets no ""
      else control.value = value;
    }
  }
}

follow();
addEventListener("htmx:afterSwap", follow);
