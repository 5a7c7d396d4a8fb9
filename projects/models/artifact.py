from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from .project import Project
from .removal import remove_on_commit
from .scene import Scene
from .stored import Stored

KEPT = 3  # of each thing: what is wanted now, and what was before


class Kind(models.TextChoices):
    NARRATION = "narration", _("narration")
    CLIP = "clip", _("clip")
    POSTER = "poster", _("still")
    FILM = "film", _("film")
    COVER = "cover", _("cover picture")
    SRT = "srt", _("captions (SRT)")
    VTT = "vtt", _("captions (VTT)")


TYPES = {
    Kind.NARRATION: ("wav", "audio/wav"),
    Kind.CLIP: ("mp4", "video/mp4"),
    Kind.POSTER: ("jpg", "image/jpeg"),
    Kind.FILM: ("mp4", "video/mp4"),
    Kind.COVER: ("jpg", "image/jpeg"),
    Kind.SRT: ("srt", "application/x-subrip; charset=utf-8"),
    Kind.VTT: ("vtt", "text/vtt; charset=utf-8"),
}


class Artifact(Stored):
    """A finished, verified file and the hash of what it was made from."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="artifacts")
    scene = models.ForeignKey(
        Scene, null=True, blank=True, on_delete=models.CASCADE, related_name="artifacts"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    input_hash = models.CharField(max_length=24)
    file = models.FileField(max_length=200)
    size = models.PositiveBigIntegerField()
    seconds = models.FloatField(default=0)
    words = models.JSONField(default=list, blank=True)  # [[position, seconds], ...] of a narration
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("finished file"), _("finished files")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "scene", "kind", "input_hash"],
                name="artifact_made_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.input_hash}"

    @property
    def content_type(self) -> str:
        return TYPES[Kind(self.kind)][1]

    @property
    def extension(self) -> str:
        return TYPES[Kind(self.kind)][0]


class _Beating(File):
    """A file on its way into a storage that may be slow, however that reads it."""

    def __init__(self, file: Any, beat: Callable[[], None]):
        super().__init__(file)
        self._read, self._beat = file.read, beat

    def read(self, *args: Any) -> Any:
        self._beat()
        return self._read(*args)


class Made:
    """A verified result on its way into the store.

    The bytes are stored first, outside any transaction; the row follows in the transaction that
    proves the Run still holds its claim. Whoever loses that race throws its file away again.
    """

    def __init__(
        self,
        kind: Kind | str,
        input_hash: str,
        path: Path,
        *,
        seconds: float = 0,
        words: list[list[float]] | None = None,
    ):
        self.kind, self.input_hash, self.path = Kind(kind), input_hash, path
        self.seconds, self.words = seconds, words or []
        self.name, self.size, self.sha256 = "", 0, ""

    def upload(self, project: Project, beat: Callable[[], None] = lambda: None) -> None:
        name = f"projects/{project.pk}/{self.kind}-{uuid.uuid4().hex}.{TYPES[self.kind][0]}"
        with self.path.open("rb") as source:
            self.size = self.path.stat().st_size
            self.sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            source.seek(0)
            self.name = name  # known before it is whole: what a full disk cuts off is discarded too
            self.name = default_storage.save(name, _Beating(source, beat))

    def keep(self, project: Project, scene: Scene | None) -> None:
        """Write the row. One that is there already has lost its file: this is the new one."""
        recipe: dict[str, Any] = {"scene": scene, "kind": self.kind, "input_hash": self.input_hash}
        remove_on_commit(project.artifacts.filter(**recipe).values_list("file", flat=True))
        self._forget_old(project.artifacts.filter(scene=scene, kind=self.kind))
        Artifact.objects.update_or_create(
            project=project,
            **recipe,
            defaults={
                "file": self.name,
                "size": self.size,
                "sha256": self.sha256,
                "seconds": self.seconds,
                "words": self.words,
            },
        )

    def _forget_old(self, like_it: models.QuerySet[Artifact]) -> None:
        """Words that are put back find what was made of them; but not of all there ever were."""
        others = like_it.exclude(input_hash=self.input_hash).order_by("-created_at")
        old = list(others[KEPT - 1 :])
        remove_on_commit(str(artifact.file) for artifact in old)
        like_it.filter(pk__in=[artifact.pk for artifact in old]).delete()

    def discard(self) -> None:
        """Delete the file, unless a row has it: a commit may have gone through unheard."""
        if self.name and not Artifact.objects.filter(file=self.name).exists():
            default_storage.delete(self.name)


def keep_all(made: Iterable[Made], project: Project, scene: Scene | None = None) -> None:
    for thing in made:
        thing.keep(project, scene)
