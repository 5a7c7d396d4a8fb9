"""The draft of a film: small quick pictures of its scenes, joined, with one sound track."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from .clip_order import ClipOrder
from .ffmpeg import run
from .film import list_clips, tags_of
from .formats import FILMED, FORMATS
from .probe import verify_packets
from .sound.samples import RATE

REDUCED, EVERY = 4, 2  # times smaller than the film; of so many frames one is drawn


def of(order: ClipOrder) -> ClipOrder:
    """What `clips.make` makes a draft's picture of a scene from."""
    return replace(order, reduced=REDUCED, every=EVERY)


def reduce(clip: Path, out: Path, *, frames: int, platform: str, beat: Callable[[], None]) -> None:
    """Make the picture of a scene from its finished clip of so many frames. It can be joined with
    one that is drawn. `out` appears only when it is complete. Raises FfmpegError and Damaged.
    """
    form, count = FORMATS[platform], -(-frames // EVERY)
    width, height = form.width // REDUCED, form.height // REDUCED
    smaller = f"framestep={EVERY},scale={width}:{height}:flags=area,setsar=0"
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".reduced-") as folder:
        work = Path(folder)
        command = ["-i", str(clip.resolve()), "-vf", smaller, "-frames:v", str(count), "-an"]
        run([*command, *FILMED, out.name], cwd=work, on_progress=lambda _: beat())
        verify_packets(work / out.name, width=width, height=height, frames=count, beat=beat)
        (work / out.name).replace(out)


def join(
    pictures: Sequence[Path],
    frames: Sequence[int],
    sound: Path,
    out: Path,
    aigc: Mapping[str, str],
    beat: Callable[[], None],
) -> None:
    """Join the pictures of all scenes, each as long as so many frames of the film, and encode their
    sound. `aigc` is the label that the film itself has. `out` appears only when it is complete.
    Raises FfmpegError."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".draft-") as folder:
        work = Path(folder)
        list_clips(pictures, frames, work)
        inputs = ["-f", "concat", "-i", "clips.txt", "-i", str(sound.resolve())]
        aac = ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "96k", "-ar", str(RATE)]
        clean = ["-map_metadata", "-1", *tags_of(aigc=aigc)]
        flags = ["-movflags", "+faststart+use_metadata_tags", "draft.mp4"]
        command = [*inputs, "-map", "0:v", "-map", "1:a", "-c:v", "copy", *aac, *clean, *flags]
        run(command, cwd=work, on_progress=lambda _: beat())
        (work / "draft.mp4").replace(out)
