"""Jobs, workers and Runs as rows, for tests of the figures of the queue."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from projects.models import Project, Run
from projects.timeline import State
from tests.support.many_projects import execute


def add_jobs(queue: str, count: int, *, status: str = "todo", waited: float = 0) -> None:
    execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
        "SELECT %s, 'x', %s::procrastinate_job_status FROM generate_series(1, %s)",
        *(queue, status, count),
    )
    execute(
        "UPDATE procrastinate_events SET at = statement_timestamp() - make_interval(secs => %s) "
        "WHERE job_id IN (SELECT id FROM procrastinate_jobs WHERE queue_name = %s)",
        *(waited, queue),
    )


def add_lanes(count: int, *, silent: float = 0) -> None:
    execute(
        "INSERT INTO procrastinate_workers (last_heartbeat) "
        "SELECT statement_timestamp() - make_interval(secs => %s) FROM generate_series(1, %s)",
        *(silent, count),
    )


def ended(
    project: Project, step: str, state: State, *, ago: float = 60, took: float = 10, code: str = ""
) -> Run:
    """A Run that ended so many seconds ago; not stored yet."""
    finished = timezone.now() - timedelta(seconds=ago)
    return Run(
        project=project,
        run_no=1,
        step=step,
        state=state,
        reason={"code": code} if code else {},
        started_at=finished - timedelta(seconds=took),
        finished_at=finished,
    )


def add_runs(count: int) -> None:
    """So many for every project, of all ends, one in ten minutes."""
    execute(
        "INSERT INTO projects_run (project_id, run_no, step, state, attempt, progress, work, "
        "reason, detail, worker, started_at, finished_at) "
        "SELECT project.id, number, 'scenes', "
        "(ARRAY['succeeded', 'failed', 'cancelled'])[1 + number %% 3], 1, 100, 1, "
        "CASE number %% 3 WHEN 1 THEN '{\"code\": \"timed_out\"}'::jsonb ELSE '{}' END, '', '', "
        "ended - interval '5 s', ended FROM projects_project AS project, LATERAL ("
        "SELECT number, statement_timestamp() - number * interval '10 min' AS ended "
        "FROM generate_series(0, %s - 1) AS number) AS runs",
        count,
    )
