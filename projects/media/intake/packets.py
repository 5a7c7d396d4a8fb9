"""Lists the packets of videos: what a file says of each frame, before anything is decoded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..box import Box
from ..ffmpeg import capture

_PATIENCE = 60.0  # seconds
_MOST = 4_000_000  # bytes of the list, some 60 000 packets; half a minute seldom has 2000
_CLOCK = re.compile(r"^#tb (\d+): (\d+/\d+)$", re.MULTILINE)
_ROW = re.compile(r"^(\d+), *-?\w+, *(-?\w+), *(\d+), .*$", re.MULTILINE)
_NO_TIME = ("NOPTS", str(-(2**63)))
_FLAGS = re.compile(r", F=0x([0-9A-F]+)")
_DISCARD = 4  # AV_PKT_FLAG_DISCARD: needed to decode other frames, but an edit list cuts it off


@dataclass(frozen=True)
class Packet:
    """A frame shown from `start` to `end`, in seconds, unless it was cut off.

    A Matroska file cannot say a time before 0. Then both are None, and the frame is not shown.
    """

    start: Fraction | None
    end: Fraction | None
    shown: bool


def list_packets(
    source: Path, reading: Sequence[str], *, seconds: float, box: Box
) -> list[list[Packet]]:
    """The packets in the first `seconds` of each video in `source`. Raises FfmpegError.

    Each list is in the order of decoding. `reading` and `box` work as in `probe.probe`, which
    counts the same videos.
    """
    read = ["-v", "error", *reading, "-t", str(seconds), "-i", str(source.resolve())]
    listed = [*read, "-map", "0:V", "-c", "copy", "-fs", str(_MOST), "-f", "framecrc", "-"]
    printed = capture(listed, cwd=source.parent, timeout=_PATIENCE, box=box)
    clocks = {found[1]: Fraction(found[2]) for found in _CLOCK.finditer(printed)}
    streams: dict[int, list[Packet]] = {0: []}
    for row in _ROW.finditer(printed):
        packet = _packet(row, clocks.get(row[1], Fraction(1)))
        streams.setdefault(int(row[1]), []).append(packet)
    return [streams.get(number, []) for number in range(max(streams) + 1)]


def _packet(row: re.Match[str], clock: Fraction) -> Packet:
    if row[2] in _NO_TIME:
        return Packet(None, None, shown=False)
    start, flags = int(row[2]) * clock, _FLAGS.search(row[0])
    shown = not (flags and int(flags[1], 16) & _DISCARD)
    return Packet(start, start + int(row[3]) * clock, shown)


def fullest(videos: Sequence[Sequence[Packet]]) -> int:
    """The number of the video with the most frames: others are covers, thumbnails, slides."""
    return max(range(len(videos)), key=lambda number: len(videos[number]))


def lead(packets: Sequence[Packet]) -> bool:
    """Whether frames are to be seen before the keyframe that the video begins with.

    They may refer to an earlier group of pictures. If that was cut off, nothing can decode them.
    """
    first = packets[0].start if packets else None
    return first is not None and any(p.start is None or p.start < first for p in packets)


def shown_between(packets: Sequence[Packet]) -> tuple[float, float]:
    """When the first frame appears that is shown, and when the last one ends, in seconds."""
    shown = [(p.start, p.end) for p in packets if p.shown and p.start is not None and p.end]
    return (
        float(min((start for start, _ in shown), default=0)),
        float(max((end for _, end in shown), default=0)),
    )


def are_cut_within(packets: Sequence[Packet]) -> bool:
    """Whether something is cut off between frames that are shown, and not only at the ends."""
    start, end = shown_between(packets)
    return any(start < p.start < end for p in packets if not p.shown and p.start is not None)


def are_cut_at_the_end(packets: Sequence[Packet]) -> bool:
    _, end = shown_between(packets)
    return any(p.start >= end for p in packets if not p.shown and p.start is not None)


def needed(packets: Sequence[Packet]) -> int:
    """How many packets have to be read until all frames that are shown can be decoded."""
    return max((number for number, packet in enumerate(packets, 1) if packet.shown), default=0)
