"""Which cover a film has: the composed one with its title, one with other words, or a moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.timeline import Kind

from ..errors import NotReady
from .shelf import ProjectShelf

LONGEST_WORDS = 80  # characters, as a title


class ProjectCover(ProjectShelf):
    class Meta(ProjectShelf.Meta):
        abstract = True

    def check_cover(self) -> None:
        """Raises NotReady while there is no film."""
        if not self.film_part(Kind.FILM):
            raise NotReady(_("Make the film first."))

    def choose_cover(
        self, chosen: Mapping[str, Any], keep: Callable[[], None] = lambda: None
    ) -> None:
        """{} is the composed cover with the film's title; {"words": ...} the same with others;
        {"second": ...} a moment of the film. `keep` writes the row of what was made."""
        with self._publishing("cover"):
            self.check_cover()
            keep()
            self.chosen_cover = dict(chosen)
