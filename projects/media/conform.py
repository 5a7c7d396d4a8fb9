"""Conforms footage of any kind: its frames become as the studio's own pictures are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from . import tone_map
from .faces import SIDE
from .ffmpeg import FfmpegError, decoded, run
from .formats import AS_JPEG, FACES, FPS, RECORDED_AS_BT709, even
from .intake.video import READING, reading
from .probe import Picture, first_picture

PATIENCE = 600.0  # seconds; the slowest accepted footage, 4K in 10 bits, takes a tenth of it

_RAW = ("-r", str(FPS), "-fps_mode", "cfr", "-f", "rawvideo", "-pix_fmt", "yuv420p")
_LOOKING = replace(READING, largest_file=16_000_000, nice=5)


@dataclass(frozen=True)
class Laid:
    """How footage is laid into a picture.

    `size` is its width and height in pixels, both even. Pictures of another shape fill it and lose
    their edges: `keep` says how much of what is lost is lost at the left and at the top, 0 to 1.
    `then` are filters for what comes out. They name no files.
    """

    size: tuple[int, int]
    keep: tuple[float, float] = FACES
    then: str = "null"


class Unreadable(Exception):
    """The footage is damaged after its start. Its owner must replace it."""


class TooHeavy(Unreadable):
    """To read it takes more time, memory or space than a scene may."""


class Stalled(Unreadable):
    """It stood still while it was read. Another try may help: the machine may have been busy."""


_WHY = {"over_limit": TooHeavy, "ffmpeg_stalled": Stalled}


def shown_first(footage: Path) -> Picture:
    """The first picture of a file from `intake.video.take_in`. Raises Unreadable."""
    try:
        return first_picture(footage, reading=reading(footage), box=READING)
    except FfmpegError as error:
        raise _unreadable(error) from error


def conformed(
    footage: Path,
    first: Picture,
    laid: Laid,
    size: tuple[int, int],
    *,
    frames: int,
    begin: float = 0.0,
) -> Iterator[bytearray]:
    """At most `frames` frames of a file from `intake.video.take_in`, from second `begin` on.

    They are raw yuv420p in BT.709: upright, with square pixels, 30 a second. `first` is its first
    picture. `size` is that of a frame, in pixels: that of `laid`, unless its filters change it.
    Raises Unreadable.
    """
    sought = ["-ss", f"{begin:.3f}"] if begin else []
    source = [*reading(footage), *sought, "-i", str(footage.resolve()), "-map", "0:V:0"]
    filters = _filters(replace(first, at=0.0) if begin else first, laid, frames)
    command = [*source, "-vf", filters, "-frames:v", str(frames), *_RAW, "pipe:1"]
    box = replace(READING, cpu=120 + frames, nice=5)  # 4K of 120 a second: a second for each frame
    given_up = time.monotonic() + PATIENCE
    try:
        for frame in decoded(command, size[0] * size[1] * 3 // 2, cwd=footage.parent, box=box):
            if time.monotonic() > given_up:
                raise TooHeavy("it takes too long")
            yield frame
    except FfmpegError as error:
        raise _unreadable(error) from error


def _unreadable(error: FfmpegError) -> Unreadable:
    return _WHY.get(error.reason, Unreadable)(error.log)


def look(footage: Path, first: Picture, at: float, out: Path, *, beat: Callable[[], None]) -> None:
    """Save what `footage` shows at `at` seconds, as small as faces are looked for: a JPEG.

    There is no file if it shows nothing then. `first` is its first picture. Raises FfmpegError.
    """
    width, height = shown_size(first)
    smaller = min(1.0, SIDE / max(width, height))
    size = even(width * smaller), even(height * smaller)
    source = [*reading(footage, how=()), "-ss", f"{at:.3f}", "-i", str(footage.resolve())]
    filters = f"{_pictures(first, Laid(size))},scale={AS_JPEG},format=yuvj420p"
    taken = ["-map", "0:V:0", "-vf", filters, "-frames:v", "1", "-q:v", "3", out.name]
    run([*source, *taken], cwd=out.parent, on_progress=lambda _: beat(), box=_LOOKING)


def shown_size(first: Picture) -> tuple[float, float]:
    """Width and height as footage is shown, in square pixels."""
    return first.width * first.sar, float(first.height)


def _filters(first: Picture, laid: Laid, frames: int) -> str:
    """Pictures at the film's rate, from the first one on.

    Before they are scaled, only those are chosen that will be seen: of slow motion, one of eight.
    Afterwards they are repeated where there are fewer, without a copy: a picture that stands still
    for a minute would fill the memory.
    """
    slot = f"round(t*{FPS})"
    chosen = f"select='isnan(prev_selected_t)+gt({slot},round(prev_selected_t*{FPS}))'"
    rate = f"fps={FPS},trim=end_frame={frames}"
    shown = [_pictures(first, laid), laid.then, f"setsar=1,{RECORDED_AS_BT709}"]
    return ",".join([f"setpts=PTS-{first.at}/TB", chosen, *shown, rate])


def _pictures(first: Picture, laid: Laid) -> str:
    """The size, shape and colours of pictures may change within a video.

    Then ffmpeg starts the filters anew. So they count on nothing from before, nor on the first
    picture's size.
    """
    (width, height), (across, down) = laid.size, laid.keep
    # HDR becomes BT.709, which every screen can show.
    colours = tone_map.to_bt709(first, width, height) or [
        f"scale={width}:{height}"
        ":out_color_matrix=bt709:out_primaries=bt709:out_transfer=bt709:out_range=tv",
        "format=yuv420p",
    ]
    # Crop before scaling: all of a very wide clip would be enormous at a frame's height.
    crop = (
        f"crop='min(iw,ih*{width}/{height}/sar)':'min(ih,iw*sar*{height}/{width})'"
        f":'(iw-ow)*{across:.4f}':'(ih-oh)*{down:.4f}'"
    )
    return ",".join([crop, *colours])
