"""What the writer has to know of a language. Each has a folder here, named by its code."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from importlib import import_module
from typing import Protocol, cast


class Form(StrEnum):
    """What form of words a key point is."""

    THING = "thing"  # named by a noun, which fits inside a sentence
    LINE = "line"  # other words that tell something
    CALL = "call"  # words to somebody: an order or a question
    WELCOME = "welcome"  # an invitation


class Role(StrEnum):
    """What a key point is for. What is none of the others is what the film is about."""

    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    PRICE = "price"
    LIMIT = "limit"  # how many there is room for
    ASK = "ask"  # what people are asked to do, to bring or to leave
    JOIN = "join"  # how to take part, and an invitation
    CONTACT = "contact"


class WrittenLanguage(Protocol):
    """A folder such as `zh`: its `__init__.py` has these names.

    `clause`, `text` and the like are what people have typed, cleaned by `wording.clean`. Widths are
    counted in Chinese characters; two Latin letters or digits are as wide as one.
    """

    COMMA: str
    """Between the names of a row."""

    STRONG_COMMA: str
    """Between names that have commas of their own."""

    PAUSE: str
    """Between two parts of a sentence."""

    SPACE: str
    """Between two sentences."""

    FULL_STOP: str
    """At the end of a sentence."""

    TO: str
    """Between two numbers in a hashtag, where a dash cannot stand."""

    WELCOME: re.Pattern[str]
    """The beginning of an invitation."""

    NEEDLESS_LABEL: re.Pattern[str]
    """All of a label that a heading can do without, such as "date". Any other may change what its
    value means, as "closed" does."""

    DENIED: re.Pattern[str]
    """Words that say that something is not there: "not included"."""

    TITLE_LENGTH: tuple[int, int]
    """Fewest and most characters of a film's title that the writer makes up; `post.LONGEST_TITLE`
    is the limit of all titles."""

    LONGEST_PAIR: int
    """Characters of a time and a place that share a sentence."""

    LONGEST_AUDIENCE: int
    """Characters of an audience that fits into a sentence."""

    OBVIOUS_AUDIENCES: Collection[str]
    """In small letters: whoever is meant where nobody is named."""

    WIDEST_POINT: int
    """Width of a key point that a card says whole, whatever marks stand in it."""

    WIDEST_CLAUSE: int
    """Width of a clause that a card says whole."""

    WIDEST_TOPIC: int
    """Width of a topic that a card says whole: it has four lines, and a name is better long than
    torn."""

    def at_start(self, text: str) -> str:
        """The text as it stands at the start of a sentence."""

    def inside(self, text: str) -> str:
        """The text as it stands inside a sentence."""

    def form_of(self, text: str) -> Form:
        """The form of a text that neither invites nor asks."""

    def role_of(self, text: str) -> Role:
        """What a key point is for."""

    def is_a_day(self, text: str) -> bool:
        """Whether it names a day, perhaps with its hours and its place, and says nothing else."""

    def headline(self, text: str) -> str:
        """What a point tells, without who does it: "100 flags" of "the children drew 100 flags"."""

    def is_deed(self, text: str) -> bool:
        """Whether it names something to do, without saying who does it: "做香囊"."""

    def is_one_thing(self, text: str) -> bool:
        """Whether a point that is a thing may stand in a row of things."""

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two points that are no things may stand in a row."""

    def may_pause(self, one: str, other: str) -> bool:
        """Whether two points about one practical matter may share a sentence."""

    def row(self, words: list[str]) -> str:
        """Words of points as one row."""

    def whole_words(self, head: str, text: str) -> str:
        """`head`, with which `text` begins, without a word that is cut at its end; "" if none is
        left."""

    def telling(self, text: str) -> frozenset[str]:
        """What in a text tells what it is about: words, or characters where they do."""

    def topic_of(self, text: str) -> str:
        """What a film is about, out of "make me a short video about ..."."""

    def is_sentence(self, topic: str) -> bool:
        """Whether a topic says something by itself, and fits into no sentence."""

    def drawn(self, text: str) -> str:
        """A heading as it is drawn."""

    def stands_alone(self, value: str) -> bool:
        """Whether what stands after a label, "Date: Saturday", can be understood without it."""

    def beginning(self, clause: str) -> str:
        """The beginning of a key point that is too wide for a card, cut between words."""

    def shorter(self, title: str) -> str:
        """A part of a headline that makes sense alone, for where it says no less than the scene; ""
        if there is none."""

    def part_of_topic(self, clause: str) -> str:
        """The part of a topic that names the thing, where the topic is too wide for a card."""


def written_language(code: str) -> WrittenLanguage:
    """`code` is one of `projects.language.LANGUAGES`."""
    return cast(WrittenLanguage, import_module(f"{__package__}.{code}"))
