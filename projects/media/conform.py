"""Conforms footage of any kind: it gets the same format as the studio's own pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from .ffmpeg import FfmpegError, run
from .formats import FPS, RECORDED_AS_BT709
from .intake.video import MEMORY, reading

LONGEST_SIDE = 2560  # pixels; a wide clip for a tall frame is cropped and enlarged later
PATIENCE = 600.0  # seconds; the slowest accepted footage, 4K in 10 bits, takes a tenth of it

_SIDE = f"min(1,{LONGEST_SIDE}/max(iw*sar,ih))"
# HDR becomes BT.709, which every screen can show. Pixels that are not square become square.
_NORMAL = (
    f"setpts=PTS-STARTPTS,fps={FPS},"
    f"scale=w='2*trunc(iw*sar*{_SIDE}/2)':h='2*trunc(ih*{_SIDE}/2)'"
    ":out_color_matrix=bt709:out_primaries=bt709:out_transfer=bt709:out_range=tv"
    f",format=yuv420p,setsar=1,{RECORDED_AS_BT709}"
)
_H264 = ("-c:v", "libx264", "-preset", "superfast", "-crf", "18", "-threads", "2", "-f", "mp4")


class Unreadable(Exception):
    """The footage is damaged after its start, or takes ten minutes. Its owner must replace it."""


def conform(footage: Path, out: Path, *, frames: int, on_progress: Callable[[float], None]) -> None:
    """Write at most `frames` frames of a file from `intake.video.take_in` to `out`.

    `out` is upright, silent H.264 in BT.709 with square pixels at 30 frames a second. Its longer
    side has at most 2560 pixels. `on_progress` works as in `ffmpeg.run`. Raises Unreadable, and
    FfmpegError if ffmpeg stalls or the disk is full.
    """
    given_up = time.monotonic() + PATIENCE

    def look_at_the_clock(fraction: float) -> None:
        if time.monotonic() > given_up:
            raise Unreadable("it takes too long")
        on_progress(fraction)

    source = [*reading(footage), "-i", str(footage.resolve()), "-map", "0:V:0"]
    try:
        run(
            [*source, "-vf", _NORMAL, "-frames:v", str(frames), *_H264, out.name],
            cwd=out.parent,
            total_frames=frames,
            on_progress=look_at_the_clock,
            memory=MEMORY,
        )
    except FfmpegError as error:
        if error.reason != "ffmpeg_failed":
            raise
        raise Unreadable(error.log) from error
