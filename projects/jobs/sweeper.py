"""The sweeper: what nobody works on goes back to the queue, or is given up."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

from projects.crashpoints import Point, reach
from projects.models import NoLongerMine, Run
from projects.models.run import RunQuerySet

from .queue import AHEAD, enqueue, run_and_enqueue
from .workspace import abandoned

log = logging.getLogger(__name__)


def sweep_runs() -> None:
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


def _rescue(run: Run, *, dead: bool) -> None:
    """A lost Run goes to another worker; one that has silenced three workers is given up."""
    try:
        with transaction.atomic():
            _forget_job(run)
            reach(Point.RESCUING)
            run_and_enqueue(lambda: run.lose(dead=dead), AHEAD)
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
