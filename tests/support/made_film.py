"""A film of the tests' script, made once by real workers, voices and encoders.

Tests that begin with a part of it get copies of its files: to make them anew takes seconds.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings

from projects.jobs.queue import run_and_enqueue
from projects.media.checks import Check
from projects.media.clip_order import ClipOrder
from projects.media.stills import cover
from projects.models import Artifact, Project, Run
from projects.steps.results import NewArtifact
from projects.timeline import Status
from tests.support import data_template
from tests.support.projects import fresh

KINDS: dict[str, tuple[str, ...]] = {
    "script": (),
    "narration": ("narration",),
    "scenes": ("narration", "clip", "poster"),
    "edit": ("narration", "clip", "poster", "film", "cover", "srt", "vtt"),
}


@dataclass
class Seen:
    """What is seen of the walk from the script to the film: the codes of its progress, the orders
    of its cover, and what lies in the temporary folders after it."""

    told: list[str] = field(default_factory=list)
    drawn: list[ClipOrder] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Piece:
    kind: str
    position: int  # of its scene; 0 for what is the film's
    path: Path
    seconds: float
    word_times: list[list[float]]
    checks: tuple[Check, ...]


class MadeFilm:
    """`seen`: the walk on which it was made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pieces: list[Piece] = []
        self.seen = Seen()

    @classmethod
    def shared(cls, make: Callable[[MadeFilm], None]) -> MadeFilm:
        """The first process of a run that asks makes it, the others read where it is."""
        with data_template.locked("film") as folder:
            known = folder / "film.pickle"
            if not known.exists():
                film = cls(folder)
                make(film)
                known.write_bytes(pickle.dumps(film))
            return pickle.loads(known.read_bytes())  # noqa: S301 - of this run

    def make(self, project: Project, work: Callable[[], None]) -> None:
        """From a project with the script, which has all of the film then."""
        with watched(self.seen, self.folder / "tmp"):
            run_and_enqueue(project.make_rest)
            work()
        assert fresh(project).status == Status.COMPLETED
        self.pieces = [self._kept(artifact) for artifact in project.artifacts.all()]

    def give(self, project: Project, step: str, *, without: int | None = None) -> Project:
        """Copies of all that is there after that step; the project stands at it then.

        `without`: the number of a scene that gets nothing.
        """
        project = fresh(project)
        for piece in self.pieces:
            if piece.kind in KINDS[step] and piece.position != without:
                self._store(piece, project)
        done = {"status": Status.COMPLETED, "step": "export", "progress": 100}
        at = done if step == "edit" else {"step": step}
        Project.objects.filter(pk=project.pk).update(**at)
        return fresh(project)

    def _kept(self, artifact: Artifact) -> Piece:
        path = self.folder / Path(artifact.file.name).name
        shutil.copy(artifact.file.path, path)
        position = artifact.scene.position if artifact.scene else 0
        return Piece(
            artifact.kind,
            position,
            path,
            artifact.seconds,
            artifact.word_times,
            tuple(artifact.measured),
        )

    def _store(self, piece: Piece, project: Project) -> None:
        scene = project.scene_list[piece.position - 1] if piece.position else None
        if scene is None:
            recipe = project.film_hash
        else:
            recipe = scene.narration_hash if piece.kind == "narration" else scene.clip_hash
        about: dict[str, Any] = {"seconds": piece.seconds, "word_times": piece.word_times}
        about["checks"] = piece.checks
        made = NewArtifact(piece.kind, recipe, piece.path, **about)
        made.store(project)
        made.commit(project, scene)


@contextmanager
def watched(seen: Seen, temporary: Path) -> Iterator[None]:
    """Nothing is replaced: those who watch pass everything on."""
    report = Run.report

    def listen(run: Run, percent: int, code: str) -> None:
        seen.told.append(code)
        report(run, percent, code)

    def watch(order: ClipOrder, out: Path, **more: Any) -> None:
        seen.drawn.append(order)
        cover(order, out, **more)

    temporary.mkdir(exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(patch("projects.steps.attempt.EVERY", 0.0))
        stack.enter_context(patch.object(Run, "report", listen))
        stack.enter_context(patch("projects.media.stills.cover", watch))
        stack.enter_context(patch("tempfile.tempdir", str(temporary)))
        yield
    seen.left = [*temporary.iterdir(), *settings.STUDIO_WORKSPACES.iterdir()]
