// Copies the words of the elements that data-copy names, and says so on the button.
addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const sources = button.dataset.copy.split(" ").map((id) => document.getElementById(id));
  const words = sources.map((source) => source.value ?? source.innerText).filter(Boolean);
  try {
    await navigator.clipboard.writeText(words.join("\n"));
    button.querySelector("span").textContent = button.dataset.done;
  } catch {
    const [source] = sources; // without https there is no clipboard: the person copies it
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
  }
});
