"""Has scenes reworded by a service, beside the steps of the film."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.models import Rewording, Scene
from projects.models.rewording import RewordingState
from projects.providers.base import ProviderError
from projects.steps import rewording
from projects.steps.letters import Unwritable

from .alone import alone_with
from .queue import ask_for_rewording, end_lost_job
from .workspace import NO_RUN, workspace

EVERY = 0.5  # seconds between looks at the database
LATER = 2  # seconds until it is tried again

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """This worker stops."""


class _PutAway(Exception):
    """Nobody waits for it any more."""


def ask(scene: Scene, wish: str, point: str = "") -> Rewording:
    """Ask for other words, and let a worker do it: both or neither. Raises NotReady."""
    with transaction.atomic():
        new = Rewording.ask(scene, wish, point)
        ask_for_rewording(new.pk)
    return new


def make_rewording(pk: int, job_id: int, stopping: Callable[[], bool]) -> None:
    with alone_with(f"rewording {pk}") as is_alone:
        if not is_alone:
            return ask_for_rewording(pk, in_seconds=LATER)
        found = _waiting(pk)
        if found is None:
            return None
        try:
            with workspace(NO_RUN, job_id):  # so that its end is noticed
                rewording.make(found, _watch(pk, stopping))
        except _Stopped:
            ask_for_rewording(pk)
        except _PutAway:
            log.info("Rewording %s was put away", pk)
        except ProviderError as error:
            log.warning("Rewording %s has failed: %s", pk, error)
            found.fail({"code": error.reason})
        except Unwritable as error:
            found.fail({"code": error.reason, "letters": error.letters})
        except Exception:  # a person waits for it, and must not do so for ever
            log.exception("Rewording %s has failed", pk)
            found.fail({"code": "unexpected"})


def rescue_rewording(job_id: int) -> None:
    """The worker of this job has died. Another one does it. After the third time nobody tries it
    again before a person does."""
    job = ProcrastinateJob.objects.filter(pk=job_id, task_name="projects.rewording").first()
    if job is None or not end_lost_job(job_id):
        return
    if found := _waiting(job.args["pk"]):
        if found.lose() < settings.STUDIO_MAX_ATTEMPTS:
            ask_for_rewording(found.pk)
        else:
            found.fail({"code": "worker_lost"})


def _waiting(pk: int) -> Rewording | None:
    waiting = Rewording.objects.select_related("scene__project")
    return waiting.filter(pk=pk, state=RewordingState.WAITING).first()


def _watch(pk: int, stopping: Callable[[], bool]) -> Callable[[], None]:
    looked_at = time.monotonic()

    def beat() -> None:
        nonlocal looked_at
        if stopping():
            raise _Stopped
        if time.monotonic() - looked_at >= EVERY:
            looked_at = time.monotonic()
            if _waiting(pk) is None:
                raise _PutAway

    return beat
