"""python manage.py checkproviders: asks each configured service once, and says what came back."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from projects.language import in_the_shells_language
from projects.management.trials import TRIALS, Asking
from projects.models.paid_call import price_of
from projects.providers import providers_of, services_of
from projects.providers.base import ProviderError
from projects.status_text import reason_words
from projects.vocabulary import ProviderKind

NOT_THERE = ". Is its address whole, such as with /v1 at its end?"
log = logging.getLogger(__name__)


def _wanted(names: str) -> bool:
    """Nobody to be asked is a no."""
    try:
        said = input(f"This asks {names} and may cost. Go on? [y/N] ")
    except EOFError:
        raise CommandError("Nobody is there to be asked: use --yes.") from None
    return said.strip().lower() in ("y", "yes")


class Command(BaseCommand):
    help = "Asks each configured service once: what comes back, how long it takes, what it costs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask before it costs")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = [(kind, name) for kind in TRIALS for name in services_of(kind)]
        if not asked:
            raise CommandError("No service is configured: see STUDIO_SCRIPT_URL and the like.")
        paid = [each for each in asked if each[0] != ProviderKind.STOCK]
        names = ", ".join(f"{name} ({kind})" for kind, name in paid)
        if paid and not options["yes"] and not _wanted(names):
            return
        failed = [name for kind, name in asked if not self._check(kind, name)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")

    def _check(self, kind: ProviderKind, name: str) -> bool:
        work, begun = Asking(), time.monotonic()
        try:
            came_back = TRIALS[kind](providers_of(kind)[name], work)
        except ProviderError as error:
            with in_the_shells_language():
                words = reason_words({"code": error.reason})
            hint = NOT_THERE if "HTTP 404" in str(error) else ""
            self.stdout.write(f"{name}: {words} ({error}){hint}")
            return False
        except Exception as broken:  # of whoever has written it: the others are asked all the same
            log.exception("%s (%s) has broken", name, kind)
            self.stdout.write(f"{name}: it is broken ({type(broken).__name__})")
            return False
        units = ", ".join(f"{count:.0f} {unit}" for unit, count in work.units.items())
        price, seconds = price_of(work.units, work.prices), time.monotonic() - begun
        told = f"{units.replace('_', ' ')}; price {'not known' if price is None else price}"
        cost = told if units else "It costs nothing."
        self.stdout.write(f"{name}: {came_back} after {seconds:.1f} s. {cost}")
        return True
