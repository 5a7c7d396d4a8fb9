"""Where a photo or an own clip stands in the frame, and which part of it is seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from projects.vocabulary import Fit

from ..faces import WHOLE, Area, around
from ..formats import FACES, Format, even

_SAME = 0.97  # one that keeps so much has it: sides of videos are multiples of 16, or of 32
_NEAR = 0.7  # a picture that keeps so much of itself has nearly the shape of the film
_FILLED = 3.2  # a picture that would have to grow more than this does not fill the frame by itself
_ENLARGED = 1.6  # one that would have to grow more than this is framed, and grows no more
_FRAMED = 0.82  # share of the frame that a framed picture takes at most
ZOOM = 0.12
"""How much the move over a photo zooms in, or out."""


@dataclass(frozen=True)
class Placing:
    """`window` is the part of the picture that is seen. It fills the box, whose sides are pixels
    of the frame and even: left, top, width, height."""

    fit: Fit
    window: Area
    box: tuple[int, int, int, int]

    def cut(self, heads: Sequence[Area]) -> int:
        """How many of these heads its edge cuts."""
        return sum(one.is_cut_by(self.window) for one in heads)

    def reduced(self, times: int) -> Placing:
        """In a frame that is so many times smaller."""
        left, top, width, height = (even(edge / times) for edge in self.box)
        return replace(self, box=(left, top, max(2, width), max(2, height)))

    def in_frame(self, heads: Sequence[Area], size: tuple[int, int]) -> list[Area]:
        """The heads that are seen, as shares of a frame of this size."""
        seen = [one.within(self.window) for one in heads]
        return [_onto(one, self.box, size) for one in seen if one.width and one.height]

    @property
    def fills(self) -> bool:
        return self.fit == Fit.FILL

    @property
    def keep(self) -> tuple[float, float]:
        """How much of what is not seen is at the left of the window, and above it: 0 to 1."""
        window = self.window
        across = window.left / (1 - window.width) if window.width < 1 else FACES[0]
        return across, window.top / (1 - window.height) if window.height < 1 else FACES[1]


def _onto(part: Area, box: tuple[int, int, int, int], size: tuple[int, int]) -> Area:
    left, top, width, height = box
    return Area(
        (left + part.left * width) / size[0],
        (top + part.top * height) / size[1],
        (left + part.right * width) / size[0],
        (top + part.bottom * height) / size[1],
    )


def swept(part: Area) -> Area:
    """What a part of a picture passes over, as shares of it, while the move over a photo zooms in
    to any point."""
    near = 1 + ZOOM

    def least(edge: float) -> float:
        return min(edge, max(0.0, edge * near - ZOOM))

    def most(edge: float) -> float:
        return min(1.0, edge * near)

    return Area(least(part.left), least(part.top), most(part.right), most(part.bottom))


def place(
    size: tuple[float, float],
    form: Format,
    fit: str,
    heads: Sequence[Area],
    dark_from: float,
    *,
    is_chosen: bool = False,
) -> Placing:
    """`size` is the picture's, in square pixels; letters stand below `dark_from` pixels.

    `is_chosen`: a person has said what is to be kept in view: then the picture fills the frame,
    unless that person wants something else."""
    filling = Placing(
        Fit.FILL, _window(size, form, heads, dark_from), (0, 0, form.width, form.height)
    )
    fit = fit or (Fit.FILL if is_chosen else "")
    wanted = Fit(fit) or _automatic(size, form, heads, filling.window, dark_from)
    if wanted == Fit.FILL:
        return filling
    return Placing(wanted, WHOLE, _box(size, form, wanted, heads, dark_from))


def has_shape(size: tuple[float, float], form: Format) -> bool:
    """Whether a picture of this size fills the frame without losing anything that counts."""
    return min(_seen(size, form)) >= _SAME


def nearest(heads: Sequence[Area]) -> Area:
    """The part of what is seen that the move over a photo comes to: it holds the heads."""
    group = around(heads)
    side = max(1 / (1 + ZOOM), group.width, group.height)
    left = min(max((group.left + group.right - side) / 2, 0.0), 1 - side)
    top = min(max((group.top + group.bottom - side) / 2, 0.0), 1 - side)
    return Area(left, top, left + side, top + side)


def _automatic(
    size: tuple[float, float],
    form: Format,
    heads: Sequence[Area],
    window: Area,
    dark_from: float,
) -> Fit:
    """It fills the frame if nothing that counts is lost by that, or is under letters."""
    if heads:
        seen = [head.within(window) for head in heads]
        whole = all(window.holds(head) for head in heads)
        fills = whole and _lowest(seen) * form.height <= dark_from
    else:
        fills = min(_seen(size, form)) >= _NEAR
    grown = [form.width / size[0], form.height / size[1]]
    if fills and max(grown) <= _FILLED:
        return Fit.FILL
    return Fit.FRAME if min(grown) > _ENLARGED else Fit.FIT


def _lowest(heads: Sequence[Area]) -> float:
    """How far down heads come while the move goes over what is seen, as a share of it."""
    group = around(heads)
    return max(group.bottom, group.within(nearest(heads)).bottom)


def _seen(size: tuple[float, float], form: Format) -> tuple[float, float]:
    """Shares of the picture's width and height that fill the frame."""
    shape, wanted = size[0] / size[1], form.width / form.height
    return min(1.0, wanted / shape), min(1.0, shape / wanted)


def _window(
    size: tuple[float, float], form: Format, heads: Sequence[Area], dark_from: float
) -> Area:
    """With as many heads as it can hold, the largest first, above the letters if possible."""
    width, height = _seen(size, form)
    group = _group(heads, width, height)
    if group is None:
        left, top = (1 - width) * FACES[0], (1 - height) * FACES[1]
    else:
        aim = height * dark_from / form.height / 2  # the middle of what has no letters
        left = _around(group.left, group.right, width, width / 2)
        top = _around(group.top, group.bottom, height, aim)
    return Area(left, top, left + width, top + height)


def _group(heads: Sequence[Area], width: float, height: float) -> Area | None:
    group: Area | None = None
    for one in heads:
        wider = around([group, one]) if group else one
        if group is None or (wider.width <= width and wider.height <= height):
            group = wider
    return group


def _around(first: float, last: float, side: float, aim: float) -> float:
    """The start of a window of `side` within 0 to 1 that holds `first` to `last`, whose middle is
    at `aim` in it if possible. It holds the middle if it cannot hold all."""
    middle = (first + last) / 2
    low, high = sorted((last - side, first))
    if last - first > side:
        low = high = middle - side / 2
    return min(max(min(max(middle - aim, low), high), 0.0), 1.0 - side)


def _box(
    size: tuple[float, float], form: Format, fit: Fit, heads: Sequence[Area], dark_from: float
) -> tuple[int, int, int, int]:
    """The whole picture, as large as it can be. It moves up from the letters, and becomes smaller
    if they would stand on a face."""
    share = _FRAMED if fit == Fit.FRAME else 1.0
    low = _lowest(heads) if heads else 0.0
    top = form.top / 2 if fit == Fit.FRAME else 0.0
    width, height = _inside(size, form.width * share, form.height * share)
    start = _start(height, top, dark_from, form)
    if start + height * low > dark_from or fit == Fit.FRAME:
        most = _ENLARGED * size[1] if fit == Fit.FRAME else math.inf
        width, height = _inside(size, form.width * share, min(dark_from - top - form.top / 4, most))
        start = _start(height, top, dark_from, form)
    return even((form.width - width) / 2), even(start), even(width), even(height)


def _inside(size: tuple[float, float], width: float, height: float) -> tuple[float, float]:
    grown = min(width / size[0], height / size[1])
    return size[0] * grown, size[1] * grown


def _start(height: float, top: float, dark_from: float, form: Format) -> float:
    middle = (top + dark_from) / 2
    return max(min(middle - height / 2, form.height - height), top)
