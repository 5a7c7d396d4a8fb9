"""What `checkproviders` asks of a provider of each kind: something small, once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.language import ENGLISH, LANGUAGES
from projects.media.ffmpeg import FfmpegError
from projects.media.formats import FORMATS
from projects.media.intake import photo, video
from projects.providers.base import (
    Brief,
    Filmer,
    Footage,
    Painter,
    PictureWish,
    ScriptWriter,
    Speaker,
)
from projects.providers.library import Library, StockWish
from projects.providers.wire.again import patiently
from projects.providers.wire.asking import ask, checked, good_answer
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.results import fetch
from projects.providers.work import Answer, Call, Piece, Request, Task, Work
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

FOOTAGE = Footage(
    shown="Children plant flowers in a sunny garden",
    title="In the garden",
    style="warm",
    language=ENGLISH.code,
    width=1080,
    height=1920,
    seconds=4.0,
)
PATIENCE = 1800.0  # seconds that a check waits for a video


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
        if call.named:
            call = replace(call, request=call.named.request(str(uuid4())))
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
    asked = [each for each in asked if speaker.speaks(*each)]
    if not asked:
        raise ServiceError(Fault.MODEL, "it has a voice for no style and no language")
    style, language = asked[0]
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


class Patient(Asking):
    """The same for a service that works for minutes: whoever has typed the command waits."""

    def __init__(self, every: float) -> None:
        super().__init__()
        self._task: Task | None = None
        self._every, self._until = every, time.monotonic() + PATIENCE

    def task(self, call: Call, read: Callable[[Answer], Task]) -> Task:
        self._task = self._task or read(self.paid(call))
        return self._task

    def ask(self, request: Request, check: Callable[[Answer], None]) -> Answer:
        def asked() -> Answer:
            answer = ask(request, self.beat)
            checked(check, request, answer)
            return answer

        return patiently(asked, self.beat)

    def fetch(self, url: str, *, service: str, largest: int) -> Answer:
        limits: dict[str, Any] = {"beat": self.beat, "largest": largest}
        return patiently(lambda: fetch(url, service=service, **limits), self.beat)

    def wait(self, fraction: float | None = None) -> NoReturn:
        if time.monotonic() > self._until:
            raise ServiceError(Fault.TIMED_OUT)
        time.sleep(self._every)
        raise Again

    def failed(self, fault: str, detail: str, *, may_pass: bool = False) -> None:
        """The error says so too."""

    def lost(self, detail: str) -> NoReturn:
        raise ServiceError(Fault.GONE, detail)


class Again(Exception):
    """A service is not done yet."""


def _until_done(work: Asking, every: float, ask: Callable[[Patient], None]) -> None:
    """For a provider that is called again and again."""
    patient = Patient(every)
    while True:
        with suppress(Again):
            ask(patient)
            break
    work.units, work.prices = patient.units, patient.prices


def _video(filmer: Filmer, work: Asking) -> str:
    with TemporaryDirectory() as folder:
        out, seen = Path(folder) / "came.mp4", Path(folder) / "seen.mov"
        _until_done(work, filmer.every, lambda patient: filmer.film(FOOTAGE, out=out, work=patient))
        try:
            kept = video.take_in(out, seen)
        except (video.NotAClip, FfmpegError) as refused:
            raise ServiceError(Fault.ANSWER, f"its video: {refused}") from refused
    return f"a video of {kept.seconds:.1f} s"


def _picture(painter: Painter, work: Asking) -> str:
    sizes = [(each.width, each.height) for each in FORMATS.values()]
    size = next((each for each in sizes if painter.can(*each)), sizes[0])
    wish = PictureWish("A playground with a slide", "warm", *size, seed=1)
    found: list[int] = []

    def keep(picture: bytes) -> None:
        with TemporaryDirectory() as folder:
            came, seen = Path(folder) / "came", Path(folder) / "seen.jpg"
            came.write_bytes(picture)
            photo.take_in(came, seen)
        found.append(len(picture))

    if (every := getattr(painter, "every", None)) is None:
        painter.paint(wish, keep, work)
    else:
        _until_done(work, every, lambda patient: painter.paint(wish, keep, patient))
    if not found:
        raise ServiceError(Fault.ANSWER, "it has kept no picture")
    return f"a picture of {found[0] / 1e6:.1f} MB"


def _stock(library: Library, work: Work) -> str:
    sought = StockWish("children garden", ENGLISH.code, 1080, 1920, seconds=4.0)
    found = library.find(sought, work)
    if not found:
        raise ServiceError(Fault.ANSWER, "it has nothing for: children garden")
    size = len(library.preview(found[0], work.beat))
    return f"{len(found)} videos and photos, the first by {found[0].author} ({size / 1e3:.0f} KB)"


TRIALS: Mapping[ProviderKind, Callable[..., str]] = {
    ProviderKind.SCRIPT: _script,
    ProviderKind.SPEECH: _speech,
    ProviderKind.VIDEO: _video,
    ProviderKind.PICTURE: _picture,
    ProviderKind.STOCK: _stock,
}
"""Each gets a provider and the work that it pays with, and says what came back. It raises
ProviderError."""
