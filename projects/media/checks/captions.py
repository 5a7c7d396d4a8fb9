"""Whether what is said can be read: there are captions, in their place, for long enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..captions import Cue
from ..captions.timing import SHORTEST, seconds_to_read
from ..clip_order import ClipOrder
from ..pictures.captions import caption_boxes
from ..pictures.stage import Box, stage_of
from .check import Check, at_most

FASTER = 1.25  # times as fast as people read with ease
_ROUNDED = 1.0  # pixels


@dataclass(frozen=True)
class Captioned:
    """A scene. `says`: whether it has any words to be read."""

    order: ClipOrder
    says: bool


def judge(scenes: Sequence[Captioned]) -> Iterator[Check]:
    yield _there(scenes)
    yield _in_place(scenes)
    yield _readable(scenes)


def _there(scenes: Sequence[Captioned]) -> Check:
    """`value`: scenes with words and without a caption. Red if that is all of them."""
    speaking = [(number, each) for number, each in enumerate(scenes, start=1) if each.says]
    without = [number for number, each in speaking if not each.order.cues]
    some = max(0, len(speaking) - 1)
    return at_most("captions", len(without), 0, red=some, scene=min(without, default=0))


def _in_place(scenes: Sequence[Captioned]) -> Check:
    """`value`: pixels that a caption is outside of what no button of the platform covers."""
    worst = max(((_outside(each.order), n) for n, each in enumerate(scenes, 1)), default=(0.0, 0))
    return at_most("caption_place", round(worst[0]), _ROUNDED, scene=worst[1])


def _outside(order: ClipOrder) -> float:
    form = order.format
    column = stage_of(form, order.look).captions
    safe = Box(column.x, form.top, column.width, form.height - form.top - form.bottom)
    return max((_beyond(box, safe) for box in caption_boxes(order)), default=0.0)


def _beyond(box: Box, safe: Box) -> float:
    across = max(safe.x - box.x, box.right - safe.right)
    return max(0.0, across, safe.y - box.y, box.bottom - safe.bottom)


def _readable(scenes: Sequence[Captioned]) -> Check:
    """`value`: how many times faster than with ease the fastest caption has to be read."""
    paced = (
        (_pace(cue), n, cue.text) for n, each in enumerate(scenes, 1) for cue in each.order.cues
    )
    pace, scene, text = max(paced, default=(0.0, 0, ""))
    return at_most("caption_pace", round(pace, 2), FASTER, scene=scene, about=(text,))


def _pace(cue: Cue) -> float:
    return max(SHORTEST, seconds_to_read(cue.text)) / max(0.01, cue.end - cue.start)
