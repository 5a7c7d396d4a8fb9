"""CosyVoice of DashScope, which says when its words begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from projects.language import HANZI

from ...base import Word
from ...wire.dashscope.speech import PATH, Told, sound_of, speech, url_of, words_of
from ...wire.results import fetch_patiently
from ...work import Answer, Call, Work
from .sound import PCM_RATE
from .speaker import LARGEST, Recorded, ServiceSpeaker

_ENOUGH = 0.6  # of the words that were told: so many are found in the text


class DashScopeSpeaker(ServiceSpeaker):
    """`hot_fix` is as in dashscope/audio/tts_v2/speech_synthesizer.py of dashscope-sdk-python."""

    takes_pinyin = True

    def _call(
        self, text: str, voice: str, language: str, speed: float, readings: Mapping[str, str]
    ) -> Call:
        said = {"text": text, "voice": voice, "format": self._format, "sample_rate": PCM_RATE}
        fixed: dict[str, Any] = {"rate": speed} if speed != 1.0 else {}
        if readings:
            fixed["hot_fix"] = {"pronunciation": [{word: readings[word]} for word in readings]}
        return speech(
            self._name,
            self._url,
            self._model,
            said | fixed,
            key=self._key,
            prices=self._prices,
            largest=LARGEST,
        )

    def _characters(self, text: str) -> int:
        """A hanzi is two."""
        return len(text) + len(re.findall(rf"[{HANZI}]", text))

    def _recorded(self, answer: Answer, text: str, work: Work) -> Recorded:
        content, url = sound_of(answer), url_of(answer)
        if not content and url:
            service = f"{self._url}{PATH}"
            fetched = fetch_patiently(url, service=service, beat=work.beat, largest=LARGEST)
            content = fetched.body
        return Recorded(content, words=placed(text, words_of(answer)))


def placed(text: str, told: Sequence[Told]) -> tuple[Word, ...]:
    """The words that a service tells, each at its place in the text. () if they do not rise, or too
    few are found: they are then looked for in the sound."""
    found: list[Word] = []
    at = 0
    for word, seconds in told:
        place = text.find(word.strip(), at) if word.strip() else -1
        if place < 0:
            continue
        found.append(Word(place, seconds))
        at = place + len(word.strip())
    times = [word.seconds for word in found]
    is_good = len(found) > _ENOUGH * len(told) and times == sorted(set(times)) and times[0] >= 0
    return tuple(found) if is_good else ()
