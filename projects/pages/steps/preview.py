"""The card of the preview, where people watch the finished film."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from .edit import FilmCard


class Card(FilmCard):
    waits_for = gettext_lazy("Comes after the film")
    actions = "projects/actions/preview.html"

    @property
    def opens(self) -> bool:
        """When the film is done, this card and the next one are open: people watch it and download
        it. While it is being made, this one is open already: later that would move what is read."""
        return super().opens or self.film_is_done or self.is_ahead

    @property
    def is_ahead(self) -> bool:
        return self.project.goes_to_film

    def facts(self) -> Iterable[str]:
        return list(super().facts()) or [str(self.waits_for)]
