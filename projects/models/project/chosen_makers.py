"""Which of the configured providers make a film."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChosenMakers(models.Model):
    """Fields of a brief."""

    # A name in STUDIO_PROVIDERS["script"]: this one and no other. "" is the studio's order: if one
    # fails, the next one writes.
    script_by = models.CharField(
        _("written by"), max_length=40, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    def writers_allowed(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those of these script writers that may write, in the order in which they are tried. One
        that is not configured any more leaves it to the others."""
        return (self.script_by,) if self.script_by in names else tuple(names)
