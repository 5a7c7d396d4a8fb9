"""Puts the shots of a scene one after the other, below its letters: photos and own clips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from . import faces
from .clip_order import ClipOrder
from .drawn import Drawn
from .faces import Area
from .ffmpeg import Raw
from .formats import FPS, RECORDED_AS_BT709
from .own_clip import LaidIn, lay_in
from .pictures import kenburns
from .pictures.backdrops import Placed, placed
from .shots import Shown

# ffmpeg's inputs with the option that takes the filters, the filters, and the frames for its stdin.
Prepared = tuple[list[str], str, Iterable[Raw] | None]
Frames = Iterator[Raw]
"""Raw yuv420p."""
Moving = Callable[..., Frames]
"""As `kenburns.frames` for one photo, or `LaidIn.frames`."""

DISSOLVE = 8  # frames in which a shot becomes the next one; a word begins in their middle


@dataclass(frozen=True)
class _Seen:
    """A shot, its number in the scene, and the frames in which it is seen, with its dissolves."""

    shown: Shown
    number: int
    first: int
    last: int  # the frame after it

    @property
    def count(self) -> int:
        return self.last - self.first


def prepare(
    order: ClipOrder,
    folder: Path,
    dark_from: float,
    beat: Callable[[], None],
    drawn: Drawn,
) -> Prepared:
    """Place the shots. Their frames come through the pipe.

    `drawn` gets how many heads are cut, and where heads are seen."""
    seen = list(_all_seen(order))
    frames: dict[int, Frames] = {}
    for one in seen:
        if one.shown.own_clip:
            own = _own(order, one, folder, dark_from, beat, drawn)
            frames[one.number] = _moving(order, one, own.frames, dark_from)
    for one, photo in _photos_placed(order, seen, dark_from, beat):
        drawn.cut_heads += photo.cut_heads
        drawn.heads += photo.swept(order.size)
        frames[one.number] = _moving(order, one, _over(photo, order, one), dark_from)
    return _through_pipe(order, _joined([(one, frames[one.number]) for one in seen], order))


def prepare_one(
    order: ClipOrder,
    at: int,
    folder: Path,
    dark_from: float,
    beat: Callable[[], None],
    drawn: Drawn,
) -> Prepared:
    """The same for frame `at` alone. Of a dissolve it is what comes."""
    one = [one for one in _all_seen(order) if one.shown.start <= at][-1]
    if one.shown.own_clip:
        after = (at - one.first) / FPS
        own = _own(order, one, folder, dark_from, beat, drawn, only=after)
        return _through_pipe(order, own.frames(order, 1, dark_from=round(dark_from)))
    ((_, photo),) = _photos_placed(order, [one], dark_from, beat)
    drawn.heads += photo.swept(order.size)
    frame = _moving(order, one, _over(photo, order, one), dark_from, [at - one.first])
    return _through_pipe(order, frame)


def _own(
    order: ClipOrder,
    one: _Seen,
    folder: Path,
    dark_from: float,
    beat: Callable[[], None],
    drawn: Drawn,
    only: float | None = None,
) -> LaidIn:
    lay = partial(lay_in, order, one.shown, folder, frames=one.count, only=only)
    return lay(dark_from=dark_from, beat=beat, drawn=drawn)


def _photos_placed(
    order: ClipOrder, seen: Sequence[_Seen], dark_from: float, beat: Callable[[], None]
) -> list[tuple[_Seen, Placed]]:
    """One search finds the heads in all of them: a model is loaded once."""
    photos = [(one.shown, one.shown.photo) for one in seen if one.shown.photo]
    unknown = [photo for shown, photo in photos if shown.wanted is None]
    found = dict(zip(unknown, faces.find_in_each(unknown, beat), strict=True))
    return [(one, _placed(order, one.shown, found, dark_from)) for one in seen if one.shown.photo]


def _placed(
    order: ClipOrder, shown: Shown, found: Mapping[Path, tuple[Area, ...]], dark_from: float
) -> Placed:
    assert shown.photo  # noqa: S101 - the caller has looked
    wanted = found[shown.photo] if shown.wanted is None else shown.wanted
    chosen = shown.focus is not None
    return placed(order, shown.photo, wanted, dark_from, is_chosen=chosen)


def _all_seen(order: ClipOrder) -> Iterator[_Seen]:
    half = DISSOLVE // 2
    for number, shown in enumerate(order.shots):
        later = order.shots[number + 1 :]
        until = later[0].start + half if later else order.frames
        yield _Seen(shown, number, max(0, shown.start - half), until)


def _through_pipe(order: ClipOrder, frames: Frames) -> Prepared:
    width, height = order.size
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}"]
    piped = [*raw, "-framerate", order.rate, "-i", "pipe:0"]
    return [*piped, "-vf"], RECORDED_AS_BT709, frames


def _over(photo: Placed, order: ClipOrder, one: _Seen) -> Moving:
    return partial(kenburns.frames, photo, seed=order.seed + one.number)


def _moving(
    order: ClipOrder,
    one: _Seen,
    move: Moving,
    dark_from: float,
    wanted: Iterable[int] | None = None,
) -> Frames:
    if wanted is None:
        drawn = range(0, order.frames, order.every)
        wanted = [number - one.first for number in drawn if one.first <= number < one.last]
    return move(order, one.count, dark_from=round(dark_from), wanted=wanted)


def _joined(shots: Sequence[tuple[_Seen, Frames]], order: ClipOrder) -> Frames:
    """All frames of a scene, with its dissolves."""
    for number in range(0, order.frames, order.every):
        now = [(one, next(frames)) for one, frames in shots if one.first <= number < one.last]
        frame = now[0][1]
        if len(now) == 2:
            share = (number - now[1][0].first + 1) / (DISSOLVE + 1)
            frame = _mixed(frame, now[1][1], share)
        yield frame


def _mixed(one: Raw, other: Raw, share: float) -> bytes:
    weight = round(256 * share)
    before, after = (np.frombuffer(frame, np.uint8).astype(np.uint16) for frame in (one, other))
    mixed = (before * (256 - weight) + after * weight + 128) >> 8
    return mixed.astype(np.uint8).tobytes()
