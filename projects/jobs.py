"""The background jobs: the one helper that enqueues, the tasks, and the sweeper.

A job carries a Run's id and nothing else. Whatever the queue does, deliver twice, late or never,
the Run's claim decides who works, and the sweeper finds what nobody works on.
"""

from __future__ import annotations

import logging
import os
import socket
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from projects import steps
from projects.crashpoints import Point, reach
from projects.gate import Gate
from projects.leftovers import remove_leftovers, remove_unshown
from projects.models import Guess, NoLongerMine, Notification, Reply, Run
from projects.models.run import RunQuerySet
from projects.scratch import abandoned, scratch
from projects.timeline import WORK_STEPS, State
from projects.words import Note
from videostudio.sessions import SessionStore

SWEEP_QUEUE = "sweep"
OLD = 24 * 14  # hours
# Of one worker process, each a worker of its own to Procrastinate. Two, because a sweep that had to
# wait until a Run makes room would come to a lost one too late.
LANES: tuple[dict[str, Any], ...] = (
    {"queues": [step.name.value for step in WORK_STEPS]},
    # Of two places the hourly sweep of files may fill one for long. It polls: nothing is urgent.
    {"name": "sweeper", "queues": [SWEEP_QUEUE], "concurrency": 2, "listen_notify": False},
)
AHEAD = 1  # the priority of what has had its turn already: it comes before those that wait
PATIENCE = 3.0  # seconds a job waits for its turn; the sweeper brings it again
PAUSES = (0.5, 1, 2, 4)  # seconds between tries to store a result; then as long as the last

log = logging.getLogger(__name__)
gate = Gate()


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
def start(verb: Callable[[], Iterable[Run]], priority: int = 0) -> None:
    """Run a verb that starts work (`project.retry`, ...) and enqueue its Runs, both or neither."""
    enqueue(verb(), priority)


def work(context: JobContext, run_id: int) -> None:
    work_on(run_id, context.should_abort)


# Jobs that wait, perhaps since before a deploy, call it by these names.
for step in WORK_STEPS:
    app.task(name=f"projects.{step.name}", pass_context=True)(work)


# The seconds stand last: "*/2" in the first place would be every second minute.
@app.periodic(cron="* * * * * */2")
@app.task(name="projects.sweep", queue=SWEEP_QUEUE, queueing_lock="sweep")
def sweep(timestamp: int) -> None:
    """Give every Run that nobody works on back to the queue."""
    for run_id, attempt in abandoned():
        for run in Run.objects.running(run_id, attempt):
            _rescue(run, dead=True)
    take_up(Run.objects.all())


def take_up(runs: RunQuerySet) -> list[Run]:
    """Of these Runs, give those back to the queue that nobody works on; returns them.

    One that was lost for the third time is given up instead.
    """
    silent = list(runs.stale().select_related("project"))
    for run in silent:
        _rescue(run, dead=False)
    waiting = list(runs.without_job())
    for run in waiting:
        _bring_again(run.pk)
    return silent + waiting


# Once an hour, at an odd minute.
@app.periodic(cron="17 * * * *")
@app.task(name="projects.leftovers", queue=SWEEP_QUEUE, queueing_lock="leftovers")
def sweep_leftovers(timestamp: int) -> None:
    remove_leftovers()
    remove_unshown()
    Notification.objects.forget_old()
    Reply.objects.forget_old()
    Guess.forget_old()
    SessionStore.clear_expired()


# What has succeeded is deleted at once; of lost workers' jobs an operator may want to know.
@app.periodic(cron="37 * * * *")
@app.task(name="projects.old_jobs", queue=SWEEP_QUEUE, queueing_lock="old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    await builtin_tasks.remove_old_jobs(
        context, max_hours=OLD, remove_failed=True, remove_cancelled=True, remove_aborted=True
    )


def work_on(run_id: int, stopping: Callable[[], bool]) -> None:
    """Claim the Run and see it through; a claim that is lost on the way ends in silence."""
    with gate.beside(PATIENCE) as entered:
        if not entered:
            return
        run = Run.claim(run_id, worker=f"{socket.gethostname()}:{os.getpid()}")
        if run:
            _see_through(run, stopping)


def _see_through(run: Run, stopping: Callable[[], bool]) -> None:
    try:
        _attempt_or_say_why(run, stopping)
    except NoLongerMine:
        log.info("Run %s attempt %s was taken away", run.pk, run.attempt)


def _attempt_or_say_why(run: Run, stopping: Callable[[], bool]) -> None:
    try:
        reach(Point.CLAIMED)
        _attempt(run, stopping)
    except NoLongerMine:
        raise
    except steps.Stopping:
        start(run.hand_back, AHEAD)
    except Exception as error:
        log.exception("Run %s attempt %s of %s failed", run.pk, run.attempt, run.step)
        _give_up_or_try_again(run, steps.reason_of(error, run), traceback.format_exc())


def _attempt(run: Run, stopping: Callable[[], bool]) -> None:
    with scratch(run.pk, run.attempt) as folder, ExitStack() as stack:
        work = steps.Work(run, folder, stopping)
        if run.losses:
            stack.enter_context(gate.alone(work.beat))
        try:
            keep = steps.perform(work)
            _succeed(run, keep, stopping)
        except BaseException:
            work.discard()
            raise


def _succeed(run: Run, keep: Callable[[], None], stopping: Callable[[], bool]) -> None:
    """The work is done and stored: a database that is away does not throw it away.

    Nobody else can take the Run over meanwhile, and when the database is back the fence decides.
    """
    reach(Point.ENDING)
    pauses = iter(PAUSES)
    while True:
        try:
            return start(lambda: run.succeed(keep))
        except (OperationalError, InterfaceError) as error:
            log.warning("Run %s cannot store its end: %s", run.pk, type(error).__name__)
            if stopping():
                raise
            connection.close()
            time.sleep(next(pauses, PAUSES[-1]))


def _give_up_or_try_again(run: Run, reason: Note, detail: str) -> None:
    if run.attempts_left > 0 and not steps.is_hopeless(reason):
        start(run.try_again)
    else:
        broken = reason["code"] in ("damaged", "file_missing")
        lost = run.project.lost_files(run.beat) if broken else []
        start(lambda: run.fail(reason, detail, lost))


def _rescue(run: Run, *, dead: bool) -> None:
    """A lost Run goes to another worker; one that has silenced three workers is given up."""
    try:
        with transaction.atomic():
            _forget_job(run)
            reach(Point.RESCUING)
            start(lambda: run.lose(dead=dead), AHEAD)
    except NoLongerMine:
        log.info("Run %s has moved on by itself", run.pk)
    except DatabaseError:  # the others are looked at all the same
        log.exception("Run %s could not be rescued", run.pk)


@transaction.atomic
def _bring_again(run_id: int) -> None:
    """Unless a job has claimed it since somebody looked."""
    for run in Run.objects.without_job().filter(pk=run_id).select_for_update(of=("self",)):
        _forget_job(run)
        enqueue([run], AHEAD)


def _forget_job(run: Run) -> None:
    """End the lost worker's job in the queue's own books: nobody else will."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_finish_job_v1(id, 'failed', false) "
            "FROM procrastinate_jobs WHERE id = %s AND status = 'doing'",
            [run.job_id],
        )
