"""Does what a service is asked for beside the steps of a film, without a place in a worker while
the service works, and without paying twice if a worker is lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.models.errand import Errand
from projects.providers.base import ProviderError
from projects.steps.attempt import Waiting
from projects.steps.letters import Unwritable

from .alone import alone_with
from .queue import ask_for_errand, end_lost_job
from .workspace import NO_RUN, workspace

EVERY = 0.5  # seconds between heartbeats
LATER = 2  # seconds until it is tried again

Make = Callable[[Any, Path, Callable[[], None]], None]
"""Do the errand, in a folder that goes, and call the third again and again. Raises Waiting,
ProviderError and Unwritable."""

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """This worker stops."""


class _PutAway(Exception):
    """Nobody waits for it any more."""


@dataclass(frozen=True)
class Errands:
    """All of one kind. `task`: of their jobs; their queue has the name of the plural."""

    task: str
    model: type[Errand]
    make: Make
    related: tuple[str, ...] = ()  # what is read with one

    def ask(self, pk: int, in_seconds: int = 0) -> None:
        ask_for_errand(self.task, pk, in_seconds)

    def work_on(self, pk: int, job_id: int, stopping: Callable[[], bool]) -> None:
        with alone_with(f"{self.task} {pk}") as is_alone:
            if not is_alone:
                return self.ask(pk, in_seconds=LATER)
            if found := self._waiting(pk):
                self._do(found, job_id, stopping)
        return None

    def rescue(self, job_id: int) -> None:
        """The worker of this job has died, on this machine."""
        job = ProcrastinateJob.objects.filter(pk=job_id, task_name=f"projects.{self.task}").first()
        if job and end_lost_job(job_id) and (found := self._waiting(job.args["pk"])):
            self._lose(found)

    def sweep(self) -> None:
        """Those whose worker was lost with its machine: nothing of it is seen here."""
        for found in self.model._default_manager.silent():  # type: ignore[attr-defined]
            jobs = ProcrastinateJob.objects.filter(
                task_name=f"projects.{self.task}", args__pk=found.pk
            )
            if jobs.filter(status="todo").exists():
                continue  # it has its turn soon
            with transaction.atomic():
                for job in jobs.filter(status="doing"):
                    end_lost_job(job.pk)
                self._lose(found)

    def _do(self, found: Errand, job_id: int, stopping: Callable[[], bool]) -> None:
        try:
            with workspace(NO_RUN, job_id) as folder:  # so that its end is noticed
                self.make(found, folder, _beat(found, stopping))
        except _Stopped:
            self.ask(found.pk)
        except Waiting as wait:
            self.ask(found.pk, in_seconds=max(1, ceil(wait.seconds)))
            if wait.until:
                wait.until.add_done_callback(lambda _: self.ask(found.pk))
        except _PutAway:
            log.info("%s %s was put away", self.task, found.pk)
        except ProviderError as error:
            log.warning("%s %s has failed: %s", self.task, found.pk, error)
            found.fail({"code": error.reason})
        except Unwritable as error:
            found.fail({"code": error.reason, "letters": error.letters})
        except Exception:  # a person waits for it, and must not do so for ever
            log.exception("%s %s has failed", self.task, found.pk)
            found.fail({"code": "unexpected"})

    def _lose(self, found: Errand) -> None:
        """Another worker does it. After the third time nobody tries it again before a person
        does."""
        log.warning("%s %s: its worker is lost", self.task, found.pk)
        if found.lose() < settings.STUDIO_MAX_ATTEMPTS:
            found.heartbeat()
            self.ask(found.pk)
        else:
            found.fail({"code": "worker_lost"})

    def _waiting(self, pk: int) -> Errand | None:
        waiting = self.model._default_manager.waiting()  # type: ignore[attr-defined]
        found: Errand | None = waiting.select_related(*self.related).filter(pk=pk).first()
        return found


def _beat(found: Errand, stopping: Callable[[], bool]) -> Callable[[], None]:
    if not found.heartbeat():
        raise _PutAway
    beaten_at = time.monotonic()

    def beat() -> None:
        nonlocal beaten_at
        if stopping():
            raise _Stopped
        if time.monotonic() - beaten_at >= EVERY:
            beaten_at = time.monotonic()
            if not found.heartbeat():
                raise _PutAway

    return beat
