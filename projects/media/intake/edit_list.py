"""The edit list of a MOV or MP4: which part of its frames is shown."""

from __future__ import annotations

from pathlib import Path
from struct import Struct
from typing import BinaryIO

_BOX = Struct(">I4s")  # its size in bytes, and its name; a size of 1 is followed by a larger one
_LARGE_SIZE = Struct(">Q")
_TIMESCALE = Struct(">4xB11xI")  # of mvhd: the version, the units of time in a second
_EDITS = Struct(">4xB3xI")  # of elst: the version, the number of edits
_LENGTH = Struct(">I")
_EDIT = 12  # bytes


def end_after(movie: Path, seconds: float) -> None:
    """Let the last edit in a file of ffmpeg's last for `seconds`, to end with what was shown.

    When ffmpeg copies a video whose end is cut off, it shows the frames after the end that earlier
    frames refer to.
    """
    with movie.open("r+b") as file:
        start = _find_moov(file)
        file.seek(start)
        moov = file.read()
        large_time, timescale = _TIMESCALE.unpack_from(moov, moov.index(b"mvhd"))
        edits = moov.find(b"elst")
        if large_time or edits < 0:
            return
        large_edits, count = _EDITS.unpack_from(moov, edits)
        if count and not large_edits:
            file.seek(start + edits + _EDITS.size + _EDIT * (count - 1))
            file.write(_LENGTH.pack(round(seconds * timescale)))


def _find_moov(file: BinaryIO) -> int:
    at = 0
    while True:
        file.seek(at)
        size, name = _BOX.unpack(file.read(_BOX.size))
        if name == b"moov":
            return at
        at += size if size > 1 else _LARGE_SIZE.unpack(file.read(_LARGE_SIZE.size))[0]
