// Shows the name of the chosen file. On a phone browsers leave only a letter of it on each side of an ellipsis.
const MOST = 40, ENDING = 12; // characters, as in the template filter file_name

function shortened(name) {
  const letters = [...name];
  if (letters.length <= MOST) return name;
  return `${letters.slice(0, MOST - ENDING - 1).join("")}…${letters.slice(-ENDING).join("")}`;
}

function show({ elements, parentElement: details }) {
  details.querySelector(".chosen").textContent = shortened(elements.own.files[0]?.name ?? "");
}

addEventListener("change", ({ target }) => target.matches(".upload input[type=file]") && show(target.form));
addEventListener("reset", ({ target }) => target.matches(".upload form") && setTimeout(show, 0, target));
