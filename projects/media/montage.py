"""Puts the shots of a scene one after the other, below its letters: photos and own clips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from . import faces
from .clip_order import ClipOrder
from .drawn import Drawn
from .faces import Area
from .formats import FPS, RECORDED_AS_BT709
from .own_clip import lay_in
from .pictures import kenburns
from .pictures.backdrops import Placed, placed
from .pictures.shade import curtain
from .progress import part_of
from .shots import Shown

# ffmpeg's inputs with the option that takes the filters, the filters, and the frames for its stdin.
Prepared = tuple[list[str], str, Iterable[bytes] | None]
Frames = Iterator[bytes]
"""Raw yuv420p."""

DISSOLVE = 8  # frames in which a shot becomes the next one; a word begins in their middle


@dataclass(frozen=True)
class _Seen:
    """A shot, its number in the scene, and the frames in which it is seen, with its dissolves."""

    shown: Shown
    number: int
    first: int
    last: int  # the frame after it
    goes_over: bool  # into a photo, which is below own clips

    @property
    def count(self) -> int:
        return self.last - self.first


def prepare(
    order: ClipOrder,
    folder: Path,
    dark_from: float,
    on_progress: Callable[[float], None],
    drawn: Drawn,
) -> Prepared:
    """Write the files of the shots. Own clips lie over the photos, which come through the pipe.

    `drawn` gets how many heads are cut."""
    seen = list(_all_seen(order))
    clips = [one for one in seen if one.shown.own_clip]
    if clips:
        curtain(order.format, round(dark_from), order.reduced).save(folder / "curtain.png")
    for index, one in enumerate(clips):
        done = part_of(on_progress, index / len(clips), (index + 1) / len(clips))
        lay = partial(lay_in, order, one.shown, folder / _name(one), frames=one.count)
        lay(dark_from=dark_from, on_progress=done, drawn=drawn)
    if len(seen) == 1 and clips:
        rate = "" if order.every == 1 else f"fps={order.rate},"
        graph = f"{_clip_pictures(seen[0], 0)},{rate}{RECORDED_AS_BT709}"
        return [*_looped(seen[0]), "-i", "curtain.png", "-filter_complex"], graph, None
    beat = partial(on_progress, 1.0 if clips else 0.0)
    photos = _photos_placed(order, seen, dark_from, beat)
    drawn.cut_heads += sum(photo.cut_heads for _, photo in photos)
    drawn.heads += [head for _, photo in photos for head in photo.swept(order.size)]
    frames = _below([(one, _moving(order, one, photo, dark_from)) for one, photo in photos], order)
    if not clips:
        return [*_piped(order), "-vf"], RECORDED_AS_BT709, frames
    inputs, graph = _over(clips)
    return [*_piped(order), *inputs, "-filter_complex"], graph, frames


def prepare_one(
    order: ClipOrder,
    at: int,
    folder: Path,
    dark_from: float,
    beat: Callable[[], None],
    drawn: Drawn,
) -> Prepared:
    """The same for frame `at` alone. Of a dissolve it is what comes."""
    begun = [one for one in _all_seen(order) if one.shown.start <= at]
    one = begun[-1]
    if one.shown.own_clip:
        curtain(order.format, round(dark_from), order.reduced).save(folder / "curtain.png")
        lay = partial(lay_in, order, one.shown, folder / _name(one), frames=one.count)
        after = (at - one.first) / FPS
        lay(dark_from=dark_from, on_progress=lambda _: beat(), drawn=drawn, only=after)
        graph = f"{_clip_pictures(replace(one, first=0, last=1), 0)},{RECORDED_AS_BT709}"
        return [*_looped(one), "-i", "curtain.png", "-filter_complex"], graph, None
    ((_, photo),) = _photos_placed(order, [one], dark_from, beat)
    drawn.heads += photo.swept(order.size)
    frame = _moving(order, one, photo, dark_from, [at - one.first])
    return [*_piped(order), "-vf"], RECORDED_AS_BT709, frame


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
        to_photo = bool(later and later[0].photo)
        yield _Seen(shown, number, max(0, shown.start - half), until, to_photo)


def _piped(order: ClipOrder) -> list[str]:
    width, height = order.size
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}"]
    return [*raw, "-framerate", order.rate, "-i", "pipe:0"]


def _moving(
    order: ClipOrder,
    one: _Seen,
    photo: Placed,
    dark_from: float,
    wanted: Iterable[int] | None = None,
) -> Frames:
    seed, dark = order.seed + one.number, round(dark_from)
    if wanted is None:
        drawn = range(0, order.frames, order.every)
        wanted = [number - one.first for number in drawn if one.first <= number < one.last]
    return kenburns.frames(photo, order, one.count, seed=seed, dark_from=dark, wanted=wanted)


def _below(photos: Sequence[tuple[_Seen, Frames]], order: ClipOrder) -> Frames:
    """All frames of a scene with its photos. Where there is none, an own clip lies over it."""
    width, height = order.size
    frame = bytes(width * height * 3 // 2)
    for number in range(0, order.frames, order.every):
        now = [(one, next(frames)) for one, frames in photos if one.first <= number < one.last]
        if len(now) == 2:
            share = (number - now[1][0].first + 1) / (DISSOLVE + 1)
            frame = _mixed(now[0][1], now[1][1], share)
        elif now:
            frame = now[0][1]
        yield frame


def _mixed(one: bytes, other: bytes, share: float) -> bytes:
    weight = round(256 * share)
    before, after = (np.frombuffer(frame, np.uint8).astype(np.uint16) for frame in (one, other))
    mixed = (before * (256 - weight) + after * weight + 128) >> 8
    return mixed.astype(np.uint8).tobytes()


def _name(one: _Seen) -> str:
    return f"own{one.number}.mp4"


def _looped(one: _Seen) -> list[str]:
    return ["-stream_loop", "-1", "-i", _name(one)]


def _clip_pictures(one: _Seen, clip: int) -> str:
    """Filters that show input `clip` from its beginning, below the curtain,
    which is the next input. A short clip starts again.

    If its last picture stood still instead, the film would seem to hang. Playing it backwards would
    look like a joke. A jump back to the start looks like a normal cut.
    """
    # setsar=0 names no aspect ratio in the header: the clip of a card does not name one either.
    # setpts counts frames, because the times in the clip start anew with each turn of the loop.
    turns = f"setsar=0,setpts=(N+{one.first})/{FPS}/TB,trim=end_frame={one.count}"
    return f"[{clip}:v]{turns}[clip{clip}];[clip{clip}][{clip + 1}:v]overlay"


def _fades(one: _Seen) -> str:
    fade_in = f",fade=in:0:{DISSOLVE}:alpha=1" if one.first else ""
    return fade_in + (
        f",fade=out:{one.count - DISSOLVE}:{DISSOLVE}:alpha=1" if one.goes_over else ""
    )


def _over(clips: Sequence[_Seen]) -> tuple[list[str], str]:
    """The inputs of the clips, and filters that lay them over input 0, each in its time."""
    inputs: list[str] = []
    graph, below = "", "0:v"
    for index, one in enumerate(clips):
        clip = 1 + 2 * index
        inputs += [*_looped(one), "-i", "curtain.png"]
        graph += f"{_clip_pictures(one, clip)},format=yuva420p{_fades(one)}[own{clip}];"
        graph += f"[{below}][own{clip}]overlay=eof_action=pass[till{clip}];"
        below = f"till{clip}"
    return inputs, f"{graph}[{below}]{RECORDED_AS_BT709}"
