"""The draft of a film: small quick pictures of its scenes, joined, with one sound track."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from .clip_order import ClipOrder
from .ffmpeg import run
from .formats import FPS
from .sound.samples import RATE

REDUCED, EVERY = 4, 2  # times smaller than the film; of so many frames one is drawn


def of(order: ClipOrder) -> ClipOrder:
    """What `clips.make` makes a draft's picture of a scene from."""
    return replace(order, reduced=REDUCED, every=EVERY)


def join(
    pictures: Sequence[Path],
    frames: Sequence[int],
    sound: Path,
    out: Path,
    *,
    beat: Callable[[], None],
) -> None:
    """Join the pictures of all scenes, each as long as so many frames of the film, and encode their
    sound. `out` appears only when it is complete. Raises FfmpegError."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".draft-") as folder:
        work = Path(folder)
        lines = ["ffconcat version 1.0"]
        for index, (picture, count) in enumerate(zip(pictures, frames, strict=True)):
            (work / f"{index}.mp4").symlink_to(picture.resolve())
            lines += [f"file {index}.mp4", f"duration {count / FPS:.6f}"]
        (work / "list.txt").write_text("\n".join(lines) + "\n")
        inputs = ["-f", "concat", "-i", "list.txt", "-i", str(sound.resolve())]
        aac = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "96k", "-ar", str(RATE)]
        clean = ["-map_metadata", "-1", "-movflags", "+faststart", "draft.mp4"]
        command = [*inputs, "-map", "0:v", "-map", "1:a", "-c:v", "copy", *aac, *clean]
        run(command, cwd=work, on_progress=lambda _: beat())
        (work / "draft.mp4").replace(out)
