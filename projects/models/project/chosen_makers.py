"""Which of the configured providers make a film."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.formats import FORMATS
from projects.providers import OFFLINE, names_of, painters

MAKERS = ("script_by", "speech_by", "picture_by", "video_by", "stock_by")


class ChosenMakers(models.Model):
    """Fields of a brief: <kind>_by for a kind of provider.

    Each is a name in STUDIO_PROVIDERS[kind]: this one and no other. "" is the studio's order: if
    one fails, the next one does it.
    """

    script_by = models.CharField(
        _("written by"), max_length=40, blank=True, default="", db_default=""
    )
    speech_by = models.CharField(
        _("spoken by"), max_length=40, blank=True, default="", db_default=""
    )
    # A film of footage costs a hundred times as much as its words: only who asks for it pays.
    video_by = models.CharField(
        _("filmed by"), max_length=40, blank=True, default=OFFLINE, db_default=OFFLINE
    )

    # Films from before there were painters, and those of whoever does not ask, cost nothing.
    picture_by = models.CharField(
        _("pictures by"), max_length=40, blank=True, default=OFFLINE, db_default=OFFLINE
    )

    # A search costs nothing, but says words of a film to somebody else.
    stock_by = models.CharField(
        _("stock from"), max_length=40, blank=True, default=OFFLINE, db_default=OFFLINE
    )

    if TYPE_CHECKING:
        platform: Any  # of the brief

    class Meta:
        abstract = True

    def check_painter(self) -> None:
        """Raises ValidationError if the chosen one makes no pictures in the film's shape."""
        form = FORMATS[self.platform]
        painter = painters().get(self.picture_by)
        if painter and not painter.can(form.width, form.height):
            complaint = ValidationError(
                _("%(name)s makes no pictures in the shape of this film. Choose another maker."),
                code="unfit",
                params={"name": self.picture_by},
            )
            raise ValidationError({"picture_by": complaint})

    def makers_allowed(self, kind: str) -> tuple[str, ...]:
        """The names of the providers of this kind that may make this film, in the order in which
        they are tried. One that is not configured any more leaves it to the others."""
        chosen, names = getattr(self, f"{kind}_by"), names_of(kind)
        return (chosen,) if chosen in names else names
