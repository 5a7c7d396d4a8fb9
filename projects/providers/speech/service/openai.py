"""Services that speak as OpenAI's do: SiliconFlow, Zhipu, servers on a machine of one's own."""

from __future__ import annotations

from collections.abc import Mapping

from ...wire.openai.speech import speech
from ...work import Call
from .speaker import LARGEST, ServiceSpeaker


class OpenAISpeaker(ServiceSpeaker):
    def _call(
        self, text: str, voice: str, language: str, speed: float, readings: Mapping[str, str]
    ) -> Call:
        said = {"model": self._model, "input": text, "voice": voice}
        body = said | {"response_format": self._format}
        pace = {"speed": speed} if speed != 1.0 else {}  # some refuse what they do not know
        return speech(
            self._name,
            self._url,
            body | pace,
            key=self._key,
            prices=self._prices,
            largest=LARGEST,
        )
