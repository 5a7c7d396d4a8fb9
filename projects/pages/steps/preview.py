"""The card of the preview: the finished film, to be watched."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from .edit import FilmCard


class Card(FilmCard):
    waits_for = gettext_lazy("Comes after the film")
    actions = "projects/actions/preview.html"

    @property
    def opens(self) -> bool:
        """A finished film is watched and downloaded: this card and the next are open then."""
        return super().opens or self.film_is_done
