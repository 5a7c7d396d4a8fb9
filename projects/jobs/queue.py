"""The queue: the only helper that puts work on it, and the lanes that take work from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from projects.crashpoints import Point, reach
from projects.models import Run
from projects.timeline import WORK_STEPS, State, step_of

STEP_QUEUES = [step.name.value for step in WORK_STEPS]
SWEEP_QUEUE = "sweep"
VOICES_QUEUE, DRAFTS_QUEUE, REWORDINGS_QUEUE = "voices", "drafts", "rewordings"
SERVICE_SAMPLES_QUEUE, STOCK_LOOKUPS_QUEUE = "service_samples", "stock_lookups"
ERRANDS_QUEUES = [REWORDINGS_QUEUE, SERVICE_SAMPLES_QUEUE, STOCK_LOOKUPS_QUEUE]
NEWS_QUEUE = "news"
# The lanes of one worker process. To Procrastinate each is a separate worker. Sweeps have a lane of
# their own: if they waited until a Run ends, they would find lost Runs too late.
LANES: tuple[dict[str, Any], ...] = (
    {"queues": [*STEP_QUEUES, *ERRANDS_QUEUES, DRAFTS_QUEUE, VOICES_QUEUE]},
    # The hourly sweep of files may take one of the two places for long. This lane polls, because
    # nothing in it is urgent.
    {"name": "sweeper", "queues": [SWEEP_QUEUE], "concurrency": 2, "listen_notify": False},
    # It waits for servers of other people, and no step or sweep shall wait for them.
    {"name": "news", "queues": [NEWS_QUEUE], "concurrency": 2, "listen_notify": False},
)
# Places by which the clip of a scene comes after its narration. So of two lanes one speaks the next
# scenes, while the other makes the clips of those before.
BEHIND = 2
LAST = -(10**6)  # the priority of work that nobody waits for
BEHIND_STEPS = -(10**5)  # the priority of a draft: somebody sees it, but steps go first
AHEAD = 1  # the priority of a Run that has had its turn already: it goes before all that wait


def enqueue(runs: Iterable[Run], priority: int = 0, in_seconds: float = 0) -> None:
    """Put a job for each Run on its step's queue, in the caller's transaction."""
    when = {"schedule_in": {"seconds": in_seconds}} if in_seconds else {}
    runs = list(runs)
    ahead = 0 if priority else _place_behind_scene(runs) or _waiting_before(runs)
    for place, run in enumerate(runs, start=ahead):
        job = _job_of(
            run.step,
            queue=run.step,
            priority=priority or -place,
            task_kwargs={"run_id": run.pk},
            **when,
        )
        Run.objects.filter(pk=run.pk).update(job_id=job.defer())
        reach(Point.ENQUEUEING)


def _place_behind_scene(runs: list[Run]) -> int:
    """BEHIND the place of the job that makes what the first of these Runs needs of its scene. 0 if
    no job of this start does."""
    if not runs:
        return 0
    first = runs[0]
    needed = [each.name for each in step_of(first.step).needs if each.overlapping]
    makers = first.project.runs.filter(run_no=first.run_no, scene=first.scene, step__in=needed)
    jobs = ProcrastinateJob.objects.filter(pk__in=makers.values("job_id"))
    priority = jobs.values_list("priority", flat=True).first()
    return 0 if priority is None else BEHIND + max(0, -priority)


def ask_for_voice_samples(in_seconds: int = 0) -> None:
    """Let a worker make the samples that are missing, when it has nothing else to do."""
    job = _job_of(
        "voice_samples",
        queue=VOICES_QUEUE,
        priority=LAST,
        queueing_lock="voice_samples",
        schedule_in={"seconds": in_seconds},
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer()


def ask_for_draft(project: UUID, losses: int = 0, in_seconds: int = 0) -> None:
    """Let a worker make the draft of this project, when no step waits for it. `losses`: how
    often that was in vain."""
    job = _job_of(
        "draft",
        queue=DRAFTS_QUEUE,
        priority=BEHIND_STEPS,
        queueing_lock=f"draft-{project}",
        task_kwargs={"project_id": str(project), "losses": losses},
        schedule_in={"seconds": in_seconds},
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer()


def ask_for_errand(task: str, pk: int, in_seconds: int = 0) -> None:
    """Let a worker do it, in the caller's transaction. It takes little of a worker, and a person
    waits for it."""
    job = _job_of(
        task,
        queue=f"{task}s",
        priority=AHEAD,
        task_kwargs={"pk": pk},
        schedule_in={"seconds": in_seconds},
    )
    job.defer()


def ask_for_delivery(delivery: UUID) -> None:
    """Let a worker send it. A job that is lost does no harm: the sweeper asks again."""
    job = _job_of(
        "deliver",
        queue=NEWS_QUEUE,
        queueing_lock=f"delivery-{delivery}",
        task_kwargs={"delivery_id": str(delivery)},
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer()


def end_lost_job(job_id: int | None) -> bool:
    """End the job of a lost worker in the queue's own tables, because nobody else does. False if it
    was not at work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_finish_job_v1(id, 'failed', false) "
            "FROM procrastinate_jobs WHERE id = %s AND status = 'doing'",
            [job_id],
        )
        return bool(cursor.rowcount)


def _job_of(task: str, **options: Any) -> JobDeferrer:
    """A job to defer in the caller's transaction.

    Procrastinate's app has its own connection pool in a worker, so its `defer` is outside of the
    transaction: a change that is rolled back would leave its job behind.
    """
    manager = JobManager(DjangoConnector())
    return configure_task(name=f"projects.{task}", job_manager=manager, **options)


def _waiting_before(runs: list[Run]) -> int:
    """How many other Runs their owner has in the queue. These Runs go back by as many places, so
    that other people get their turn."""
    if not runs:
        return 0
    queued = Run.objects.filter(state=State.QUEUED, project__owner=runs[0].project.owner_id)
    return queued.exclude(pk__in=[run.pk for run in runs]).count()


@transaction.atomic
def run_and_enqueue(
    verb: Callable[[], Iterable[Run]], priority: int = 0, in_seconds: float = 0
) -> None:
    """Call a verb that starts work (`project.retry`, ...) and enqueue its Runs: both or neither."""
    enqueue(verb(), priority, in_seconds)
