"""Makes the draft of a project while no step waits for a worker."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from django.db import connection

from projects.media.ffmpeg import FfmpegError
from projects.media.probe import Damaged
from projects.models import DraftPart, Project, Run, TooMuchStored
from projects.models.draft import PartKind
from projects.models.project.draft import DraftState
from projects.providers.base import ProviderError
from projects.steps import drafts
from projects.timeline import State
from videostudio import disk

from .queue import ask_for_draft
from .workspace import workspace

NO_RUN = 0  # its folder is of no Run: if the worker dies, the sweeper removes it
LATER = 2  # seconds
EVERY = 0.5  # seconds between looks at the database

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The worker was told to stop, a step waits for it, or the project has changed. `in_seconds`:
    after which the draft is asked for again."""

    def __init__(self, in_seconds: int) -> None:
        super().__init__(in_seconds)
        self.in_seconds = in_seconds


def make_draft(project_id: UUID, stopping: Callable[[], bool]) -> None:
    """Make the draft of the project as it is now, if it lacks one and no step works on it."""
    with _alone(project_id) as is_alone:
        if not is_alone:  # one is being made, of an older state
            return ask_for_draft(project_id, in_seconds=LATER)
        project = Project.objects.filter(pk=project_id).first()
        if project is None or project.running or project.draft_state != DraftState.WANTED:
            return None
        try:
            with workspace(NO_RUN, 0) as folder:
                drafts.make(project, folder, _Watch(project, stopping).beat)
        except _Stopped as stopped:
            ask_for_draft(project_id, in_seconds=stopped.in_seconds)
        except (FfmpegError, ProviderError, Damaged, TooMuchStored, OSError) as error:
            log.warning("Project %s: no draft: %s", project_id, error)
            _note_failure(project)
        else:
            with suppress(Project.DoesNotExist):
                project.note_draft()


class _Watch:
    """Whether the draft is still to be made."""

    def __init__(self, project: Project, stopping: Callable[[], bool]) -> None:
        self._project, self._stopping = project, stopping
        self._revision, self._looked_at = project.revision, time.monotonic()

    def beat(self) -> None:
        if self._stopping():
            raise _Stopped(0)
        if time.monotonic() - self._looked_at < EVERY:
            return
        self._looked_at = time.monotonic()
        if Run.objects.filter(state=State.QUEUED).exists() or disk.is_short():
            raise _Stopped(LATER)
        now = Project.objects.filter(pk=self._project.pk).first()
        if now is None or now.running:
            raise _Stopped(LATER)
        if now.revision != self._revision and now.draft_hash != self._project.draft_hash:
            raise _Stopped(0)
        self._revision = now.revision


def _note_failure(project: Project) -> None:
    """Until something changes, nobody tries it again."""
    recipe = project.draft_hash
    with suppress(Project.DoesNotExist), project.locked():
        DraftPart.objects.get_or_create(project=project, kind=PartKind.WHOLE, recipe=recipe)
        project.note_draft()


@contextmanager
def _alone(project_id: UUID) -> Iterator[bool]:
    """Whether no other worker makes a draft of this project. PostgreSQL frees the lock of a worker
    that dies."""
    lock = f"(hashtext('videostudio.draft'), {project_id.int % 2**31})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock{lock}")
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock{lock}")
