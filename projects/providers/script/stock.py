"""The stock of sentences: what the writer knows how to say in one language.

A language has a file for each part of it, such as `zh/themes.toml`, whose head says what its keys
are. A sentence belongs to a theme or to an occasion, is true wherever that is the matter, and would
not fit anywhere else. It holds no facts: what is particular to a film comes from its brief.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar, get_type_hints

from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from projects.language import LANGUAGES
from projects.vocabulary import Platform, Purpose, Style, VideoType
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

from .languages import Role

T = TypeVar("T")
ByType = Annotated[dict[VideoType, T], each(VideoType)]
ByStyle = Annotated[dict[Style, T], each(Style)]
ByPlatform = Annotated[dict[Platform, T], each(Platform)]
ByRole = Annotated[dict[Role, T], each(Role)]
TitleOfTopic = Annotated[Text, placeholders("t")]
OfTopic = Annotated[TitleOfTopic, COMPLETE]
OfPoints = Annotated[Text, placeholders("p"), COMPLETE]
OfPicture = Annotated[Text, placeholders("p")]
OfAudience = Annotated[Text, placeholders("who"), COMPLETE]
OfValue = Annotated[Text, placeholders("v"), COMPLETE]


class Frames(Words):
    """Sentences that name things or deeds: "We have {p}", "We will {p} together"."""

    things: Annotated[Entries[OfPoints], Field(min_length=2)]  # the first one leads, others follow
    deeds: OfPoints | None = None
    when: OfPoints | None = None  # of a report: on which day it was


class Occasion(Words):
    """What a film is for, as a person knows it: an invitation, a notice, a search for staff."""

    name: Name
    words: Patterns | None = None
    type: VideoType | None = None
    opens: Entries[OfTopic]
    welcomes: Sentences | None = None  # after a topic that is a sentence
    frames: Frames | None = None
    says: Sentences | None = None
    closes: Sentences | None = None  # without them, the last key point is the end
    titles: Names
    film_titles: Entries[TitleOfTopic]
    post_lines: Entries[OfTopic]
    tags: Names
    scenery: Annotated[Names, Field(min_length=3)]
    is_notice: StrictBool = False  # it informs: nobody is invited, and the points keep their order
    keeps_order: StrictBool = False  # of the key points
    unless: Patterns | None = None
    uses_themes: StrictBool = True
    purpose: Purpose | None = None  # without one it suits both
    invites_all: StrictBool = False  # to whatever it is

    def is_named_in(self, topic: str, video_type: VideoType, told: str) -> bool:
        if self.type not in (None, video_type) or not self.words:
            return False
        is_denied = self.unless and any_of(self.unless).search(f"{topic}\n{told}")
        return not is_denied and bool(any_of(self.words).search(topic))


class Occasions(Words):
    occasions: Annotated[tuple[Occasion, ...], Field(min_length=1)]

    def of(
        self,
        topic: str,
        video_type: VideoType,
        told: str = "",
        *,
        is_report: bool = False,
        must_invite: bool = False,
    ) -> Occasion:
        """The first one that a word of the topic tells, else the one of the video type. The key
        points, `told`, may say that it is none: nobody is invited where parents do not come."""
        other = Purpose.INVITE if is_report else Purpose.REPORT
        fitting = [one for one in self.occasions if one.purpose != other]
        named = (one for one in fitting if one.is_named_in(topic, video_type, told))
        typed = [one for one in fitting if not one.words and one.type == video_type]
        found = next(named, None) or max(typed, key=_of_purpose, default=self.occasions[-1])
        if must_invite and not (found.purpose or found.is_notice):
            return next((one for one in fitting if one.invites_all), found)
        return found


def _of_purpose(occasion: Occasion) -> bool:
    return occasion.purpose is not None


class Theme(Words):
    """What a topic or a key point is about."""

    title: Name
    words: Patterns
    says: Annotated[Sentences, Field(min_length=2)]
    tells: Sentences | None = None  # of what is over
    opens: Sentences | None = None
    closes: Sentences | None = None
    pictures: Names
    tag: Name


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


class Calls(Words):
    calls: ByPlatform[Sentences]
    notice_calls: ByPlatform[Sentences]
    calls_elsewhere: Sentences
    audience_lines: Entries[OfAudience]

    def on(self, platform: str, *, is_notice: bool) -> tuple[str, ...]:
        table = self.notice_calls if is_notice else self.calls
        return table[Platform(platform)] if platform in Platform else self.calls_elsewhere


class Contacts(Words):
    """How the fields of a brief are said at the end: {v} is what stands in the field."""

    organization: OfValue
    phone: OfValue
    address: OfValue
    link: Sentence


class Roles(Words):
    titles: ByRole[Name]
    pictures: ByRole[Entries[OfPicture]]
    contacts: Contacts


class Camera(Words):
    """Each has one to open with, one to close with, and one that differs from both."""

    angles: Annotated[Names, Field(min_length=3)]
    movements: Annotated[Names, Field(min_length=3)]
    transitions: Annotated[Names, Field(min_length=3)]


class Pictures(Words):
    looks: ByStyle[Names]
    camera: Camera


class Posts(Words):
    plain_topics: ByType[Name]
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
    polite: dict[Style, Politer]


class Reports(Words):
    unfit: Patterns


@dataclass(frozen=True)
class Stock:
    """A part for each file of the language."""

    audiences: Audiences
    calls: Calls
    occasions: Occasions
    pictures: Pictures
    posts: Posts
    reports: Reports
    roles: Roles
    themes: Themes

    def without_themes(self) -> Stock:
        """For an occasion that says what the brief says, and nothing about it."""
        return replace(self, themes=Themes.model_construct(themes=()))

    def for_reports(self) -> Stock:
        """For what is over: themes say what is told of the past, or else what asks nobody to come
        or to bring something. How they open and close a film is about what is to come."""
        themes = tuple(self._told(theme) for theme in self.themes.themes)
        return replace(self, themes=Themes.model_construct(themes=themes))

    def _told(self, theme: Theme) -> Theme:
        unfit = any_of(self.reports.unfit)
        fit = tuple(say for say in theme.says if not unfit.search(say))
        told = {"says": theme.tells or fit, "opens": None, "closes": None}
        return theme.model_copy(update=told)


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
