"""Makes the drafts of films. Somebody looks at them, but every step goes first."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.media.ffmpeg import FfmpegError
from projects.media.probe import Damaged
from projects.models import DraftPart, Project, Run, TooMuchStored
from projects.models.draft import PartKind
from projects.models.project.draft import Draft, DraftState
from projects.providers.base import ProviderError
from projects.steps import drafts
from projects.timeline import State
from videostudio import disk

from .alone import alone_with
from .execution import isolation
from .queue import ask_for_draft, end_lost_job
from .workspace import NO_RUN, workspace

AGAIN = 10  # seconds after which a process asks again for the draft of the same state
CALM = 1  # seconds after a change: who changes one thing often changes the next one at once
LATER = 2  # seconds until a draft is tried again that gave way
EVERY = 0.5  # seconds between looks at the database

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The draft gives way. `in_seconds`: after which it is asked for again."""

    def __init__(self, in_seconds: int) -> None:
        super().__init__(in_seconds)
        self.in_seconds = in_seconds


def look_at(project: Project) -> Draft:
    """The draft. If there is none of the present state, and no step is at work, this asks for one:
    so a project that nobody looks at gets none."""
    draft = project.draft
    is_wanted = draft.state == DraftState.WANTED and not project.running
    if is_wanted and cache.add(f"draft-{project.pk}-{project.draft_hash}", "asked", AGAIN):
        ask_for_draft(project.pk, in_seconds=CALM if draft.seen else 0)
    return draft


def make_draft(project_id: UUID, job_id: int, losses: int, stopping: Callable[[], bool]) -> None:
    """Make the draft of the project as it is now, if it lacks one and no step works on it.

    `losses`: how often that was in vain.
    """
    with isolation.shared(0) as may_work, alone_with(f"draft {project_id}") as is_alone:
        if not (may_work and is_alone):  # a Run works alone; or an older draft is being made
            return ask_for_draft(project_id, losses, in_seconds=LATER)
        project = Project.objects.with_files().filter(pk=project_id).first()
        if project is None or project.running or project.draft.state != DraftState.WANTED:
            return None
        try:
            with workspace(NO_RUN, job_id) as folder:
                drafts.make(project, folder, _Watch(project, stopping).beat)
        except _Stopped as stopped:
            ask_for_draft(project_id, losses, in_seconds=stopped.in_seconds)
        except drafts.Outdated:
            ask_for_draft(project_id)
        except (FfmpegError, ProviderError, Damaged, TooMuchStored, OSError) as error:
            log.warning("Project %s: no draft: %s", project_id, error)
            _try_again(project_id, losses + 1)
        else:
            with suppress(Project.DoesNotExist):  # it was deleted meanwhile
                project.look_again()


def rescue_draft(job_id: int) -> None:
    """The worker of this job has died. Another one makes the draft."""
    job = ProcrastinateJob.objects.filter(pk=job_id, task_name="projects.draft").first()
    if job is None or not end_lost_job(job_id):
        return
    log.warning("Project %s: no draft: its worker has died", job.args["project_id"])
    _try_again(UUID(job.args["project_id"]), job.args.get("losses", 0) + 1)


class _Watch:
    """Whether the draft is still to be made."""

    def __init__(self, project: Project, stopping: Callable[[], bool]) -> None:
        self._project, self._recipe, self._stopping = project, project.draft_hash, stopping
        self._revision, self._looked_at = project.revision, time.monotonic()

    def beat(self) -> None:
        """Raises _Stopped, and Outdated."""
        if self._stopping():
            raise _Stopped(0)
        if time.monotonic() - self._looked_at < EVERY:
            return
        self._looked_at = time.monotonic()
        if isolation.is_wanted or Run.objects.filter(state=State.QUEUED).exists():
            raise _Stopped(LATER)
        if disk.is_short():
            raise OSError("the disk is nearly full")
        self._look_at_project()

    def _look_at_project(self) -> None:
        now = Project.objects.filter(pk=self._project.pk).first()
        if now is None or now.running:
            raise _Stopped(LATER)
        if now.revision != self._revision and now.draft_hash != self._recipe:
            raise drafts.Outdated
        self._revision = now.revision


def _try_again(project_id: UUID, losses: int) -> None:
    """After the third time nobody tries it again before something changes."""
    if losses < settings.STUDIO_MAX_ATTEMPTS:
        return ask_for_draft(project_id, losses, in_seconds=LATER)
    with suppress(Project.DoesNotExist):
        project = Project.objects.get(pk=project_id)
        with project.locked():
            recipe = project.draft_hash
            DraftPart.objects.get_or_create(project=project, kind=PartKind.WHOLE, recipe=recipe)
            project.look_again()
    return None
