"""The card of the preview, where people watch the finished film."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from .edit import FilmCard


class Card(FilmCard):
    waits_for = gettext_lazy("Comes after the film")
    actions = "projects/actions/preview.html"

    @property
    def opens(self) -> bool:
        """When the film is done, this card and the next one are open: people watch it and download
        it."""
        return super().opens or self.film_is_done
