"""Whether a film invites to what is to come, or reports what is over."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.vocabulary import Purpose


class ChosenPurpose(models.Model):
    """Fields of a brief."""

    # "" leaves it to the dates and words of the brief.
    purpose = models.CharField(
        _("invite or report"),
        max_length=10,
        choices=Purpose.choices,
        blank=True,
        default="",
        db_default="",
    )
    # The day on which topic and key points were written: "18 June" is to come or over from there.
    # So a script that is written again next week is no other one. Older briefs have none.
    asked_on = models.DateField(default=timezone.localdate, null=True, editable=False)

    class Meta:
        abstract = True
