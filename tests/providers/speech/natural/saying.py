"""The natural voice as tests use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from projects.providers.base import Speech
from projects.providers.speech.natural.speaker import NARRATOR, NaturalSpeaker
from projects.providers.work import Beat, Unpaid


class Voice(NaturalSpeaker):
    """Says a text in the gentle voice, unless a test asks for another."""

    def says(self, text: str, out: Path, *, beat: Beat = lambda: None, **asked: Any) -> Speech:
        usual = {"narrator": NARRATOR, "voice_style": "gentle_female", "language": "zh"}
        return self.speak(
            text, **(usual | {"speed": 1.0, "out": out, "work": Unpaid(beat)} | asked)
        )
