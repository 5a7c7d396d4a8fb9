"""What the voice has to know of a language. Each has a folder here, named by its code."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from projects.vocabulary import VoiceStyle

from .natural.voices import Voice
from .spoken import Rule, Spoken
from .voices import Pace


class SpokenLanguage(Protocol):
    """A folder such as `zh`: its `__init__.py` has these names."""

    ESPEAK_VOICE: str
    """espeak-ng's name of the voice that speaks it."""

    ADDRESSES: Rule
    """How it says addresses of the web and of mail."""

    PACES: Mapping[VoiceStyle, Pace]
    """How fast each voice style speaks it."""

    NATURAL_VOICES: Mapping[VoiceStyle, Voice]
    """Who speaks a film in it with the natural voice: one person for each voice style."""

    def weight(self, word: str) -> float:
        """How many units a word in Latin letters, or a number, takes. A hanzi takes one."""

    def plain_form(self, text: str) -> Spoken:
        """The text in words, for every voice: figures, dates, signs and addresses as people say
        them. A Latin letter that stands alone is said by its name, more than one are a word.
        """

    def spoken_form(self, text: str, readings: Mapping[str, str] | None = None) -> Spoken:
        """The plain form as espeak-ng reads it right. It may hold phonemes in [[...]], and holds no
        other bracket. `readings`: words with the pinyin that they are to be said with; a language
        without any ignores them."""


def spoken_language(code: str) -> SpokenLanguage:
    """`code` is one of `projects.language.LANGUAGES`."""
    return cast(SpokenLanguage, import_module(f"{__package__}.{code}"))
