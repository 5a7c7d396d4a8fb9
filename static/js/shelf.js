// What is chosen on the shelf. Only this page knows it, so it is put back when the shelf is drawn anew.
const card = document.getElementById("shelf-card");
const chosen = new Set();
let last = null; // the one that was pressed last: with Shift, all up to the next one are chosen

const picks = () => [...card.querySelectorAll("[data-pick]")];

function show() {
  const there = picks();
  for (const key of chosen) if (!there.some(({ dataset }) => dataset.pick === key)) chosen.delete(key);
  for (const pick of there) pick.setAttribute("aria-pressed", chosen.has(pick.dataset.pick));
  card.toggleAttribute("data-chosen", chosen.size > 0);
  for (const told of card.querySelectorAll("[data-count]")) {
    told.textContent = chosen.size ? told.dataset.count.replace("{count}", chosen.size) : "";
  }
}

function press(pick, isRange) {
  const all = picks();
  const [from, to] = [all.indexOf(last && document.getElementById(last)), all.indexOf(pick)];
  const those = isRange && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [pick];
  const on = !chosen.has(pick.dataset.pick);
  for (const { dataset } of those) on ? chosen.add(dataset.pick) : chosen.delete(dataset.pick);
  last = pick.id;
  show();
}

if (card) {
  addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]");
    if (pick) press(pick, event.shiftKey);
    else if (event.target.closest("[data-pick-unused]")) {
      chosen.clear();
      for (const { dataset } of picks()) if (dataset.used === "false") chosen.add(dataset.pick);
      show();
    }
  });
  for (const drawn of ["htmx:afterSwap", "htmx:oobAfterSwap"]) addEventListener(drawn, show);
  addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.matches("[data-of-chosen]")) detail.parameters.material = [...chosen];
  });
  addEventListener("htmx:afterRequest", ({ detail: { requestConfig: { elt }, successful } }) => {
    if (!elt.matches("[data-of-chosen]") || elt.matches("[data-withdraws]")) return;
    elt.closest("details.menu")?.removeAttribute("open");
    if (!successful) return;
    chosen.clear();
    show();
  });
}
