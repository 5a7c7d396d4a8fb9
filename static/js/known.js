// Leaves out of a message what has no place on this page, such as a new project on an old list, or what is gone.
addEventListener("studio:arriving", ({ detail: message }) => {
  for (const region of [...message.children]) {
    const id = CSS.escape(region.id);
    const comesInFrame = message.querySelector(`.region .region#${id}`);
    if (!document.getElementById(region.id) && !comesInFrame) region.remove();
  }
});
