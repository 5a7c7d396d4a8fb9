"""A voice of a service: all that is the same whatever the service speaks like."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import numpy as np

from projects.media.sound.samples import RATE, wav
from projects.vocabulary import VoiceStyle, known

from ...base import ProviderError, Speaker, Speech, Word
from ...wire.faults import Fault, ServiceError
from ...work import Answer, Call, Work
from ..duration import measured
from ..languages import spoken_language
from ..recording import recording_to
from .anchors import Sentence, moments_in
from .hearing import Heard
from .sound import check_length, decoded
from .words import Said, words_of

LARGEST = 32 * 2**20  # bytes of an answer: two minutes as WAV are 12 million
_UNUSABLE = (Fault.SOUND, Fault.SILENT, Fault.LENGTH, Fault.ANSWER, Fault.GONE)


@dataclass(frozen=True)
class Recorded:
    """What a service has sent: a sound, its content type, and when its words begin, or at least its
    sentences, if it says that."""

    content: bytes = field(repr=False)
    kind: str = ""
    words: tuple[Word, ...] = ()
    sentences: tuple[Sentence, ...] = ()


class ServiceSpeaker(Speaker):
    """`voices`: the name of a voice for a voice style, a language, both ("LANGUAGE.STYLE"), or ""
    for all. A style or a language without one is not spoken. `longest`: seconds for an answer."""

    def __init__(
        self,
        name: str,
        url: str,
        model: str,
        voices: Mapping[str, str],
        key: str = "",
        prices: Mapping[str, Decimal] | None = None,
        format: str = "wav",  # noqa: A002 - the name of its variable
        longest: float = 180.0,
    ):
        self._name, self._url, self._model, self._key = name, url.rstrip("/"), model, key
        self._longest = longest
        self._voices, self._prices, self._format = dict(voices), dict(prices or {}), format

    @abstractmethod
    def _call(
        self, text: str, voice: str, language: str, speed: float, readings: Mapping[str, str]
    ) -> Call:
        """What is to be asked, and paid, for this text."""

    def _recorded(self, answer: Answer, text: str, work: Work) -> Recorded:
        return Recorded(answer.body, answer.headers.get("content-type", ""))

    def narrator(self) -> str:
        sounds = json.dumps([type(self).__name__, self._model, self._voices])
        return f"{self._name}-{hashlib.sha256(sounds.encode()).hexdigest()[:8]}"

    def speaks(self, voice_style: str, language: str) -> bool:
        return bool(self._voice(voice_style, language))

    def voice_of(self, voice_style: str, language: str) -> str:
        return self._voice(voice_style, language)

    def price_of(self, text: str) -> Decimal | None:
        price = self._prices.get("characters")
        return None if price is None else price * self._characters(text)

    def _characters(self, text: str) -> int:
        """As the service counts them."""
        return len(text)

    def estimate(self, text: str, *, voice_style: str, language: str, speed: float = 1.0) -> float:
        """As the natural voice: services speak about as fast."""
        usual = spoken_language(language).NATURAL_VOICES[known(VoiceStyle, voice_style)]
        return usual.seconds_of(*measured(text, language)) / speed

    def speak(
        self,
        text: str,
        *,
        narrator: str,
        voice_style: str,
        language: str,
        speed: float,
        out: Path,
        work: Work,
        readings: Mapping[str, str] | None = None,
    ) -> Speech:
        """For a text without a word it writes a short silent file, and asks nobody."""
        voice = self._voice(voice_style, language)
        if narrator != self.narrator() or not voice:
            raise ProviderError("voice_gone", f"{self._name} is not {narrator} any more")
        said = words_of(text, language)
        if not said:
            return _silence(out)
        call = self._call(text, voice, language, speed, readings or {}).within(self._longest)
        answer = work.paid(call)
        expected = self.estimate(text, voice_style=voice_style, language=language, speed=speed)
        try:
            with recording_to(out) as file:
                recorded = self._recorded(answer, text, work)
                heard = decoded(
                    recorded.content,
                    recorded.kind,
                    file,
                    raw=self._format == "pcm",
                    beat=work.beat,
                )
                check_length(heard, expected)
        except ServiceError as failed:
            if failed.fault in _UNUSABLE:
                work.spoil(call, failed.reason)
            raise
        told = recorded.words if recorded.words and recorded.words[-1].seconds < heard.end else ()
        return Speech(heard.end, told or _found(said, heard, recorded.sentences))

    def _voice(self, voice_style: str, language: str) -> str:
        sought = (f"{language}.{voice_style}", voice_style, language, "")
        return next((self._voices[each] for each in sought if each in self._voices), "")


def _found(said: Sequence[Said], heard: Heard, sentences: Sequence[Sentence]) -> tuple[Word, ...]:
    """One for each place in the text: a date is several words at one place."""
    begins: dict[int, float] = {}
    for word, at in zip(said, moments_in(said, heard, sentences), strict=True):
        if word.position > max(begins, default=-1):
            begins[word.position] = at
    return tuple(Word(position, at) for position, at in begins.items())


def _silence(out: Path) -> Speech:
    with recording_to(out) as file, wav(file, channels=1) as write:
        write(np.zeros(RATE // 10, np.float32))
    return Speech(0.0, ())
