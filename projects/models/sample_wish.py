from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from projects.timeline import StepName

from .errand import Errand, ErrandQuerySet


class WishState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("a sample", "being made")
    FAILED = "failed", pgettext_lazy("a sample", "failed")


class SampleWish(Errand):
    """Somebody wants to hear a voice of a service, which costs a little. When the sample is there,
    everybody hears it, and the wish goes."""

    recipe = models.CharField(max_length=24, unique=True)
    speaker = models.CharField(max_length=40)  # a name in STUDIO_PROVIDERS
    language = models.CharField(max_length=8)
    voice_style = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=WishState.choices, default=WishState.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sample_wishes"
    )

    objects = ErrandQuerySet.as_manager()

    # What a call of a service is written down with, as of a Run.
    step, scene, scene_id, project_id = StepName.NARRATION, None, None, None

    class Meta(Errand.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=WishState.values), name="sample_wish_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.language} {self.voice_style}"

    @property
    def payer(self) -> int:
        return self.asked_by_id

    def fail(self, reason: Mapping[str, Any]) -> None:
        mine = SampleWish.objects.waiting().filter(pk=self.pk)
        mine.update(state=WishState.FAILED, reason=dict(reason))
