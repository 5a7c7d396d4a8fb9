"""Conforms footage of any kind: it gets the same format as the studio's own pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from . import tone_map
from .box import Box
from .faces import SIDE
from .ffmpeg import FfmpegError, run
from .formats import AS_JPEG, FACES, FPS, RECORDED_AS_BT709, even
from .intake.video import READING, reading
from .probe import Picture, first_picture

LONGEST_SIDE = 2560  # pixels of footage that keeps its own size
PATIENCE = 600.0  # seconds; the slowest accepted footage, 4K in 10 bits, takes a tenth of it

_AT_RATE = ("-r", str(FPS), "-fps_mode", "cfr")  # also where the filters start anew
# It is read once and thrown away. This loses less than superfast at crf 18, in 2/3 of the time.
_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "16", "-threads", "2", "-f", "mp4")


@dataclass(frozen=True)
class Laid:
    """How footage is laid into a picture.

    `size` is its width and height in pixels, both even. Pictures of another shape fill it and lose
    their edges: `keep` says how much of what is lost is lost at the left and at the top, 0 to 1.
    `then` are filters for what comes out. They name only our own files, in the folder of `out`.
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


def conform(
    footage: Path,
    out: Path,
    *,
    frames: int,
    on_progress: Callable[[float], None],
    lay: Callable[[Picture], Laid] | None = None,
    begin: float = 0.0,
) -> None:
    """Write at most `frames` frames of a file from `intake.video.take_in` to `out`, from second
    `begin` on.

    `out` is upright, silent H.264 in BT.709 with square pixels at 30 frames a second. `lay` is
    asked where its pictures belong, once the first one is known. Without it, `out` has the size of
    the first picture, but at most 2560 pixels on the longer side. `on_progress` works as in
    `ffmpeg.run`. Raises Unreadable, and FfmpegError("disk_full").
    """
    safely = reading(footage)
    sought = ["-ss", f"{begin:.3f}"] if begin else []
    source = [*safely, *sought, "-i", str(footage.resolve()), "-map", "0:V:0"]
    try:
        first = first_picture(footage, reading=safely, box=READING)
        laid = lay(first) if lay else Laid(_own_size(first))
        filters = _filters(replace(first, at=0.0) if begin else first, laid, frames)
        run(
            [*source, "-vf", filters, *_AT_RATE, "-frames:v", str(frames), *_H264, out.name],
            cwd=out.parent,
            total_frames=frames,
            on_progress=_patient(on_progress),
            box=_box(frames),
        )
    except FfmpegError as error:
        if error.reason == "disk_full":
            raise
        raise _WHY.get(error.reason, Unreadable)(error.log) from error


def _patient(on_progress: Callable[[float], None]) -> Callable[[float], None]:
    """The same, but it raises TooHeavy when PATIENCE is over."""
    given_up = time.monotonic() + PATIENCE

    def look_at_the_clock(fraction: float) -> None:
        if time.monotonic() > given_up:
            raise TooHeavy("it takes too long")
        on_progress(fraction)

    return look_at_the_clock


def _box(frames: int) -> Box:
    """By how many frames are asked for: 4K with 120 frames a second takes a second for each."""
    return replace(READING, cpu=120 + frames, largest_file=(16 + 4 * frames) * 1_000_000, nice=5)


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
    run([*source, *taken], cwd=out.parent, on_progress=lambda _: beat(), box=_box(1))


def shown_size(first: Picture) -> tuple[float, float]:
    """Width and height as footage is shown, in square pixels."""
    return first.width * first.sar, float(first.height)


def _own_size(first: Picture) -> tuple[int, int]:
    width, height = shown_size(first)
    smaller = min(1.0, LONGEST_SIDE / max(width, height))
    # Add a little, because pixels of 64/45 make a width of 1023.99.
    return 2 * int(width * smaller / 2 + 0.01), 2 * int(height * smaller / 2 + 0.01)


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
