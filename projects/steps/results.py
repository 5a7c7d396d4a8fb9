"""Stores the files of a result, and writes their rows."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.functions import Now

from projects.media.checks import Check
from projects.models import Artifact, Project, Scene
from projects.models.removal import remove_on_commit
from projects.timeline import Kind

KEPT = 10  # artifacts of one kind for a scene or a film: the present one and earlier ones


class _Beating(File):
    """A file that calls `beat` at each read, because the storage that reads it may be slow."""

    def __init__(self, file: Any, beat: Callable[[], None]):
        super().__init__(file)
        self._read, self._beat = file.read, beat

    def read(self, *args: Any) -> Any:
        self._beat()
        return self._read(*args)


class NewArtifact:
    """A verified result that has to be stored.

    The bytes are stored first, outside any transaction. The row follows in the transaction that
    proves that the Run still holds its claim. An attempt that has lost its claim deletes its file.
    """

    def __init__(
        self,
        kind: Kind | str,
        input_hash: str,
        path: Path,
        *,
        seconds: float = 0,
        word_times: list[list[float]] | None = None,
        checks: tuple[Check, ...] = (),
        made_from: Mapping[str, Any] | None = None,
        state: Mapping[str, Any] | None = None,
    ):
        self.kind, self.input_hash, self.path = Kind(kind), input_hash, path
        self.seconds, self.word_times, self.checks = seconds, word_times or [], checks
        self.made_from, self.state = dict(made_from or {}), dict(state or {})
        self.name, self.size, self.sha256 = "", 0, ""

    def store(self, project: Project, beat: Callable[[], None] = lambda: None) -> None:
        name = f"projects/{project.pk}/{self.kind}-{uuid.uuid4().hex}.{self.kind.extension}"
        with self.path.open("rb") as source:
            self.size = self.path.stat().st_size
            self.sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            source.seek(0)
            self.name = name  # set before saving, so that `discard` finds a file cut by a full disk
            self.name = default_storage.save(name, _Beating(source, beat))

    def commit(self, project: Project, scene: Scene | None) -> None:
        """Write the row. If there is a row for this recipe, it lost its file and gets this one."""
        recipe: dict[str, Any] = {"scene": scene, "kind": self.kind, "input_hash": self.input_hash}
        recipe["script_no"] = 0 if scene else project.script_no
        remove_on_commit(project.artifacts.filter(**recipe).values_list("file", flat=True))
        same_kind = {"scene": scene, "kind": self.kind, "script_no": recipe["script_no"]}
        # A cover that its owner has chosen stands beside the film's own.
        is_chosen = models.Q(made_from__has_key="cover")
        rows = project.artifacts.filter(is_chosen if "cover" in self.made_from else ~is_chosen)
        self._forget_old(rows.filter(**same_kind))
        Artifact.objects.update_or_create(
            project=project,
            **recipe,
            defaults={
                "file": self.name,
                "size": self.size,
                "sha256": self.sha256,
                "verified_at": Now(),
                "seconds": self.seconds,
                "word_times": self.word_times,
                "checks": [check.as_json() for check in self.checks],
                "made_from": self.made_from,
                "state": self.state,
            },
        )

    def _forget_old(self, same_kind: models.QuerySet[Artifact]) -> None:
        """Delete old artifacts of this kind, but keep the newest: if somebody puts old words back,
        the file that was made from them can be used again."""
        others = same_kind.exclude(input_hash=self.input_hash).order_by("-created_at")
        old = list(others[KEPT - 1 :])
        remove_on_commit(str(artifact.file) for artifact in old)
        same_kind.filter(pk__in=[artifact.pk for artifact in old]).delete()

    def discard(self) -> None:
        """Delete the file, unless a row has it: a commit may succeed and its answer be lost."""
        if self.name and not Artifact.objects.filter(file=self.name).exists():
            default_storage.delete(self.name)


def commit_all(made: Iterable[NewArtifact], project: Project, scene: Scene | None = None) -> None:
    for thing in made:
        thing.commit(project, scene)
