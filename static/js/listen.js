// Plays what a button names, such as the sample of a voice. A second press stops it. The player is part of the page, so
// that players.js pauses it when another one starts, and others when it starts.
const player = document.createElement("audio");
document.body.append(player);

const pressed = () => document.querySelector("[data-listen][aria-pressed=true]");

function press(button) {
  for (const each of document.querySelectorAll("[data-listen]")) each.setAttribute("aria-pressed", each === button);
}

addEventListener("click", ({ target }) => {
  const button = target.closest("[data-listen]");
  if (!button) return;
  if (button === pressed()) return player.pause();
  press(button);
  player.src = button.dataset.listen;
  follow(button.closest("form"));
  player.play().catch(() => pressed() === button && press());
});

// Music is heard as far below the voice as it will be: samples of voices and of music are equally loud.
function follow(form) {
  const level = pressed()?.closest(".music-row") && form?.elements.music_level?.value;
  player.volume = level ? 10 ** (-level / 20) : 1;
}

addEventListener("change", ({ target }) => target.name === "music_level" && pressed()?.closest("form") === target.form && follow(target.form));

for (const end of ["pause", "ended"]) player.addEventListener(end, () => press());
