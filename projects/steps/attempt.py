"""What a step has while it works: the Run that it has claimed, a folder, and ways to report."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from projects.crashpoints import Point, reach
from projects.models import Project, Run, Scene
from projects.status_text import Note

from .results import NewArtifact

BEAT = 0.5  # seconds between heartbeats; cancelled work may go on for as long before it notices
# At most four visible changes of a project a second, although several scenes report at once.
EVERY = 0.25 * settings.STUDIO_SCENES_AT_ONCE  # seconds
log = logging.getLogger(__name__)


class Stopping(Exception):
    """The worker was told to stop. The Run is handed back for another worker."""


class Waiting(Exception):
    """There is nothing to do here for so many seconds: the Run gives its place back, and goes on
    then. `note`: why, a code of status_text.PROGRESS and the values in its words. `until`: if this
    process may know it before, it is done then."""

    def __init__(self, seconds: float, note: Note, percent: int | None = None):
        super().__init__(note.get("code", ""))
        self.seconds, self.note, self.percent = seconds, note, percent
        self.until: Future[None] | None = None


class Attempt:
    """One attempt at one Run. Any `report` or `heartbeat` may raise NoLongerMine or Stopping."""

    def __init__(self, run: Run, folder: Path, stopping: Callable[[], bool]):
        self.run, self.folder, self._stopping = run, folder, stopping
        self._written_at = self._reported = 0.0
        self._percent = -1
        self._stored: list[NewArtifact] = []

    @property
    def project(self) -> Project:
        return self.run.project

    @property
    def payer(self) -> int:
        return self.project.owner_id

    @property
    def scene(self) -> Scene:
        """The scene of this Run, taken from the scenes of its project."""
        return next(s for s in self.project.scene_list if s.pk == self.run.scene_id)

    def report(self, fraction: float, code: str, **numbers: int) -> None:
        """Show the progress, 0 to 1, with the words for `code`. It may be called very often."""
        percent = min(99, int(100 * fraction))
        if percent > self._percent and time.monotonic() - self._reported >= EVERY:
            self._percent, self._reported = percent, time.monotonic()
            reach(Point.REPORTING)
            self._write(lambda: self.run.report(percent, code, **numbers))
        else:
            self.heartbeat()

    def progress(self, code: str, start: float = 0.0, end: float = 1.0) -> Callable[[float], None]:
        """A callback for a part of the work: its 0 to 1 becomes `start` to `end` of the whole."""

        def measured(fraction: float) -> None:
            reach(Point.MEASURED)
            self.report(start + (end - start) * fraction, code)

        return measured

    def heartbeat(self) -> None:
        if self._stopping():
            raise Stopping
        if time.monotonic() - self._written_at >= BEAT:
            self._write(self.run.heartbeat)

    def store(self, *made: NewArtifact) -> tuple[NewArtifact, ...]:
        reach(Point.MADE)
        for thing in made:
            self._stored.append(thing)
            thing.store(self.project, self.heartbeat)
            reach(Point.UPLOADED)
            self.heartbeat()
        return made

    def discard(self) -> None:
        """Delete the files that were stored for a result that failed."""
        for thing in self._stored:
            thing.discard()

    def _write(self, write: Callable[[], None]) -> None:
        """Write to the row. If the database is away for a moment, the work goes on. The lease may
        expire meanwhile: then the fence stops the next write."""
        self._written_at = time.monotonic()
        try:
            write()
        except (OperationalError, InterfaceError) as error:
            log.warning("Run %s could not report: %s", self.run.pk, type(error).__name__)
            connection.close()
