"""The stock of sentences: what the writer knows how to say in one language.

A language has a file for each part of it, such as `zh/openings.toml`, whose head says what its keys
are. Sentences are complete and stand alone, so that any may follow any other of its scene. They
hold no facts: what is particular to a film comes from its brief.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar, get_type_hints

from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from projects.language import LANGUAGES
from projects.vocabulary import Platform, Style, VideoType
from projects.word_files import (
    COMPLETE,
    BadWords,
    Entries,
    Name,
    Names,
    Patterns,
    Sentence,
    Sentences,
    Text,
    Words,
    any_of,
    each,
    line,
    placeholders,
    read,
    sentences_of,
)

T = TypeVar("T")
ByType = Annotated[dict[VideoType, T], each(VideoType)]
ByStyle = Annotated[dict[Style, T], each(Style)]
ByPlatform = Annotated[dict[Platform, T], each(Platform)]
TitleOfTopic = Annotated[Text, placeholders("t")]
OfTopic = Annotated[TitleOfTopic, COMPLETE]
OfPoints = Annotated[Text, placeholders("p"), COMPLETE]
OfAudience = Annotated[Text, placeholders("who"), COMPLETE]


class Openings(Words):
    hooks: ByType[ByStyle[Sentences]]
    plain_hooks: ByType[Sentences]
    topic_lines: ByType[Entries[OfTopic]]
    leads: ByType[Sentences]
    audience_lines: Entries[OfAudience]


class Theme(Words):
    """What a key point may be about."""

    title: Name
    words: Patterns
    says: ByStyle[Sentence]
    pictures: Names
    tag: Name
    practical: StrictBool = False

    @property
    def most(self) -> int:
        """Sentences of it in one scene: of a practical matter there is little to say."""
        return 2 if self.practical else 4


class Themes(Words):
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]

    def of(self, text: str) -> Theme | None:
        """The theme with most of the text to itself; the earlier one where two have the same."""
        best, most = None, 0
        for theme in self.themes:
            found = sum(len(match.group()) for match in any_of(theme.words).finditer(text))
            if found > most:
                best, most = theme, found
        return best


class Angle(Words):
    """A side of the topic to develop where key points do not fill the film."""

    title: Name
    says: Annotated[Sentences, Field(min_length=3)]
    pictures: Names
    for_families: StrictBool = False
    broad: StrictBool = False  # of a whole place or any subject: far from a topic that is one thing


class Angles(Words):
    angles: ByType[tuple[Angle, ...]]
    common: tuple[Angle, ...]


class Closings(Words):
    closes: ByType[Sentences]
    calls: ByPlatform[Sentences]
    calls_elsewhere: Sentences
    farewells: Sentences
    titles: ByType[Names]

    def calls_on(self, platform: str) -> tuple[str, ...]:
        return self.calls[Platform(platform)] if platform in Platform else self.calls_elsewhere


class Camera(Words):
    """Each has one to open with, one to close with, and one that differs from both."""

    angles: Annotated[Names, Field(min_length=3)]
    movements: Annotated[Names, Field(min_length=3)]
    transitions: Annotated[Names, Field(min_length=3)]


class Pictures(Words):
    looks: ByStyle[Names]
    scenery: ByType[Names]
    camera: Camera


class Introductions(Words):
    """How points are brought in, by the place of their scene among those with points."""

    first: Entries[OfPoints]
    following: Entries[OfPoints]
    last: Entries[OfPoints]


class Points(Words):
    things: Introductions
    lines: Introductions
    general: Sentences
    general_facts: Sentences
    reminders: Sentences
    answers: Sentences
    welcomes: Sentences
    plain_title: Name


class Posts(Words):
    titles: ByType[Entries[TitleOfTopic]]
    plain_topics: ByType[Name]
    topic_lines: ByType[Entries[OfTopic]]
    point_lines: Entries[OfPoints]
    tags: ByType[Names]
    platform_tags: ByPlatform[Names]

    def tags_on(self, platform: str) -> tuple[str, ...]:
        return self.platform_tags[Platform(platform)] if platform in Platform else ()


class Politer(Words):
    instead_of: Name
    say: Name


class Audiences(Words):
    family_audiences: Patterns
    family_sentences: Patterns
    adult_topics: Patterns
    whole_places: Patterns
    polite: dict[Style, Politer]


@dataclass(frozen=True)
class Stock:
    """A part for each file of the language."""

    angles: Angles
    audiences: Audiences
    closings: Closings
    openings: Openings
    pictures: Pictures
    points: Points
    posts: Posts
    themes: Themes


@cache
def stock_of(language: str) -> Stock:
    """`language` is its code. Raises BadWords."""
    return read_stock(Path(__file__).parent / language)


def check() -> None:
    """Raises BadWords with all that is wrong in the files of every language."""
    lines: list[str] = []
    for language in LANGUAGES:
        try:
            stock_of(language)
        except BadWords as error:
            lines += error.lines
    if lines:
        raise BadWords(lines)


def read_stock(folder: Path) -> Stock:
    """Raises BadWords with all that is wrong in the files of a folder."""
    parts, lines = dict[str, Words](), list[str]()
    for name, shape in get_type_hints(Stock).items():
        try:
            parts[name] = read(_file(folder, name), shape)
        except BadWords as error:
            lines += error.lines
    if lines := lines or [*_said_twice(folder, parts)]:
        raise BadWords(lines)
    return Stock(**parts)  # type: ignore[arg-type]


def _said_twice(folder: Path, parts: dict[str, Words]) -> Iterator[str]:
    """A viewer would hear the same words from two scenes of one film."""
    first: dict[str, str] = {}
    for name, part in parts.items():
        for key, sentence in sentences_of(part):
            here = f"{name}.toml {key}"
            if (before := first.setdefault(sentence, here)) != here:
                wrong = _("stands in %(file)s already: “%(text)s”")
                yield line(_file(folder, name), key, wrong % {"file": before, "text": sentence})


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.toml"
