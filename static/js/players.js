// Starting one player pauses the others. Media events do not bubble, so this listens in the capture phase.
addEventListener(
  "play",
  ({ target }) => {
    for (const player of document.querySelectorAll("video, audio")) {
      if (player !== target) player.pause();
    }
  },
  true,
);
