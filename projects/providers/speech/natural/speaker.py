"""The voice that comes with the studio: the natural one, or espeak-ng where that cannot speak."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from projects.vocabulary import VoiceStyle, known

from ...base import ProviderError, Speaker, Speech
from ...work import Beat, Work
from ..duration import measured
from ..espeak import EspeakSpeaker
from ..languages import spoken_language
from ..recording import check, failure, recording_to, word_times
from .ability import Ability
from .children import Children, Ended
from .script import Sentence, sentences
from .voices import Voice
from .weights import Weights

NARRATOR = "kokoro-1"
RATE = 24000
NO_TEXT = {"out": os.devnull, "style": "", "speed": 1.0, "sentences": []}  # a request


class NaturalSpeaker(Speaker):
    """Needs no network. The same words give the same samples on the same machine.

    `folder`: where the joined weights are kept. `patience`: seconds without a sign of life, after
    which a voice counts as hung; a sentence takes a few. `idle`: seconds after which an unused
    voice process ends. Raises ProviderError: timed_out, disk_full, voice_failed or voice_gone.
    """

    takes_pinyin = True

    def __init__(self, *, folder: Path, patience: float = 90.0, idle: float = 600.0):
        self._weights = Weights(folder)
        self._ability = Ability(self._weights, folder)
        self._children = Children(str(self._weights.path), idle=idle)
        self._patience = patience
        self._espeak = EspeakSpeaker()

    def price_of(self, text: str) -> Decimal:
        return Decimal(0)

    def narrator(self) -> str:
        return "" if self.lack() else NARRATOR

    def lack(self) -> str:
        return self._ability.lack()

    def prepare(self) -> None:
        """Join the weights and start a voice, which the first narration finds warm."""
        if not self._ability.find_out():
            with suppress(ProviderError, OSError):  # what lacks is noted
                self._answer(NO_TEXT, beat=lambda: None)

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
        """For a text without a word it writes a short silent file: 0.0 seconds, no words."""
        if not narrator:
            return self._espeak.speak(
                text,
                narrator=narrator,
                voice_style=voice_style,
                language=language,
                speed=speed,
                out=out,
                work=work,
                readings=readings,
            )
        if narrator != NARRATOR:
            raise ProviderError("voice_gone", f"nobody here is {narrator}")
        if not self._children.some_are_warm and (lack := self.lack()):
            raise ProviderError("voice_gone", lack)
        voice = spoken_language(language).NATURAL_VOICES[known(VoiceStyle, voice_style)]
        said = sentences(text, language)
        with recording_to(out) as file:
            answer = self._answer(
                _request(said, voice, speed, file) | {"readings": dict(readings or {})}, work.beat
            )
            check(file, answer["samples"], RATE)
        places = [each.places for each, _ in said]
        return Speech(answer["samples"] / RATE, word_times(places, answer["words"], RATE))

    def estimate(self, text: str, *, voice_style: str, language: str, speed: float = 1.0) -> float:
        if self.lack():
            asked = {"voice_style": voice_style, "language": language}
            return self._espeak.estimate(text, **asked, speed=speed)
        voice = spoken_language(language).NATURAL_VOICES[known(VoiceStyle, voice_style)]
        return voice.seconds_of(*measured(text, language)) / speed

    def _answer(self, request: dict[str, Any], beat: Beat) -> dict[str, Any]:
        """Ask a child. If it ends, look for what it lacks, and ask another one, once."""
        try:
            return self._asked(request, beat)
        except Ended as end:
            if end.is_loaded and end.code >= 0:
                raise failure(end.code, end.log) from None
        if lack := self._ability.find_out():
            raise ProviderError("voice_gone", lack)
        try:
            return self._asked(request, beat)
        except Ended as end:
            failed = failure(end.code, end.log)
            if end.is_loaded:
                raise failed from None
            if not end.was_killed:
                self._ability.note("engine", str(failed))
            raise ProviderError("voice_gone", str(failed)) from None

    def _asked(self, request: dict[str, Any], beat: Beat) -> dict[str, Any]:
        beat()
        with self._children.one() as child:
            return child.ask(request, beat, self._patience)


def _request(
    said: Sequence[tuple[Sentence, float]], voice: Voice, speed: float, out: Path
) -> dict[str, Any]:
    """What `child/speaking.py` is asked for."""
    return {
        "out": str(out),
        "style": str(voice.path),
        "speed": voice.pace * speed,
        "sentences": [
            {"text": each.text, "english": each.english, "pause": pause} for each, pause in said
        ],
    }
