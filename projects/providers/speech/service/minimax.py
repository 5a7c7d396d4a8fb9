"""T2A of MiniMax."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from ...wire.faults import ServiceError
from ...wire.minimax.speech import sentences_in, sound_of, speech, subtitles_of, url_of
from ...wire.results import fetch, fetch_patiently
from ...work import Answer, Call, Work
from .anchors import Sentence
from .sound import PCM_RATE
from .speaker import LARGEST, Recorded, ServiceSpeaker

LARGEST_SUBTITLES, PATIENCE = 2**20, 20.0  # bytes, seconds

log = logging.getLogger(__name__)


class MiniMaxSpeaker(ServiceSpeaker):
    takes_pinyin = True

    def _call(
        self, text: str, voice: str, language: str, speed: float, readings: Mapping[str, str]
    ) -> Call:
        body: dict[str, Any] = {
            "model": self._model,
            "text": text,
            "stream": False,
            "output_format": "hex",
            "language_boost": "auto",
            "subtitle_enable": True,
            "voice_setting": {"voice_id": voice, "speed": speed},
            "audio_setting": {"format": self._format, "sample_rate": PCM_RATE, "channel": 1},
        }
        if readings:
            body["pronunciation_dict"] = {"tone": [*map(_tone, readings.items())]}
        return speech(
            self._name, self._url, body, key=self._key, prices=self._prices, largest=LARGEST
        )

    def _recorded(self, answer: Answer, text: str, work: Work) -> Recorded:
        content, url = sound_of(answer), url_of(answer)
        if url:
            fetched = fetch_patiently(url, service=self._url, beat=work.beat, largest=LARGEST)
            content = fetched.body
        return Recorded(content, sentences=self._sentences(answer, text, work))

    def _sentences(self, answer: Answer, text: str, work: Work) -> tuple[Sentence, ...]:
        """() if they cannot be had: the sound is there, and paid."""
        if not (url := subtitles_of(answer)):
            return ()
        try:
            limits: dict[str, Any] = {"largest": LARGEST_SUBTITLES, "longest": PATIENCE}
            fetched = fetch(url, service=self._url, beat=work.beat, **limits)
        except ServiceError as failed:
            log.info("The subtitles of %s cannot be had: %s", self._name, failed)
            return ()
        return placed(text, sentences_in(fetched.body))


def placed(text: str, told: Sequence[tuple[str, float]]) -> tuple[Sentence, ...]:
    """Each at its place in the text. () if one is not found there, or not after the one before."""
    found: list[Sentence] = []
    at = 0
    for words, begin in told:
        place = text.find(words.strip(), at) if words.strip() else -1
        if place < 0 or (found and begin <= found[-1].begin):
            return ()
        found.append(Sentence(place, begin))
        at = place + len(words.strip())
    return tuple(found)


def _tone(reading: tuple[str, str]) -> str:
    """重庆/(chong2)(qing4)"""
    word, pinyin = reading
    return word + "/" + "".join(f"({syllable})" for syllable in pinyin.split())
