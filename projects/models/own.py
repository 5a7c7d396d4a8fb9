from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .stored import Stored


class Own(Stored):
    """What a person has uploaded for a scene, stripped by us, and who said that guardians agree.

    Rows stay while the project does, also when a scene shows something else now: who ticked, when
    and for which file can then still be answered.
    """

    original_name = models.CharField(_("name of the file"), max_length=200)
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("consent ticked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    consent_at = models.DateTimeField(_("consent ticked"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.original_name
