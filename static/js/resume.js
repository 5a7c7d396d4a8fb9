// Offers unfinished projects once a visit: again only when one more is among them.
const dialog = document.getElementById("resume");
const KEY = "offers-put-away";

function read() {
  try {
    return (sessionStorage.getItem(KEY) ?? "").split(" ");
  } catch {
    return []; // no storage here: offered each time
  }
}

function write(ids) {
  try {
    sessionStorage.setItem(KEY, ids.join(" "));
  } catch {
    // no storage here
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
    write(offered); // the page may be gone before it is told of the close
    dialog.close();
  });
  if (offered.some((id) => !putAway.includes(id))) dialog.showModal();
}
