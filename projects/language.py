"""The languages that a film can be in, and the writing that tells them apart.

A brief stores the code of its language. Whoever needs more looks it up here, once, or in the
folder that a provider has for it: `providers/script/zh`, `providers/speech/zh`. docs/recipes.md
says how to add a language.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import Enum

HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Chinese characters, for a [class] of a regular expression: those of every Unicode block, and 〇.

Not among them: punctuation, kana, the full-width letters, and the hexagrams at U+4DC0.
"""

UNSPACED = "\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003fffd"
"""All that is written without spaces: hanzi, kana and the full-width marks and letters.

A line may end beside each of them, and each of them is a word where words are compared.
"""

WIDE = "\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60\U0001f000-\U0003ffff"
"""All that is drawn as wide as a hanzi: also Hangul, signs such as ㎡, and emoji."""

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
"""Latin letters with all their accents; × and ÷, which stand between them, are none."""


class Writing(Enum):
    """A system of writing. The value is the class of its letters."""

    HAN = HANZI
    LATIN = LATIN


@dataclass(frozen=True)
class Language:
    code: str  # what is stored, and the name of the folders
    locale: str  # Django's name for it: of the words that the studio itself puts into a film
    writing: Writing
    told_by: re.Pattern[str]  # a text in which this is found is in this language
    counted_in: str  # characters or words: how people say how long a text is
    leading: float  # distance of lines on a card, in ems: letters fill less of a line than hanzi
    needless_ends: str  # characters that a caption leaves out at its end

    def length(self, text: str) -> int:
        return len(text) if self.counted_in == "characters" else len(text.split())


CHINESE = Language(
    code="zh",
    locale="zh-hans",
    writing=Writing.HAN,
    told_by=re.compile(f"[{HANZI}]"),
    counted_in="characters",
    leading=1.28,
    needless_ends="，。、；, ",
)
ENGLISH = Language(
    code="en",
    locale="en",
    writing=Writing.LATIN,
    told_by=re.compile(""),
    counted_in="words",
    leading=1.16,
    needless_ends=" ",
)

LANGUAGES = {language.code: language for language in (CHINESE, ENGLISH)}
"""All there are. Their order counts: a text is in the first one that it is told by."""


def language_of(text: str) -> Language:
    """Chinese with a single Chinese character, English where no other language is recognised."""
    return next(language for language in LANGUAGES.values() if language.told_by.search(text))


def language_of_the_shell() -> Language:
    """What the person at this terminal reads, as far as the environment says."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return LANGUAGES.get(next(filter(None, named), "")[:2], ENGLISH)


def has_hanzi(text: str) -> bool:
    return bool(_ONE_HANZI.search(text))


def count_hanzi(text: str) -> int:
    return len(_ONE_HANZI.findall(text))


def is_spoken(text: str) -> bool:
    """Whether there is anything in it that a voice says."""
    return any(character.isalnum() for character in text)


_ONE_HANZI = re.compile(f"[{HANZI}]")
