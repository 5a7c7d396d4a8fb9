// Offers unfinished projects once in a visit, and again only if there is another one.
const dialog = document.getElementById("resume");
const KEY = "offers-put-away";

function read() {
  try {
    return (sessionStorage.getItem(KEY) ?? "").split(" ");
  } catch {
    return []; // there is no storage: offer them each time
  }
}

function write(ids) {
  try {
    sessionStorage.setItem(KEY, ids.join(" "));
  } catch {
    // there is no storage
  }
}

if (dialog) {
  const offered = dialog.dataset.projects.trim().split(" ");
  const putAway = read().filter((id) => offered.includes(id));
  write(putAway);
  dialog.addEventListener("close", () => {
    write(offered);
    if (dialog.returnValue === "new") document.querySelector("#brief [name=topic]").focus();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (!target.closest("a")) return;
    write(offered); // the page may be gone before the close event comes
    dialog.close();
  });
  const canUndo = document.querySelector("#toasts form"); // a dialog would be before it
  if (!canUndo && offered.some((id) => !putAway.includes(id))) dialog.showModal();
}
