"""What `checkproviders` asks of a provider of each kind: something small, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.language import ENGLISH, LANGUAGES
from projects.providers.base import Brief, ScriptWriter, Speaker
from projects.providers.wire.again import patiently
from projects.providers.wire.asking import good_answer
from projects.providers.work import Answer, Call, Piece, Work
from projects.vocabulary import ProviderKind, VoiceStyle

BRIEF = Brief(
    topic="Open day",
    platform="douyin",
    video_type="enrollment",
    seconds=15,
    shortest=10,
    longest=30,
    style="warm",
    key_points=("Saturday at 10",),
    audience="",
    voice_style="gentle_female",
    language=ENGLISH.code,
)


class Asking:
    """The work of a check: it pays, and notes for what. Nothing is stored."""

    def __init__(self) -> None:
        self.units: dict[str, float] = {}
        self.prices: Mapping[str, Decimal] = {}

    def beat(self) -> None:
        """Whoever has typed the command waits."""

    def say(self, code: str, fraction: float, **numbers: int) -> None:
        """The end is soon enough."""

    def paid(self, call: Call, on_piece: Piece | None = None) -> Answer:
        answer = patiently(lambda: good_answer(call, self.beat, on_piece), self.beat)
        for name, count in call.units(answer).items():
            self.units[name] = self.units.get(name, 0) + count
        self.prices = call.prices
        return answer

    def spoil(self, call: Call, reason: str) -> None:
        """Nothing is stored."""


def _script(writer: ScriptWriter, work: Work) -> str:
    script = writer.write(BRIEF, seed=1, estimate=lambda text: len(text) / 15, work=work)
    return f"a script of {len(script.scenes)} scenes"


def _speech(speaker: Speaker, work: Work) -> str:
    asked = [(style, code) for code in LANGUAGES for style in VoiceStyle.values]
    style, language = next(each for each in asked if speaker.speaks(*each))
    with TemporaryDirectory() as folder, override(LANGUAGES[language].locale):
        speech = speaker.speak(
            _("Good morning, everyone! Are you ready for our spring outing?"),
            narrator=speaker.narrator(),
            voice_style=style,
            language=language,
            speed=1.0,
            out=Path(folder) / "said.wav",
            work=work,
        )
    return f"{speech.seconds:.1f} s of speech with {len(speech.words)} words"


TRIALS: Mapping[ProviderKind, Callable[..., str]] = {
    ProviderKind.SCRIPT: _script,
    ProviderKind.SPEECH: _speech,
}
"""Each gets a provider and the work that it pays with, and says what came back. It raises
ProviderError."""
