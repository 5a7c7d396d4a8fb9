"""T2A of MiniMax."""

from __future__ import annotations

from ...wire.minimax.speech import sound_of, speech
from ...work import Answer, Call, Work
from .sound import PCM_RATE
from .speaker import LARGEST, Recorded, ServiceSpeaker


class MiniMaxSpeaker(ServiceSpeaker):
    def _call(self, text: str, voice: str, language: str, speed: float) -> Call:
        body = {
            "model": self._model,
            "text": text,
            "stream": False,
            "output_format": "hex",
            "language_boost": "auto",
            "voice_setting": {"voice_id": voice, "speed": speed},
            "audio_setting": {"format": self._format, "sample_rate": PCM_RATE, "channel": 1},
        }
        return speech(
            self._name, self._url, body, key=self._key, prices=self._prices, largest=LARGEST
        )

    def _recorded(self, answer: Answer, text: str, work: Work) -> Recorded:
        return Recorded(sound_of(answer))
