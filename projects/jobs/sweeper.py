"""The sweeper puts Runs that nobody works on back into the queue, or gives them up."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

from projects.crashpoints import Point, reach
from projects.models import NoLongerMine, PaidCall, Run
from projects.models.run import RunQuerySet
from projects.steps.sending_process import dead_processes
from projects.timeline import ACTIVE

from .drafts import rescue_draft
from .queue import AHEAD, end_lost_job, enqueue, run_and_enqueue
from .rewordings import REWORDINGS
from .service_samples import SERVICE_SAMPLES
from .stock_lookups import STOCK_LOOKUPS
from .workspace import NO_RUN, abandoned

ERRANDS = (REWORDINGS, SERVICE_SAMPLES, STOCK_LOOKUPS)

log = logging.getLogger(__name__)


def sweep_runs() -> None:
    """Put every Run that nobody works on back into the queue, and drafts of dead workers."""
    for process in dead_processes():
        PaidCall.objects.lose_those_of(process)
    for run_id, attempt in abandoned():
        if run_id == NO_RUN:
            rescue_draft(attempt)
            for errands in ERRANDS:
                errands.rescue(attempt)
        for run in Run.objects.running(run_id, attempt):
            _rescue(run, dead=True)
    take_up(Run.objects.all())
    for errands in ERRANDS:
        errands.sweep()


def forget_lost_jobs() -> None:
    """End the jobs whose worker has died and whose Run needs them no more, as it has ended, or
    never was. Else they would count as running for ever.

    A job has no worker any more when Procrastinate has forgotten the one that was silent.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_finish_job_v1(id, 'failed', false) FROM procrastinate_jobs "
            "WHERE status = 'doing' AND worker_id IS NULL AND NOT EXISTS ("
            "SELECT FROM projects_run WHERE job_id = procrastinate_jobs.id AND state = ANY(%s))",
            [list(ACTIVE)],
        )


def take_up(runs: RunQuerySet) -> list[Run]:
    """Put those of these Runs that nobody works on back into the queue. Returns them.

    A Run that was lost for the third time is given up instead.
    """
    silent = list(runs.stale().select_related("project"))
    for run in silent:
        _rescue(run, dead=False)
    waiting = list(runs.without_job())
    for run in waiting:
        _bring_again(run.pk)
    return silent + waiting


def _rescue(run: Run, *, dead: bool) -> None:
    """A lost Run goes to another worker. After three lost workers it is given up."""
    try:
        with transaction.atomic():
            end_lost_job(run.job_id)
            reach(Point.RESCUING)
            run_and_enqueue(lambda: run.lose(dead=dead), AHEAD)
    except NoLongerMine:
        log.info("Run %s has moved on by itself", run.pk)
    except DatabaseError:  # go on with the other Runs
        log.exception("Run %s could not be rescued", run.pk)


@transaction.atomic
def _bring_again(run_id: int) -> None:
    """Enqueue the Run again, unless a job has claimed it since it was found."""
    for run in Run.objects.without_job().filter(pk=run_id).select_for_update(of=("self",)):
        end_lost_job(run.job_id)
        enqueue([run], AHEAD)
