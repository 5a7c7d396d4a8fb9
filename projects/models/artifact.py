from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.media.checks import Check
from projects.timeline import Kind

from .stored_file import StoredFile


class ArtifactManager(models.Manager["Artifact"]):
    """A state is read when somebody looks at versions, and not with each page."""

    def get_queryset(self) -> models.QuerySet[Artifact]:
        names = [field.name for field in self.model._meta.concrete_fields]
        return super().get_queryset().only(*(name for name in names if name != "state"))


class Artifact(StoredFile):
    """A finished, verified file and the hash of what it was made from."""

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="artifacts"
    )
    scene = models.ForeignKey(
        "projects.Scene", null=True, blank=True, on_delete=models.CASCADE, related_name="artifacts"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    input_hash = models.CharField(max_length=24)
    # Of a film and what comes with it: the project's `script_no` when it was made. A new script
    # has no film, also not the one of the old script, which an undo may bring back.
    script_no = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    file = models.FileField(max_length=200)
    seconds = models.FloatField(default=0)
    # [[position in the text, seconds], ...] of a narration.
    word_times = models.JSONField(default=list, blank=True, db_column="words")
    # What was measured of a film, or of a clip when it was drawn, as `Check.as_json` writes it.
    # Those from before have none.
    checks = models.JSONField(default=list, blank=True, db_default=[], editable=False)
    # What its owner had chosen when it was made, as far as it can be chosen again. What is from
    # before has nothing.
    made_from = models.JSONField(default=dict, blank=True, db_default={}, editable=False)
    # All that it was made from, as Project.made_from writes it; {} for files from before.
    state = models.JSONField(default=dict, blank=True, db_default={}, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    # When it was last brought back into use, although there were newer ones.
    chosen_at = models.DateTimeField(null=True, editable=False, db_default=None)

    objects = ArtifactManager()
    whole = models.Manager["Artifact"]()

    class Meta:
        verbose_name, verbose_name_plural = _("finished file"), _("finished files")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "scene", "kind", "input_hash", "script_no"],
                name="artifact_made_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.input_hash}"

    @property
    def last_used(self) -> datetime:
        return self.chosen_at or self.created_at

    def notice_lost(self) -> None:
        self.project.notice_lost(self)

    @property
    def measured(self) -> list[Check]:
        return [Check.from_json(each) for each in self.checks]

    @property
    def content_type(self) -> str:
        return Kind(self.kind).content_type

    @property
    def extension(self) -> str:
        return Kind(self.kind).extension
