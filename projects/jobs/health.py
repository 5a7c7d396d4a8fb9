"""How the studio is: what operators' pages and programs that watch are told, read with few queries.

Read from PostgreSQL whenever somebody asks, so that every process gives the same answer; all times
are by the database's clock. A query touches what waits now, a day of Runs, or the newest of a step,
and never all that there ever was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Count, F, FloatField, Func, Min, Q
from django.db.models.functions import Cast, Floor, Now
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinateWorker,
)

from projects.models import Run
from projects.timeline import WORK_STEPS, State

from .queue import LANES, SWEEP_QUEUE

QUEUES = (*(step.name.value for step in WORK_STEPS), SWEEP_QUEUE)
ENDS = (State.SUCCEEDED, State.FAILED, State.CANCELLED)
HOURS = 24
NEWEST = 200  # Runs of a step that its median is taken from

# Procrastinate writes a heartbeat every ten seconds and takes thirty of silence for a death.
SILENT = 30.0

_MEDIANS = """
    SELECT steps.step, percentile_cont(0.5) WITHIN GROUP (ORDER BY past.seconds)
    FROM unnest(%s::text[]) AS steps (step), LATERAL (
        SELECT extract(epoch FROM finished_at - started_at)::float8 AS seconds
        FROM projects_run
        WHERE projects_run.step = steps.step AND state = 'succeeded'
        ORDER BY finished_at DESC LIMIT %s
    ) AS past
    GROUP BY steps.step
"""


class _Seconds(Func):
    """An interval as a number."""

    template, output_field = "EXTRACT(EPOCH FROM %(expressions)s)::float8", FloatField()


@dataclass(frozen=True)
class Queue:
    """The jobs of one queue. `oldest`: seconds since the oldest that waits was put there, or 0."""

    name: str
    todo: int = 0
    doing: int = 0
    oldest: float = 0.0


@dataclass(frozen=True)
class Day:
    """The Runs that ended in the last 24 hours, and why some failed.

    `hours`: counts by state, the hour that ends now first; `reasons`: counts by a code of
    projects.status_text.REASONS, most frequent first.
    """

    hours: list[dict[str, int]]
    reasons: dict[str, int]


def queues() -> list[Queue]:
    """Every queue, in the order of the steps. A job that has had its turn in vain begins anew."""
    waiting = Q(status="todo")
    rows = (
        ProcrastinateJob.objects.filter(status__in=("todo", "doing"))
        .values("queue_name")
        .annotate(
            todo=Count("pk", filter=waiting),
            doing=Count("pk", filter=Q(status="doing")),
            first=Min("pk", filter=waiting),
        )
    )
    found = {row["queue_name"]: row for row in rows}
    ages = _ages([row["first"] for row in found.values() if row["first"]])
    return [
        Queue(name, row["todo"], row["doing"], ages.get(row["first"], 0.0))
        if (row := found.get(name))
        else Queue(name)
        for name in QUEUES
    ]


def workers() -> int:
    """Worker processes that have given a sign of life; one that was killed counts for SILENT."""
    recent = Now() - timedelta(seconds=SILENT)
    return processes(ProcrastinateWorker.objects.filter(last_heartbeat__gt=recent).count())


def processes(lanes: int) -> int:
    """Procrastinate knows lanes and no processes: those of one process begin and end together."""
    return math.ceil(lanes / len(LANES))


def day() -> Day:
    ago = _Seconds(Now() - F("finished_at")) / 3600.0
    rows = (
        Run.objects.filter(finished_at__gt=Now() - timedelta(hours=HOURS), state__in=ENDS)
        .order_by()
        .values("state", "reason__code", hour=Cast(Floor(ago), FloatField()))
        .annotate(runs=Count("pk"))
    )
    hours: list[dict[str, int]] = [dict.fromkeys(map(str, ENDS), 0) for _ in range(HOURS)]
    reasons: dict[str, int] = {}
    for row in rows:
        hour = hours[min(max(int(row["hour"]), 0), HOURS - 1)]
        hour[row["state"]] += row["runs"]
        if row["state"] == State.FAILED:
            code = row["reason__code"] or "unexpected"
            reasons[code] = reasons.get(code, 0) + row["runs"]
    return Day(hours, dict(sorted(reasons.items(), key=lambda item: -item[1])))


def medians() -> dict[str, float]:
    """Seconds that the newest Runs of a step took, by its name; none of a step without Runs."""
    names = [step.name.value for step in WORK_STEPS]
    with connection.cursor() as cursor:
        cursor.execute(_MEDIANS, [names, NEWEST])
        return dict(cursor.fetchall())


def _ages(jobs: list[int]) -> dict[int, float]:
    """Seconds since each of these jobs was deferred."""
    events = ProcrastinateEvent.objects.filter(job__in=jobs, type="deferred")
    return {
        job: max(0.0, age)
        for job, age in events.annotate(age=_Seconds(Now() - F("at"))).values_list("job_id", "age")
    }
