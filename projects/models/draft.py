from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .removal import remove_on_commit
from .stored_file import StoredFile

if TYPE_CHECKING:
    from .scene import Scene

KEPT = timedelta(days=7)  # after the last change of its project


class PartKind(models.TextChoices):
    """What a draft is made from: the quick voice and the picture of a scene; and all of it."""

    VOICE = "voice"
    PICTURE = "picture"
    WHOLE = "whole"

    @property
    def extension(self) -> str:
        return "wav" if self == PartKind.VOICE else "mp4"


class DraftPartQuerySet(models.QuerySet["DraftPart"]):
    def remove(self) -> None:
        """Delete these rows, and their files after the commit of the caller's transaction."""
        remove_on_commit(self.values_list("file", flat=True))
        self.delete()

    def unwanted(self) -> DraftPartQuerySet:
        """Those of projects that nobody has worked on for long, and failures, so that they are
        tried again. If somebody looks, they are made anew."""
        old = Q(project__updated_at__lt=Now() - KEPT)
        return self.filter(old | Q(file=""))


class DraftPart(StoredFile):
    """A part of the draft of a film, or the whole draft: quick, small, and never the film.

    A whole one without a file stands for a draft that could not be made: nobody tries it again
    before something changes, or an hour has passed.
    """

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="draft_parts"
    )
    kind = models.CharField(max_length=8, choices=PartKind.choices)
    recipe = models.CharField(max_length=24)
    file = models.FileField(max_length=200, blank=True)
    seconds = models.FloatField(default=0)
    word_times = models.JSONField(default=list, blank=True)  # of a voice, as of an Artifact
    # Of a whole one: the recipes of what its scenes show, and of their sketches.
    shows = models.JSONField(default=list, blank=True)
    # Of a whole one: [[the key of a scene, the second at which it begins], ...]. Those from before
    # have none.
    begins = models.JSONField(default=list, blank=True, db_default=[])
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DraftPartQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("part of a draft"), _("parts of a draft")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "recipe"], name="draft_part_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.recipe}"

    def has_shown(self, scene: Scene) -> bool:
        """Whether it shows a scene as it is: as its clip or as its sketch."""
        return scene.sketch_hash in self.shows or scene.draft_hash in self.shows

    def notice_lost(self) -> None:
        """It is made anew, if somebody looks. Raises Project.DoesNotExist."""
        project = self.project
        with project.locked():
            DraftPart.objects.filter(pk=self.pk).remove()
            project.look_again()
