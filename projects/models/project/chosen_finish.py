"""What a film has besides its scenes, as its brief chooses it: the changes between them, and a card
at its end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.vocabulary import Transitions

FINISH = ("transitions", "closing_card")


class ChosenFinish(models.Model):
    """Fields of a brief. The usual ones leave clips as they were before there was a choice."""

    transitions = models.CharField(
        _("transitions"),
        max_length=10,
        choices=Transitions.choices,
        default=Transitions.BRISK.value,
        db_default=Transitions.BRISK.value,
    )
    closing_card = models.BooleanField(_("closing card"), default=True, db_default=True)

    class Meta:
        abstract = True
