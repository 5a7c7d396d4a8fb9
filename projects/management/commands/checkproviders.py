"""python manage.py checkproviders: asks each configured service once, and says what came back."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from projects.language import ENGLISH, in_the_shells_language
from projects.models.paid_call import price_of
from projects.providers import script_writers, services_of
from projects.providers.base import Brief, ProviderError, ScriptWriter
from projects.providers.wire.again import patiently
from projects.providers.wire.asking import good_answer
from projects.providers.work import Answer, Call, Piece
from projects.status_text import reason_words

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


class Command(BaseCommand):
    help = "Asks each configured service once: what comes back, how long it takes, what it costs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask before it costs")

    def handle(self, *args: Any, **options: Any) -> None:
        writers = script_writers()
        asked = {name: writers[name] for name in services_of("script")}
        if not asked:
            raise CommandError("No service is configured: see STUDIO_SCRIPT_URL.")
        names = ", ".join(asked)
        if not options["yes"] and input(f"This asks {names} and may cost. Go on? [y/N] ") != "y":
            return
        failed = [name for name, writer in asked.items() if not self._check(name, writer)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")

    def _check(self, name: str, writer: ScriptWriter) -> bool:
        work, begun = Asking(), time.monotonic()
        try:
            script = writer.write(BRIEF, seed=1, estimate=lambda text: len(text) / 15, work=work)
        except ProviderError as error:
            with in_the_shells_language():
                words = reason_words({"code": error.reason})
            self.stdout.write(f"{name}: {words} ({error})")
            return False
        units = ", ".join(f"{count:.0f} {unit}" for unit, count in work.units.items())
        price, seconds = price_of(work.units, work.prices), time.monotonic() - begun
        self.stdout.write(
            f"{name}: a script of {len(script.scenes)} scenes after {seconds:.1f} s."
            f" {units.replace('_', ' ')}; price {'not known' if price is None else price}"
        )
        return True
