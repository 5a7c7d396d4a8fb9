"""The voice of a film, as its brief chooses it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.vocabulary import FASTEST, SLOWEST, VoiceStyle


class ChosenVoice(models.Model):
    """Fields of a brief and of a house style."""

    voice_style = models.CharField(
        _("voice"), max_length=20, choices=VoiceStyle.choices, default=VoiceStyle.GENTLE_FEMALE
    )
    voice_speed = models.FloatField(
        _("voice speed"),
        default=1.0,
        db_default=1.0,
        validators=[MinValueValidator(SLOWEST), MaxValueValidator(FASTEST)],
    )

    class Meta:
        abstract = True
