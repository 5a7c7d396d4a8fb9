"""The card of the export: the files to download."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from .edit import FilmCard


class Card(FilmCard):
    waits_for = gettext_lazy("Comes after the film")

    def facts(self) -> Iterable[str]:
        return ["MP4", *super().facts()] if self.made else []
