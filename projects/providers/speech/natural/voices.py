"""The four voice styles of the natural voice: who speaks each, in each language, and how fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from projects.vocabulary import VoiceStyle

_FOLDER = Path(__file__).resolve().parent / "styles"


@dataclass(frozen=True)
class Voice:
    """`name`: a file of `styles/`. `pace`: 1.0 is as fast as the model speaks by itself."""

    name: str
    pace: float = 1.0

    @property
    def path(self) -> Path:
        return _FOLDER / f"{self.name}.bin"


VOICES: Mapping[str, Mapping[VoiceStyle, Voice]] = {
    "zh": {
        VoiceStyle.GENTLE_FEMALE: Voice("zf_xiaobei"),
        VoiceStyle.LIVELY_FEMALE: Voice("zf_xiaoxiao", 1.1),
        VoiceStyle.PROFESSIONAL_MALE: Voice("zm_yunyang"),
        VoiceStyle.FRIENDLY_MALE: Voice("zm_yunxi"),
    },
    "en": {
        VoiceStyle.GENTLE_FEMALE: Voice("af_heart"),
        VoiceStyle.LIVELY_FEMALE: Voice("af_bella", 1.1),
        VoiceStyle.PROFESSIONAL_MALE: Voice("am_michael"),
        VoiceStyle.FRIENDLY_MALE: Voice("am_fenrir"),
    },
}
"""By language of the film: one person speaks all of it, also words of another language."""
