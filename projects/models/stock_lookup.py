from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.providers.library import LONGEST_SEARCH
from projects.timeline import StepName

from .errand import ErrandQuerySet, SceneErrand

if TYPE_CHECKING:
    from .scene import Scene


class LookupState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("a lookup", "on its way")
    FOUND = "found", pgettext_lazy("a lookup", "there")
    FAILED = "failed", pgettext_lazy("a lookup", "failed")


class StockLookup(SceneErrand):
    """Somebody wants to see what a library has for a scene, also before that is made. It changes
    nothing before a person takes one of what is found."""

    scene = models.OneToOneField(
        "projects.Scene", on_delete=models.CASCADE, related_name="stock_lookup"
    )
    # As Scene.stock_words.
    words = models.CharField(max_length=LONGEST_SEARCH, blank=True)
    state = models.CharField(max_length=8, choices=LookupState.choices, default=LookupState.WAITING)

    objects = ErrandQuerySet.as_manager()

    # What a call of a service is written down with, as of a Run.
    step = StepName.SCENES

    class Meta(SceneErrand.Meta):
        verbose_name, verbose_name_plural = _("lookup"), _("lookups")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=LookupState.values), name="stock_lookup_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.pk}"

    @classmethod
    def ask(cls, scene: Scene, words: str) -> StockLookup:
        """Look by these words, or by the scene's own (""). What was looked for before goes. Raises
        NotReady."""
        project = scene.project
        with project.locked():
            scene.check_search(words := scene.as_search(words))
            cls.objects.filter(scene=scene).delete()
            new = cls.objects.create(scene=scene, words=words)
            project.look_again()
        return new

    def find(self, keep: Callable[[], None]) -> None:
        """It has found something, which this stores: both, or neither if it was put away."""
        with self.project.locked():
            if self._end(LookupState.FOUND):
                keep()

    def fail(self, reason: Mapping[str, Any]) -> None:
        self._end(LookupState.FAILED, reason=dict(reason))
