"""What the picture of a scene consists of. It names things; `media/pictures` draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any


class Layout(StrEnum):
    """Where headline, hero and parts stand, and what is drawn beside them."""

    OPENING = "opening"  # the film's title and whose it is
    HERO = "hero"  # one thing, with smaller ones around it
    LIST = "list"  # several things of equal weight, each with its part
    NUMBER = "number"  # a number or a price, large
    DATE = "date"  # a calendar leaf, and a clock
    PLACE = "place"  # a map with a pin
    STEPS = "steps"  # one, two, three
    COMPARISON = "comparison"  # two things, side by side
    QUOTE = "quote"  # somebody's words
    CLOSING = "closing"  # what to do now: name, phone, address, QR code


class Setting(StrEnum):
    """Where a scene plays."""

    HILLS = "hills"
    CLASSROOM = "classroom"
    PLAYGROUND = "playground"
    KITCHEN = "kitchen"
    STAGE = "stage"
    NIGHT = "night"
    CITY = "city"
    PAPER = "paper"
    STUDIO = "studio"
    LIBRARY = "library"
    SNOW = "snow"
    SEASIDE = "seaside"
    GARDEN = "garden"
    GYM = "gym"
    MUSIC_ROOM = "music-room"
    NAP_ROOM = "nap-room"
    CAMPUS = "campus"  # a school's yard
    FESTIVE = "festive"  # lanterns and red: a Chinese festival
    OFFICE = "office"  # where parents are received


@dataclass(frozen=True)
class Picture:
    """`hero` and `parts` are names of drawings (media/pictures/parts.py); a hero may be ""."""

    layout: Layout
    setting: Setting
    hero: str = ""
    parts: tuple[str, ...] = ()
    is_grave: bool = False  # the film tells of an illness or a danger: nothing glitters in it

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Picture:
        """Raises ValueError and KeyError if it is not as `as_json` writes it."""
        return cls(
            Layout(stored["layout"]),
            Setting(stored["setting"]),
            stored["hero"],
            tuple(stored["parts"]),
            stored.get("is_grave", False),
        )

    @property
    def without_card(self) -> Picture:
        """A closing shows its hero then, and not how viewers reach those whose film it is."""
        return replace(self, layout=Layout.HERO) if self.layout == Layout.CLOSING else self

    def as_json(self) -> dict[str, Any]:
        """A picture that is not grave is written as it was before any were."""
        written = asdict(self)
        return written if self.is_grave else {k: v for k, v in written.items() if k != "is_grave"}
