// A house style fills in the fields of a brief, where each can still be changed.
const choice = document.querySelector("#brief [name=house_style]");

choice?.addEventListener("change", () => {
  const [{ dataset, textContent, value }] = choice.selectedOptions;
  const { elements } = choice.form;
  elements.filled_by.value = value;
  for (const [name, chosen] of Object.entries(JSON.parse(dataset.fills ?? "{}"))) fill(elements[name], chosen);
  const told = document.getElementById("house-told");
  told.textContent = value && told.dataset.words.replace("{name}", textContent.trim());
  choice.dispatchEvent(new Event("input", { bubbles: true })); // so the draft has all of it
});

function fill(control, chosen) {
  if (control instanceof RadioNodeList) for (const radio of control) radio.checked = radio.value === chosen; // Chromium sets no ""
  else if (control.matches("select")) pick(control, chosen);
  else control.value = control.defaultValue = chosen; // nobody has typed it
}

function pick(select, chosen) {
  select.value = chosen;
  if (select.value !== chosen) select.add(new Option(chosen, chosen, true, true)); // a program has chosen it
}
