"""Where projects stand in the queue: how many jobs go before theirs, and about how long that takes.

It is read from the rows whenever somebody asks. A job goes before another if its Run is at work, or
if the queue gives it to a worker first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import ceil
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection

from projects.models import Project, Run
from projects.timeline import WORK_STEPS, State

from .health import workers

# The same order as `procrastinate_fetch_job_v2`. A Run without a waiting job comes first: a worker
# has just fetched its job, or the sweeper will put it ahead of all others.
_LINE = """
    WITH line AS (
        SELECT run.project_id, row_number() OVER turn - 1 AS ahead,
            sum(rate.seconds * run.work * (100 - run.progress) / 100) OVER before AS seconds,
            count(*) FILTER (WHERE rate.seconds IS NULL) OVER before AS unknown
        FROM projects_run AS run
        LEFT JOIN procrastinate_jobs AS job ON job.id = run.job_id AND job.status = 'todo'
        LEFT JOIN unnest(%s::text[], %s::float8[]) AS rate (step, seconds) ON rate.step = run.step
        WHERE run.state IN ('queued', 'running')
        WINDOW
            turn AS (
                ORDER BY run.state = 'running' DESC, job.priority DESC NULLS FIRST, job.id, run.id
            ),
            before AS (turn ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    SELECT DISTINCT ON (project_id) project_id, ahead, seconds, unknown
    FROM line WHERE project_id = ANY(%s) ORDER BY project_id, ahead
"""


class Place(NamedTuple):
    """A place in the queue. `ahead`: how many jobs go before; None if the project does not wait.
    `seconds`: about how long that takes, from past Runs; None if there is nothing to go by."""

    ahead: int | None = None
    seconds: int | None = None


Places = dict[UUID, Place]
NOT_WAITING = Place()


def places_of(projects: Iterable[UUID]) -> Places:
    """The places of those of these projects that wait for a worker: they have queued Runs, and none
    at work or waiting for a service. A project whose turn it is, because a worker is free, does not
    wait."""
    waiting = _waiting(projects)
    if not waiting:
        return {}
    room = workers() * settings.STUDIO_CONCURRENCY
    rates = {step.name.value: Run.rate(step) for step in WORK_STEPS}
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [list(rates), list(rates.values()), list(waiting)])
        found = cursor.fetchall()
    return {
        project: Place(ahead, _about(seconds, room) if not unknown else None)
        for project, ahead, seconds, unknown in found
        if ahead >= room
    }


def places_among(projects: Iterable[Project]) -> Places:
    """The places of those of these projects that run and wait. If none runs, it asks nothing."""
    return places_of(project.pk for project in projects if project.running)


def _waiting(projects: Iterable[UUID]) -> set[UUID]:
    states: dict[UUID, set[str]] = defaultdict(set)
    active = Run.objects.active().filter(project__in=list(projects)).order_by()
    for project, state in active.values_list("project_id", "state").distinct():
        states[project].add(state)
    at_work = {State.RUNNING, State.WAITING}
    return {project for project, found in states.items() if not found & at_work}


def _about(seconds: float | None, room: int) -> int | None:
    """Seconds until so much work is done by all places together, coarsely. None without a worker.

    It is coarse because it is only an estimate, and because every change of it is pushed.
    """
    if not room:
        return None
    left = (seconds or 0) / room
    return 10 * ceil(left / 10) if left <= 60 else 60 * round(left / 60)
