"""What a scene shows of its owner's, and when: it changes to the next shot where a word begins."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .faces import WHOLE, Area
from .formats import FPS

SHORTEST = 1.5  # seconds that a shot is seen
SHARE = 2.0  # seconds for each shot of a scene that lasts no longer than its words
_AROUND = 0.02  # share of a picture that is kept on each side of its focus
_OUTSIDE_WORDS = 1.0  # of a shot's share: how much worse a change is in the middle of a word
_AT_A_PHRASE = 0.25  # of a shot's share: how far a change may move to the begin of a phrase


@dataclass(frozen=True)
class Wish:
    """Seconds that a shot should be seen: at least, and if there is time."""

    least: float
    best: float


PHOTO = Wish(1.6, 3.0)
_LONGEST_LEAST, _LONGEST_BEST, _UNMEASURED = 2.4, 8.0, 5.0


def wish_of(clip: float | None) -> Wish:
    """That of an own clip of so many seconds: all of it, up to a limit. None: nobody knows."""
    best = min(max(clip or _UNMEASURED, PHOTO.least), _LONGEST_BEST)
    return Wish(min(best, _LONGEST_LEAST), best)


@dataclass(frozen=True)
class Shown:
    """A photo or an own clip, and the frame of the scene at which it begins.

    A photo is a picture that `intake.photo_decoder.accept` has written, and an own clip a video
    that `intake.video.take_in` has written. `focus`: the point that a crop keeps in view, as shares
    of the picture; None leaves it to the faces. `begin` and `end`: seconds of an own clip between
    which it is shown; None is its end. If they are known already, `heads` are those of a photo, and
    `looks` those that are seen at some seconds of an own clip. `is_made`: a service has made it for
    this scene."""

    photo: Path | None = None
    own_clip: Path | None = None
    start: int = 0
    focus: tuple[float, float] | None = None
    begin: float = 0.0
    end: float | None = None
    heads: tuple[Area, ...] | None = None
    looks: tuple[tuple[float, tuple[Area, ...]], ...] | None = None
    is_made: bool = False

    def __post_init__(self) -> None:
        if bool(self.photo) == bool(self.own_clip):
            raise ValueError("a shot shows a photo or an own clip")

    @property
    def wanted(self) -> tuple[Area, ...] | None:
        """What a crop is to keep, if its owner has said so or it is known: the heads, or a little
        around the focus. None: look for heads."""
        if self.focus is None:
            return self.heads
        x, y = self.focus
        return (Area(x - _AROUND, y - _AROUND, x + _AROUND, y + _AROUND).within(WHOLE),)


def room(seconds: float) -> int:
    """How many shots a scene of this length shows if it lasts no longer than its words."""
    return max(1, int(seconds / SHARE))


def starts(
    wishes: Sequence[Wish],
    frames: int,
    narration: str,
    spoken: Sequence[tuple[int, float]],
    quiet: int = 0,
) -> tuple[int, ...]:
    """The frames at which the shots of a scene begin. There are fewer than `wishes` if the scene is
    too short for all.

    They share the time by what they wish, as far as words allow: `spoken` has the position in the
    narration and the second of each word. A change at the begin of a phrase is better than at
    another word. In the last `quiet` frames nobody speaks.
    """
    if not wishes:
        return ()
    wishes = wishes[: max(1, int(frames / FPS / SHORTEST))]
    fairly = _shared(wishes, frames)
    costs = {at: 0.0 if frames - at < quiet else _OUTSIDE_WORDS for at in fairly}
    for position, second in spoken:
        costs[round(second * FPS)] = -_AT_A_PHRASE if _begins_phrase(narration, position) else 0.0
    return _best(fairly, costs, frames)


def _shared(wishes: Sequence[Wish], frames: int) -> list[int]:
    """Where each begins if no word matters: each has its least, and the rest is shared by what
    they lack to their best."""
    rest = frames / FPS - sum(wish.least for wish in wishes)
    lack = sum(wish.best - wish.least for wish in wishes)
    shares = [wish.least + rest * (wish.best - wish.least) / (lack or 1) for wish in wishes]
    if not lack or min(shares) < SHORTEST:
        shares = [frames / FPS / len(wishes)] * len(wishes)
    return [round(sum(shares[:index]) * FPS) for index in range(len(wishes))]


def _best(fairly: Sequence[int], costs: dict[int, float], frames: int) -> tuple[int, ...]:
    """The choice of frames, of those with costs, with the least sum of costs and distances from the
    fair ones. No shot is shorter than SHORTEST."""
    share, shortest = frames / len(fairly), min(round(SHORTEST * FPS), frames)
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for aim in fairly[1:]:
        ends = {}
        for at, cost in costs.items():
            before = [way for last, way in ways.items() if at - last >= shortest]
            if before:
                total, chosen = min(before)
                ends[at] = (total + cost + abs(at - aim) / share, (*chosen, at))
        ways = ends
    return min(way for last, way in ways.items() if frames - last >= shortest)[1]


def _begins_phrase(narration: str, position: int) -> bool:
    """Whether a mark stands before the word at this position, such as a comma."""
    before = narration[:position].rstrip()
    return bool(before) and unicodedata.category(before[-1]).startswith("P")
