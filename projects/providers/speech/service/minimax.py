"""T2A of MiniMax."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...wire.minimax.speech import sound_of, speech
from ...work import Answer, Call, Work
from .sound import PCM_RATE
from .speaker import LARGEST, Recorded, ServiceSpeaker


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
            "voice_setting": {"voice_id": voice, "speed": speed},
            "audio_setting": {"format": self._format, "sample_rate": PCM_RATE, "channel": 1},
        }
        if readings:
            body["pronunciation_dict"] = {"tone": [*map(_tone, readings.items())]}
        return speech(
            self._name, self._url, body, key=self._key, prices=self._prices, largest=LARGEST
        )

    def _recorded(self, answer: Answer, text: str, work: Work) -> Recorded:
        return Recorded(sound_of(answer))


def _tone(reading: tuple[str, str]) -> str:
    """重庆/(chong2)(qing4)"""
    word, pinyin = reading
    return word + "/" + "".join(f"({syllable})" for syllable in pinyin.split())
