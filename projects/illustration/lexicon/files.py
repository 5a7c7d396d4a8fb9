"""The files of the lexicon: their keys, and what must hold in them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Self

from django.utils.translation import gettext as _
from pydantic import model_validator

from projects.language import LANGUAGES
from projects.word_files import Name, Names, Words, read

from ..picture import Setting

_FOLDER = Path(__file__).parent


class Season(StrEnum):
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


class Other(Words):
    further: Names
    nothing: Names
    refusing: Names
    grave: Names


class Language(Words):
    other: Other
    parts: dict[Name, Names]
    settings: dict[Setting, Names]
    seasons: dict[Season, Names]

    @model_validator(mode="after")
    def _names_one_drawing_with_a_word(self) -> Self:
        drawing_of: dict[str, str] = {}
        for drawing, words in chain(self.parts.items(), [("nothing", self.other.nothing)]):
            for word in words:
                first = drawing_of.setdefault(word.casefold(), drawing)
                if first != drawing:
                    raise ValueError(
                        _("“%(word)s” stands at %(one)s and at %(other)s")
                        % {"word": word, "one": first, "other": drawing}
                    )
        return self


class WhenGrave(Words):
    settings: tuple[Setting, ...]
    never: Names


class Drawings(Words):
    """The tables of drawings.toml, which says what each is for."""

    air: Names
    drives: Names
    people: Names
    figures: Names
    at_the_end: Names
    at_a_grave_end: Names
    ornaments: Names
    written: Names
    weather: Names
    bad_weather: Names
    dangers: Names
    outdoors: tuple[Setting, ...]
    under_the_sky: Names
    spare: tuple[Name, ...] = ()
    alike: dict[Name, Names]
    beside: dict[Name, Names]
    at_home: dict[Setting, Names]
    akin: dict[Setting, tuple[Setting, ...]]
    fills: dict[Setting, Names]
    in_season: dict[Season, Names]
    never_in: dict[Season, Names]
    when_grave: WhenGrave

    @cached_property
    def home_of(self) -> dict[str, Setting]:
        return {name: setting for setting, names in self.at_home.items() for name in names}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._names())

    def _names(self) -> Iterator[str]:
        yield from chain(self.air, self.drives, self.people, self.figures, self.ornaments)
        yield from chain(self.at_the_end, self.at_a_grave_end, self.written, self.weather)
        yield from chain(self.bad_weather, self.dangers, self.under_the_sky)
        yield from chain(self.when_grave.never, self.alike, self.beside)
        tables = (self.alike, self.beside, self.at_home, self.fills, self.in_season, self.never_in)
        for table in tables:
            yield from chain.from_iterable(table.values())


@cache
def drawings() -> Drawings:
    return read(_FOLDER / "drawings.toml", Drawings)


@cache
def words_of(code: str) -> Language:
    return read(_FOLDER / f"{code}.toml", Language)


def check() -> None:
    """Raises BadWords if a file cannot be used."""
    drawings()
    for code in LANGUAGES:
        words_of(code)
