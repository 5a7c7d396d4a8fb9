// Starting one player pauses the others. Media events do not bubble, so they are caught on the way in.
addEventListener(
  "play",
  ({ target }) => {
    for (const player of document.querySelectorAll("video, audio")) {
      if (player !== target) player.pause();
    }
  },
  true,
);
