"""Lays an own clip into the frame of a film: it fills it, or it stands there whole.

Its pictures come raw from the ffmpeg that reads it, as large as they are in the frame. The frames
of the scene are made from them as those of a photo are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from projects.vocabulary import Fit

from . import faces
from .clip_order import ClipOrder
from .conform import Laid, Unreadable, conformed, look, shown_first, shown_size
from .drawn import Drawn
from .faces import Area
from .ffmpeg import FfmpegError, Raw
from .formats import FPS
from .intake.video import KEPT, READING, reading
from .pictures.backdrops import blurring, paper
from .pictures.placing import Placing, has_shape, place
from .pictures.planes import darken, joined, laid, planes_in, planes_of
from .pictures.shade import light_left
from .probe import Damaged, Picture, first_picture, probe
from .shots import Shown

# Pictures in which faces are looked for, at most one a second, because people walk through it: of
# what a scene shows, or of all of it.
_LOOKS, _LOOKS_AT_ALL = 5, 8
_NEAR = 1.0  # seconds
_SHORTEST = 0.5  # seconds of it that are shown at least
_GLIMPSE = 0.5  # seconds: by then a video is past a black start
_BEFORE_END = 0.15  # seconds; there is no picture at the very end


@dataclass(frozen=True)
class LaidIn:
    """An own clip in the frame of a scene: silent `pictures`, as many as are asked for and there,
    which fill `box` (left, top, width and height in pixels of the order's frame), and what is
    behind them, if they do not fill all of it."""

    pictures: Callable[[int], Iterator[bytearray]]
    box: tuple[int, int, int, int]
    backdrop: Image.Image | None = None

    def frames(
        self, order: ClipOrder, count: int, *, dark_from: int, wanted: Iterable[int] | None = None
    ) -> Iterator[Raw]:
        """Raw frames as those of `kenburns.frames`. Raises Unreadable."""
        left, top, *size = self.box
        light = light_left(order.format, dark_from, order.reduced)
        behind = planes_of(self.backdrop, light) if self.backdrop else ()
        chosen = set(range(count) if wanted is None else wanted)
        for index, raw in enumerate(self._looped(count)):
            if index not in chosen:
                continue
            planes = planes_in(raw, (size[0], size[1]))
            darken(planes, light[top : top + size[1]])
            yield joined(laid(planes, behind, (left, top))) if behind else raw

    def _looped(self, count: int) -> Iterator[bytearray]:
        """A short clip starts again, and is read again: that takes less than to keep its pictures.

        If its last picture stood still instead, the film would seem to hang. Playing it backwards
        would look like a joke. A jump back to the start looks like a normal cut.
        """
        while count:
            before = count
            for raw in self.pictures(count):
                yield raw
                count -= 1
            if count == before:
                raise Unreadable("it shows nothing")


def lay_in(
    order: ClipOrder,
    shown: Shown,
    folder: Path,
    *,
    frames: int,
    dark_from: float,
    beat: Callable[[], None],
    drawn: Drawn,
    only: float | None = None,
) -> LaidIn:
    """An own clip as a scene shows it for so many frames, without letters or shade.

    With `only`, it has one frame, which is seen after so many seconds of the shot. Letters stand
    below `dark_from` pixels. Whether it fills the frame says the fit of `order`. `drawn` gets how
    many heads are cut. Raises Unreadable.
    """
    assert shown.own_clip  # noqa: S101 - the caller has looked
    part = _part_of(shown, shown.own_clip, frames / FPS)
    first = shown_first(part.own_clip)
    wanted = partial(part.wanted, shown, first, folder, beat)
    placing = _placing(order, shown, first, drawn, dark_from, wanted)
    begin, most = part.begin, frames
    if shown.end is not None:
        most = math.ceil(part.seconds * FPS)
    if only is not None:
        begin, most = part.at(only), 1
    laid, (box, behind) = _laid(order, placing), _in_frame(order, placing)

    def pictures(count: int) -> Iterator[bytearray]:
        least = min(count, most)
        return conformed(part.own_clip, first, laid, box[2:], frames=least, begin=begin)

    return LaidIn(pictures, box, behind)


def _placing(
    order: ClipOrder,
    shown: Shown,
    first: Picture,
    drawn: Drawn,
    dark_from: float,
    wanted: Callable[[], tuple[Area, ...]],
) -> Placing:
    """What was made for this frame fills it. Where all is seen and no logo lies over it, nobody
    asks what is `wanted` of it: to find heads takes a quarter of the time of a clip."""
    form, size, chosen = order.format, shown_size(first), shown.focus is not None
    same = has_shape(size, form)
    fit = order.fit or (Fit.FILL if shown.is_made and same else "")
    heads = () if same and fit == Fit.FILL and not order.logo else wanted()
    placing = place(size, form, fit, heads, dark_from, is_chosen=chosen)
    drawn.cut_heads += 0 if chosen else placing.cut(heads)
    drawn.heads += placing.in_frame(heads, (form.width, form.height))
    return placing


def looks_into(own_clip: Path, folder: Path, beat: Callable[[], None]) -> list[tuple[float, Path]]:
    """Some pictures of an own clip, in which heads are to be found, and the second of each. They
    are written into `folder`. Raises FfmpegError."""
    part = _part_of(Shown(own_clip=own_clip), own_clip, KEPT)
    first = first_picture(own_clip, reading=reading(own_clip), box=READING)
    return [*part.looks(first, folder, beat, most=_LOOKS_AT_ALL)]


@dataclass(frozen=True)
class _Part:
    """The `seconds` of an own clip that a scene shows, from `begin` on."""

    own_clip: Path
    begin: float
    seconds: float

    def wanted(
        self, shown: Shown, first: Picture, folder: Path, beat: Callable[[], None]
    ) -> tuple[Area, ...]:
        """What a crop is to keep."""
        if shown.wanted is not None:
            return shown.wanted
        return self.heads(shown) if shown.looks else self.look_for_heads(first, folder, beat)

    def heads(self, shown: Shown) -> tuple[Area, ...]:
        """Those that are known of it: where it was looked at, or else near it."""
        looks, end = shown.looks or (), self.begin + self.seconds
        near = [look for look in looks if self.begin - _NEAR <= look[0] <= end + _NEAR]
        near = near or [min(looks, key=lambda look: abs(look[0] - self.begin))]
        return faces.largest_first(head for _, heads in near for head in heads)

    def look_for_heads(
        self, first: Picture, folder: Path, beat: Callable[[], None]
    ) -> tuple[Area, ...]:
        return faces.find([path for _, path in self.looks(first, folder, beat)], beat)

    def at(self, second: float) -> float:
        """The second of the clip that is seen then. A short one begins again."""
        return self.begin + second % max(self.seconds - _BEFORE_END, _BEFORE_END)

    def looks(
        self, first: Picture, folder: Path, beat: Callable[[], None], most: int = _LOOKS
    ) -> Iterator[tuple[float, Path]]:
        """Seconds and pictures of it, but for those that cannot be read: `conformed` tells what is
        damaged."""
        until = max(0.0, self.seconds - _BEFORE_END)
        last = min(most - 1, math.ceil(until))
        for number in range(last + 1):
            path = folder / f"look{number}.jpg"
            at = self.begin + until * number / max(1, last)
            try:
                look(self.own_clip, first, at, path, beat=beat)
            except FfmpegError:
                continue
            if path.exists():
                yield at, path


def _part_of(shown: Shown, own_clip: Path, seconds: float) -> _Part:
    """At most `seconds`, within what its owner has chosen and what is there."""
    length = 0.0
    with suppress(Damaged):  # `conformed` tells what is damaged
        length = probe(own_clip, reading=reading(own_clip), box=READING).seconds
    if not length:
        return _Part(own_clip, shown.begin, seconds)
    end = min(shown.end or length, length)
    begin = max(0.0, min(shown.begin, end - _SHORTEST))
    return _Part(own_clip, begin, min(seconds, max(end - begin, _SHORTEST)))


def _laid(order: ClipOrder, placing: Placing) -> Laid:
    box = placing.reduced(order.reduced).box
    if placing.fills:
        return Laid(order.size, placing.keep)
    if placing.fit == Fit.FIT:
        return Laid(box[2:], then=blurring(order, box))
    return Laid(box[2:])


def _in_frame(
    order: ClipOrder, placing: Placing
) -> tuple[tuple[int, int, int, int], Image.Image | None]:
    """Where its frames are laid, and what is behind them."""
    if placing.fit == Fit.FRAME:
        return placing.reduced(order.reduced).box, paper(order, placing)
    return (0, 0, *order.size), None


def glimpse(own_clip: Path, out: Path) -> None:
    """Save what an own clip shows soon after its begin: a small JPEG. Raises OSError if it shows
    nothing."""
    try:
        first = first_picture(own_clip, reading=reading(own_clip, how=()), box=READING)
        look(own_clip, first, first.at + _GLIMPSE, out, beat=lambda: None)
    except FfmpegError as error:
        raise OSError(str(error)) from error
