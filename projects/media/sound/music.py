"""Plays a piece of music for as long as a film lasts: in a loop that nobody hears, to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..ffmpeg import run
from . import loops
from .samples import RATE, Samples
from .tracks import Track

JOINT = round(0.06 * RATE)  # samples over which one pass goes over into the next
_OWN_FADE = 2.0  # seconds; nothing is known of the bars of a person's own music
_RAW = "music.s16"


@dataclass(frozen=True)
class Piece:
    """Decoded music. Its times are in samples.

    After `loop_end` it goes on at `loop_start`. `end` is where a film ends in it; if that is None,
    a film begins with it instead, and ends anywhere. In the last `fade` of a film it fades.
    """

    sound: NDArray[np.int16]  # a row for each sample, with two channels
    loop_start: int
    loop_end: int
    end: int | None
    fade: int


@dataclass(frozen=True)
class Pass:
    """From sample `at` of the film on, the piece is heard from its sample `start` on."""

    at: int
    start: int
    length: int


def decoded(
    source: Path, track: Track | None, samples: int, work: Path, beat: Callable[[], None]
) -> Piece:
    """The piece in a file, for a film of so many samples.

    What is known of a track is used. In a person's own music silence at the ends is left out, and
    where it may loop is looked for, if it has to. It lies in the folder `work` while it is used.
    Raises FfmpegError.
    """
    shape = ["-map", "0:a:0", "-ac", "2", "-ar", str(RATE), "-f", "s16le", _RAW]
    run(["-i", str(source.resolve()), *shape], cwd=work, on_progress=lambda _: beat())
    sound = np.memmap(work / _RAW, dtype="<i2", mode="r").reshape(-1, 2)
    if track:
        start, end = track.loop
        return Piece(sound, _at(start), _at(end), min(_at(track.end), len(sound)), _at(track.fade))
    heard = _audible(sound)
    loop = loops.find(heard) if samples > len(heard) else loops.Loop(0.0, len(heard) / RATE, 1.0)
    return Piece(heard, _at(loop.start), _at(loop.end), None, _at(_OWN_FADE))


def _audible(sound: NDArray[np.int16]) -> NDArray[np.int16]:
    """The sound without the silence before and after it."""
    loud = np.abs(sound[:, 0].astype(np.int32)) + np.abs(sound[:, 1].astype(np.int32))
    found = np.flatnonzero(loud > max(int(loud.max()) // 100, 1))
    return sound[found[0] : found[-1] + 1] if len(found) else sound


def passes(piece: Piece, samples: int) -> list[Pass]:
    """How the piece fills a film of so many samples."""
    length = piece.loop_end - piece.loop_start
    if piece.end is None:
        start, over = 0, samples - len(piece.sound)
        again = -(-over // length) if over > 0 else 0
    else:
        again = max(0, -(-(samples - piece.end) // length))
        start = piece.end + again * length - samples
    found, at = [], 0
    for number in range(again + 1):
        begin = piece.loop_start if number else start
        until = samples if number == again else at + piece.loop_end - begin
        found.append(Pass(at, begin, min(until, samples) - at))
        at = until
    return found


def play(piece: Piece, planned: list[Pass], at: int, count: int) -> Samples:
    """`count` samples of the film's music from its sample `at` on. Full scale is 1."""
    heard = np.zeros((count, 2), np.float32)
    for number, one in enumerate(planned):
        before = JOINT // 2 if number else 0
        after = JOINT // 2 if number < len(planned) - 1 else 0
        first = max(at, one.at - before)
        last = min(at + count, one.at + one.length + after)
        if first >= last:
            continue
        place = np.arange(first, last) - one.at
        source = piece.sound[np.clip(place + one.start, 0, len(piece.sound) - 1)]
        weight = np.ones(len(place), np.float32)
        if before:
            weight *= _rising((place + before) / JOINT)
        if after:
            weight *= _rising((one.length + after - place) / JOINT)
        heard[first - at : last - at] += source * (weight[:, None] / np.float32(32768))
    return heard


def _rising(share: NDArray[np.float64]) -> NDArray[np.float32]:
    """Of two sounds that have nothing in common, the sum stays as loud (equal power)."""
    return np.sin(np.pi / 2 * np.clip(share, 0, 1)).astype(np.float32)


def _at(seconds: float) -> int:
    return round(seconds * RATE)
