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


class WrittenLanguage(Protocol):
    """A folder such as `zh`: its `__init__.py` has these names.

    `clause`, `text` and the like are what people have typed, cleaned by `wording.clean`. Widths are
    counted in Chinese characters; two Latin letters or digits are as wide as one.
    """

    COMMA: str
    """Between the names of a row."""

    STRONG_COMMA: str
    """Between names that have commas of their own."""

    AND: str
    """Before the last name of a row."""

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

    FACT: re.Pattern[str]
    """What a point has in it that counts, limits or rules something out. Nobody is told to come and
    try that."""

    TITLE_LENGTH: tuple[int, int]
    """Fewest and most characters of a film's title that the writer makes up; `post.LONGEST_TITLE`
    is the limit of all titles."""

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

    def fits_a_row(self, text: str) -> bool:
        """Whether a line is so short that it may stand in a row with others, between commas."""

    def whole_words(self, head: str, text: str) -> str:
        """`head`, with which `text` begins, without a word that is cut at its end; "" if none is
        left."""

    def keywords(self, text: str) -> frozenset[str]:
        """What a listener would notice if it were said twice."""

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

    def part_of_topic(self, clause: str) -> str:
        """The part of a topic that names the thing, where the topic is too wide for a card."""


def written_language(code: str) -> WrittenLanguage:
    """`code` is one of `projects.language.LANGUAGES`."""
    return cast(WrittenLanguage, import_module(f"{__package__}.{code}"))
