"""Letters that stand still are drawn once, and laid over each frame.

libass lays out all its letters anew for each frame, and mixes them in pixel by pixel: ffmpeg lays a
picture over another one in a tenth of that time. So all that stands still in one part of the frame
is a patch. One run of libass draws how each patch looks, and how it looks later, one a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil, floor
from pathlib import Path

from ..formats import FPS, RECORDED_AS_BT709
from .ass import Pen, Sheet, rectangle
from .changes import LAYER
from .events import Event, Still, at
from .events import write as write_events
from .stage import Box

_SPARE = 30_000  # pixels that cost as much as one more patch does


@dataclass(frozen=True)
class _Patch:
    """A part of the frame, and what stands still in it."""

    box: Box
    events: tuple[tuple[Event, Still], ...]

    @property
    def is_on_top(self) -> bool:
        return any(event.layer > LAYER for event, _ in self.events)

    def turns(self, frames: int) -> list[int]:
        """The frames from which it looks otherwise than before."""
        edges = {edge for event, still in self.events for edge in _seen(event, still)}
        return sorted(edge for edge in edges if edge < frames)


def write(sheet: Sheet, folder: Path) -> str:
    """Write the letters of a clip into files. Returns the filters that draw them on its frames."""
    form, frames = sheet.format, round(sheet.seconds * FPS)
    moving = write_events("moving", form.width, form.height, [*_moving(sheet.events)], folder)
    patches = sorted(_patches(sheet.events, frames), key=lambda patch: patch.is_on_top)
    if not patches:
        return moving
    turns = [patch.turns(frames) for patch in patches]
    firsts = [0, *accumulate(map(len, turns))]
    wide = round(max(patch.box.width for patch in patches))
    high = round(max(patch.box.height for patch in patches))
    looks = [*zip(patches, firsts, turns, strict=False)]
    events = [event for look in looks for event in _in_turn(*look, high)]
    still = write_events("still", wide, 2 * high, events, folder)
    drawn = [_drawn(wide, high, firsts[-1], still, len(patches))]
    drawn += (_timed(number, *look) for number, look in enumerate(looks))
    return ";".join(["null[under0]", *drawn, *_laid(patches, moving)])


def _drawn(wide: int, high: int, count: int, still: str, patches: int) -> str:
    """Draws all looks: with a ground in the colour of their edges, and below, as white letters, how
    opaque they are."""
    names = "".join(f"[look{number}]" for number in range(patches))
    return (
        f"color=black:s={wide}x{2 * high}:r=1:d={count},format=yuv420p,{RECORDED_AS_BT709},"
        f"{still},split[upper][lower];[upper]crop={wide}:{high}:0:0[colour];"
        f"[lower]crop={wide}:{high}:0:{high},lutyuv=y='(val-16)*255/219',extractplanes=y[opacity];"
        f"[colour][opacity]alphamerge,{RECORDED_AS_BT709},split={patches}{names}"
    )


def _timed(number: int, patch: _Patch, first: int, turns: Sequence[int]) -> str:
    """Takes the looks of a patch from all that is drawn, and gives each its frame."""
    own = f"trim=start_frame={first}:end_frame={first + len(turns)}"
    part = f"crop={patch.box.width:.0f}:{patch.box.height:.0f}:0:0"
    return f"[look{number}]{own},{part},settb=1/{FPS},setpts='{_time(turns)}'[patch{number}]"


def _time(turns: Sequence[int], first: int = 0) -> str:
    """An expression of ffmpeg for the frame in which look N comes; `first` is the first of them.

    It is a tree, as flat as it can be. ffmpeg takes no expression that is a hundred levels deep,
    and a long scene has hundreds of words.
    """
    if len(turns) == 1:
        return str(turns[0])
    half = len(turns) // 2
    early, late = _time(turns[:half], first), _time(turns[half:], first + half)
    return f"if(lt(N,{first + half}),{early},{late})"


def _laid(patches: Sequence[_Patch], moving: str) -> Iterator[str]:
    """The patches over the frame. Those on top lie over what moves, too."""
    below = sum(not patch.is_on_top for patch in patches)
    for number, patch in enumerate(patches):
        under = f"[under{number}]"
        if number == below:
            yield f"{under}{moving}[moved]"
            under = "[moved]"
        place = f"{patch.box.x:.0f}:{patch.box.y:.0f}"
        yield f"{under}[patch{number}]overlay={place}:format=yuv420[under{number + 1}]"
    yield f"[under{len(patches)}]{'null' if below < len(patches) else moving}"


def _moving(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        if not event.still:
            yield event
        elif (rests := _first(event.still.since)) > _first(event.start):
            # Half a frame earlier, so that rounding shows it in no frame twice.
            yield replace(event, end=min(event.end, (rests - 0.5) / FPS))


def _patches(events: Iterable[Event], frames: int) -> list[_Patch]:
    patches: list[_Patch] = []
    for event in events:
        if event.still and _is_seen(event, event.still, frames):
            new = _Patch(_even(event.still.box), ((event, event.still),))
            while near := next((patch for patch in patches if _belong_together(patch, new)), None):
                patches.remove(near)
                new = _Patch(_union(near.box, new.box), near.events + new.events)
            patches.append(new)
    return patches


def _is_seen(event: Event, still: Still, frames: int) -> bool:
    first, after = _seen(event, still)
    return first < min(after, frames)


def _belong_together(one: _Patch, other: _Patch) -> bool:
    if one.is_on_top != other.is_on_top:
        return False
    both = _area(_union(one.box, other.box))
    return both < _area(one.box) + _area(other.box) + _SPARE or _cross(one.box, other.box)


def _seen(event: Event, still: Still) -> tuple[int, int]:
    """The first frame in which it stands still, and the frame after the last."""
    return _first(still.since), _first(event.end)


def _first(second: float) -> int:
    """The first frame in which libass shows what begins at a second."""
    return ceil(round(second, 2) * FPS - 1e-6)


def _in_turn(patch: _Patch, first: int, turns: Sequence[int], high: int) -> Iterator[Event]:
    """Its events, with one of its looks in each second; and `high` pixels below, their opacity.

    The lowest event decides what the ground is, so its ground is drawn last."""
    drawn: list[Event] = []
    for event, still in patch.events:
        begin, end = _seen(event, still)
        looks = [first + number for number, turn in enumerate(turns) if begin <= turn < end]
        times = max(0.0, looks[0] - 0.5), looks[-1] + 0.5
        x, y = still.place[0] - patch.box.x, still.place[1] - patch.box.y
        look = Event(event.layer, *times, f"{at(x, y)}{still.tags}", still.body, event.face)
        opacity = replace(look, tags=f"{at(x, y + high)}{still.tags}").whitened()
        drawn = [_ground(still, patch.box, *times), *drawn, look, opacity]
    return iter(drawn)


def _ground(still: Still, within: Box, start: float, end: float) -> Event:
    box = still.box
    tags = f"{at(box.x - within.x, box.y - within.y)}{Pen(still.ground).tags}\\p1"
    return Event(0, start, end, tags, rectangle(box.width, box.height))


def _even(box: Box) -> Box:
    """In yuv420p two pixels share one colour."""
    left, top = (2 * floor(edge / 2) for edge in (box.x, box.y))
    right, bottom = (2 * ceil(edge / 2) for edge in (box.right, box.bottom))
    return Box(left, top, right - left, bottom - top)


def _union(one: Box, other: Box) -> Box:
    left, top = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    return Box(left, top, right - left, bottom - top)


def _area(box: Box) -> float:
    return box.width * box.height


def _cross(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) > max(one.x, other.x)
    return across and min(one.bottom, other.bottom) > max(one.y, other.y)
