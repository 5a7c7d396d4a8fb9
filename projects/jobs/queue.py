"""The queue: the one helper that puts work on it, and the lanes that take work from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from projects.crashpoints import Point, reach
from projects.models import Run
from projects.timeline import WORK_STEPS, State

SWEEP_QUEUE = "sweep"
# Of one worker process, each a worker of its own to Procrastinate. Two, because a sweep that had to
# wait until a Run makes room would come to a lost one too late.
LANES: tuple[dict[str, Any], ...] = (
    {"queues": [step.name.value for step in WORK_STEPS]},
    # Of two places the hourly sweep of files may fill one for long. It polls: nothing is urgent.
    {"name": "sweeper", "queues": [SWEEP_QUEUE], "concurrency": 2, "listen_notify": False},
)
AHEAD = 1  # the priority of what has had its turn already: it comes before those that wait


def enqueue(runs: Iterable[Run], priority: int = 0) -> None:
    """Put a job for each Run on its step's queue, in the caller's transaction.

    The app's own `defer` is not part of the transaction in a worker, where the app has a pool of
    its own: a rolled back change would leave its job behind. This one is, everywhere.
    """
    runs = list(runs)
    ahead = 0 if priority else _waiting_before(runs)
    for place, run in enumerate(runs, start=ahead):
        job = configure_task(
            name=f"projects.{run.step}",
            job_manager=JobManager(DjangoConnector()),
            queue=run.step,
            priority=priority or -place,
            task_kwargs={"run_id": run.pk},
        )
        Run.objects.filter(pk=run.pk).update(job_id=job.defer())
        reach(Point.ENQUEUEING)


def _waiting_before(runs: list[Run]) -> int:
    """How many others their owner has in the queue: by so many they stand back for other people."""
    if not runs:
        return 0
    queued = Run.objects.filter(state=State.QUEUED, project__owner=runs[0].project.owner_id)
    return queued.exclude(pk__in=[run.pk for run in runs]).count()


@transaction.atomic
def run_and_enqueue(verb: Callable[[], Iterable[Run]], priority: int = 0) -> None:
    """Run a verb that starts work (`project.retry`, ...) and enqueue its Runs, both or neither."""
    enqueue(verb(), priority)
