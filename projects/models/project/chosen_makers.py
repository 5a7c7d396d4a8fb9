"""Which of the configured providers make a film."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.providers import OFFLINE, names_of

MAKERS = ("script_by", "speech_by", "video_by")


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

    class Meta:
        abstract = True

    def makers_allowed(self, kind: str) -> tuple[str, ...]:
        """The names of the providers of this kind that may make this film, in the order in which
        they are tried. One that is not configured any more leaves it to the others."""
        chosen, names = getattr(self, f"{kind}_by"), names_of(kind)
        return (chosen,) if chosen in names else names
