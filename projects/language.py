"""The languages that a film can be in, and the characters by which they are recognised.

The language of a brief follows from its words. What else depends on a language is here, once, or in
the folder that a provider has for it: `providers/script/zh`, `providers/speech/zh`. docs/recipes.md
says how to add a language.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import get_language, override

from projects.addresses import ADDRESS
from videostudio.patterns import late

HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Chinese characters, for a [class] of a regular expression: those of every Unicode block, and 〇.

Not among them: punctuation, kana, the full-width letters, and the hexagrams at U+4DC0.
"""

UNSPACED = "\u2e80-\u2fff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003fffd"
"""All characters that are written without spaces: hanzi, kana, full-width marks and letters.

A line may end before or after each of them. Where words are compared, each of them is a word.
"""

WIDE = "\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60\U0001f000-\U0003ffff"
"""All characters that are as wide as a hanzi: also Hangul, signs such as ㎡, and emoji."""

BOPOMOFO = "\u3105-\u312f"
"""The signs for Chinese sounds, ㄅㄆㄇ."""

LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
"""Latin letters, also with accents. × and ÷ are in the same blocks but are left out."""

_ONE_HANZI = late(f"[{HANZI}]")
_ONE_OF_CHINESE = late(f"[{HANZI}{BOPOMOFO}]")
_ONE_KANA = late("[\u3041-\u3096\u30a1-\u30fa]")
# Words, but no unit after a figure (5km) and no abbreviation such as STEAM; two of these are words.
_ENGLISH = late(
    rf"(?<![{LATIN}\d])(?=[{LATIN}]*[a-z])[{LATIN}]{{2,}}|[{LATIN}]{{2,}} +[{LATIN}]{{2,}}"
)
_ONE_LATIN = late(f"[{LATIN}]")


MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
"""The months in English, whole and short, for a pattern."""

ABBREVIATED = r"mr|mrs|ms|dr|prof|st|mt|bldg|apt|rm|vol|jr|sr|vs|etc|e\.g|i\.e|[ap]\.m|[a-z]"
"""English words that end with a full stop but end no sentence, without it, for a pattern."""


class Writing(Enum):
    """A system of writing. The value is its letters, for a [class] of a regular expression."""

    HAN = HANZI
    LATIN = LATIN


@dataclass(frozen=True)
class Language:
    code: str  # also the name of the folders
    locale: str  # Django's name, for the words that the studio itself puts into a film
    english: str  # its name in English, as a language model is told
    writing: Writing
    is_of: Callable[[str], bool]  # whether a text is in this language
    counted_in: str  # characters or words: the unit in which people count a text's length
    leading: float  # line height on a card, in ems: Latin letters are less tall than hanzi
    needless_ends: str  # characters that a caption leaves out at its end

    def length(self, text: str) -> int:
        return len(text) if self.counted_in == "characters" else len(text.split())


def _is_chinese(text: str) -> bool:
    """Japanese has hanzi too, between more kana."""
    return len(_ONE_OF_CHINESE.findall(text)) > len(_ONE_KANA.findall(text))


def _is_english(text: str) -> bool:
    """Words in any other writing count as English ones: they are no Chinese ones."""
    others = (letter for letter in text if letter.isalpha() and not _ONE_LATIN.match(letter))
    return bool(_ENGLISH.search(ADDRESS.sub(" ", text))) or any(others)


CHINESE = Language(
    code="zh",
    locale="zh-hans",
    english="Simplified Chinese",
    writing=Writing.HAN,
    is_of=_is_chinese,
    counted_in="characters",
    leading=1.28,
    needless_ends="，。、；, ",
)
ENGLISH = Language(
    code="en",
    locale="en",
    english="English",
    writing=Writing.LATIN,
    is_of=_is_english,
    counted_in="words",
    leading=1.16,
    needless_ends=" ",
)

LANGUAGES = {language.code: language for language in (CHINESE, ENGLISH)}
"""All languages. The order matters: a text is in the first one that it `is_of`."""


def language_of(text: str, otherwise: str = "") -> Language:
    """The language of its words: Chinese if there is at least one Chinese character.

    A text without a word, such as "2026", "🎉" or "STEAM", is in the language with the code
    `otherwise`, or in English.
    """
    told = (language for language in LANGUAGES.values() if language.is_of(text))
    return next(told, LANGUAGES.get(otherwise, ENGLISH))


def language_of_pages() -> str:
    """The code of the language in which the studio talks with a person now: on a page, over the API
    or in a command."""
    locale = get_language() or ""
    named = (code for code in LANGUAGES if locale.startswith(code))
    return next(named, ENGLISH.code)


def in_the_shells_language() -> override:
    """For `with`: words are in the language of the person at this terminal. The environment names
    it; if it names none of ours, they are in English."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return override(LANGUAGES.get(next(filter(None, named), "")[:2], ENGLISH).locale)


def has_hanzi(text: str) -> bool:
    return bool(_ONE_HANZI.search(text))


def count_hanzi(text: str) -> int:
    return len(_ONE_HANZI.findall(text))


def is_spoken(text: str) -> bool:
    """Whether the text has anything that a voice can say."""
    return any(character.isalnum() for character in text)
