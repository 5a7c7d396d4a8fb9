"""How much a film is like a slide show: 0 is a film, 5 is a row of cards that somebody reads out.

After the "slideshow risk" of OpenMontage, https://github.com/calesthio/OpenMontage: the mean of
five marks, each from 0 to 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from projects.illustration.picture import Layout, Picture

from .check import Check, Level

LIMIT = 3.0
_CARDS = frozenset(
    {Layout.NUMBER, Layout.LIST, Layout.STEPS, Layout.COMPARISON, Layout.QUOTE, Layout.CLOSING}
)


@dataclass(frozen=True)
class Slide:
    """What one scene shows. `still`: seconds in which nothing but letters moves. `doubled`: seconds
    in which one sentence stands on the picture twice."""

    picture: Picture
    seconds: float
    is_named: bool  # some word of the scene names what its picture shows
    own: str = ""  # the name of what its owner has uploaded for it
    still: float = 0.0
    doubled: float = 0.0

    @property
    def is_card(self) -> bool:
        """Whether letters and figures are what it shows."""
        picture = self.picture
        has_things = bool(picture.hero or picture.parts)
        return not self.own and (picture.layout in _CARDS or not has_things)

    def standing(self, seconds: float) -> Slide:
        """The same, if it stands still for so long."""
        return replace(self, still=seconds)


@dataclass(frozen=True)
class Score:
    text: float
    repetition: float
    still: float
    unfounded: float
    doubled: float

    @property
    def mean(self) -> float:
        return mean((self.text, self.repetition, self.still, self.unfounded, self.doubled))


def judge(slides: Sequence[Slide]) -> Check:
    value = round(score(slides).mean, 2)
    return Check("slideshow", Level.OK if value < LIMIT else Level.AMBER, value, LIMIT)


def score(slides: Sequence[Slide]) -> Score:
    """Raises ValueError for no slides."""
    if not slides:
        raise ValueError("a film has at least one scene")
    seconds = sum(slide.seconds for slide in slides) or 1.0
    return Score(
        _text(sum(slide.is_card for slide in slides) / len(slides)),
        _repetition(slides),
        5 * sum(slide.still for slide in slides) / seconds,
        5 * sum(not slide.is_named for slide in slides) / len(slides),
        5 * sum(slide.doubled for slide in slides) / seconds,
    )


def _text(share: float) -> float:
    marks = ((0.6, 4.0), (0.4, 2.5), (0.2, 1.0))
    return next((mark for over, mark in marks if share > over), 0.0)


def _repetition(slides: Sequence[Slide]) -> float:
    """Each upload is a hero of its own, in a setting of its own, in the layout of all uploads."""
    layouts = _largest_share("own" if slide.own else slide.picture.layout for slide in slides)
    heroes = {slide.own or slide.picture.hero for slide in slides}
    settings = _largest_share(slide.own or slide.picture.setting for slide in slides)
    alike = 2.0 * (layouts > 0.7)
    same_heroes = 1.5 * (len(heroes) / len(slides) < 0.6)
    return alike + same_heroes + 1.5 * (settings > 0.6)


def _largest_share(values: Iterable[Hashable]) -> float:
    counts = Counter(values)
    return max(counts.values()) / counts.total()
