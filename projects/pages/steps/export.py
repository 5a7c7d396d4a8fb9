"""The card of the export: the files to download."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from ..film_price import film_spent_words
from .edit import FilmCard


class Card(FilmCard):
    waits_for = gettext_lazy("Comes after the film")

    def facts(self) -> Iterable[str]:
        if not self.made:
            return []
        return filter(None, ["MP4", *super().facts(), film_spent_words(self.project)])
