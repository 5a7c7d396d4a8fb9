// A house style fills in the fields of a brief, where each can still be changed.
const choice = document.querySelector("#brief [name=house_style]");

choice?.addEventListener("change", () => {
  const { fills } = choice.selectedOptions[0].dataset;
  const { form } = choice;
  if (!fills) return say("");
  for (const [name, value] of Object.entries(JSON.parse(fills))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.querySelector("details.more").open = true;
  say(choice.selectedOptions[0].textContent.trim());
  choice.dispatchEvent(new Event("input", { bubbles: true })); // so the draft has all of it
});

function say(name) {
  const told = document.getElementById("house-told");
  told.textContent = name && told.dataset.words.replace("{name}", name);
}
