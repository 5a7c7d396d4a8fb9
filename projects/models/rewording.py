from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.providers import script_writers
from projects.providers.base import Rewording as Asked
from projects.timeline import StepName
from projects.vocabulary import RewordingWish

from .errand import ErrandQuerySet, SceneErrand
from .errors import NotReady

if TYPE_CHECKING:
    from projects.providers.base import SceneScript

    from .project.model import Project
    from .scene import Scene


class RewordingState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("a rewording", "being written")
    OFFERED = "offered", pgettext_lazy("a rewording", "to be chosen from")
    FAILED = "failed", pgettext_lazy("a rewording", "failed")


class Rewording(SceneErrand):
    """Other words for a scene that a service is asked for, and what it offers. A scene has one at
    most. It changes nothing before a person takes one of the offers."""

    scene = models.OneToOneField(
        "projects.Scene", on_delete=models.CASCADE, related_name="rewording"
    )
    wish = models.CharField(max_length=8, choices=RewordingWish.choices)
    point = models.TextField(blank=True)  # a key point of the brief, if that is the wish
    state = models.CharField(
        max_length=8, choices=RewordingState.choices, default=RewordingState.WAITING
    )
    # [{"title", "narration", "visual_description", "seconds", "search_words"}]
    offers = models.JSONField(default=list, blank=True)
    made_by = models.CharField(max_length=40, blank=True)  # a name in STUDIO_PROVIDERS

    objects = ErrandQuerySet.as_manager()

    class Meta(SceneErrand.Meta):
        verbose_name, verbose_name_plural = _("rewording"), _("rewordings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RewordingState.values), name="rewording_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wish} {self.pk}"

    # What a call of a service is written down with, as of a Run.
    step = StepName.SCRIPT

    @classmethod
    def ask(cls, scene: Scene, wish: str, point: str = "") -> Rewording:
        """Ask for other words. What was offered before goes. Raises NotReady."""
        project = scene.project
        with project.locked():
            if not rewriters(project):
                raise NotReady(_("No service is configured that rewords scenes."))
            if wish not in RewordingWish or (wish == RewordingWish.ADD) != bool(point):
                raise NotReady(_("Say how the scene is to be reworded."))
            if point and point not in project.points:
                raise NotReady(_("The brief has no such key point."))
            cls.objects.filter(scene=scene).delete()
            new = cls.objects.create(scene=scene, wish=wish, point=point)
            project.look_again()
        return new

    @property
    def asked(self) -> Asked:
        """What a writer gets of it."""
        scenes, scene = self.project.scene_list, self.scene
        at = scene.position - 1
        return Asked(
            title=scene.title,
            narration=scene.narration,
            picture=scene.visual_description,
            wish=self.wish,
            point=self.point,
            before=scenes[at - 1].narration if at else "",
            after=scenes[at + 1].narration if at + 1 < len(scenes) else "",
        )

    def offer(self, offers: Sequence[SceneScript], made_by: str) -> None:
        kept = ("title", "narration", "visual_description", "seconds", "search_words")
        told = [{name: asdict(each)[name] for name in kept} for each in offers]
        self._end(RewordingState.OFFERED, offers=told, made_by=made_by)

    def fail(self, reason: Mapping[str, Any]) -> None:
        self._end(RewordingState.FAILED, reason=dict(reason))

    def take(self, number: int) -> None:
        """Let the scene say what was offered with this number, from 0. It can be undone. Raises
        NotReady."""
        with self.project.locked():
            if number not in range(len(self.offers)):
                raise NotReady(_("There is no such offer. Ask again."))
            said = self.offers[number]
            words = {name: said[name] for name in ("title", "narration", "visual_description")}
            looked_for_by = said.get("search_words", "")
            self.scene.rewrite(subtitle=said["narration"], search_words=looked_for_by, **words)
            self.delete()


def rewriters(project: Project) -> tuple[str, ...]:
    """The names of those that may reword a scene of this project, in the order in which they are
    tried."""
    writers = script_writers()
    return tuple(name for name in project.makers_allowed("script") if writers[name].rewords())
