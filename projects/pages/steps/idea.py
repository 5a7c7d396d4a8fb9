"""The card of the idea: the brief."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import ngettext

from .card import StepCard


class Card(StepCard):
    def facts(self) -> Iterable[str]:
        count = len(self.project.points)
        points = ngettext("%(count)s key point", "%(count)s key points", count) % {"count": count}
        return [self.project.topic if self.project.title else "", points if count else ""]
