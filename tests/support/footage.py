"""Footage as the clip of a scene gets it, in a file."""

from __future__ import annotations

from pathlib import Path

from projects.media.conform import Laid, conformed, shown_first, shown_size
from projects.media.ffmpeg import run
from projects.media.formats import FPS, RECORDED_AS_BT709, even


def filed(kept: Path, out: Path, size: tuple[int, int] | None = None, frames: int = 10_000) -> Path:
    """The first `frames` frames of what `intake.video.take_in` has kept, in its own size or in
    `size`, which they fill."""
    first = shown_first(kept)
    width, height = size or map(even, shown_size(first))
    shown = conformed(kept, first, Laid((width, height)), (width, height), frames=frames)
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}"]
    piped = [*raw, "-framerate", str(FPS), "-i", "pipe:0", "-vf", RECORDED_AS_BT709]
    encoded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", out.name]
    run([*piped, *encoded], cwd=out.parent, on_progress=lambda _: None, frames=shown)
    return out
