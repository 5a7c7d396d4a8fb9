"""The studio's health, for operators' pages and monitoring programs, read with few queries.

It is read from PostgreSQL whenever somebody asks, so every process gives the same answer. All times
use the database's clock. A query reads only the waiting jobs, one day of Runs, or the newest Runs
of a step, and never the whole history.
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
from projects.timeline import State

from .queue import (
    DRAFTS_QUEUE,
    ERRANDS_QUEUES,
    LANES,
    NEWS_QUEUE,
    STEP_QUEUES,
    SWEEP_QUEUE,
    VOICES_QUEUE,
)

OTHERS = (
    *ERRANDS_QUEUES,
    DRAFTS_QUEUE,
    VOICES_QUEUE,
    NEWS_QUEUE,
    SWEEP_QUEUE,
)
QUEUES = (*STEP_QUEUES, *OTHERS)
ENDS = (State.SUCCEEDED, State.FAILED, State.CANCELLED)
HOURS = 24
NEWEST = 200  # Runs of a step that count for its median

# Seconds. Procrastinate writes a heartbeat every ten, and counts a worker as dead after thirty.
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
    """An interval as a number of seconds."""

    template, output_field = "EXTRACT(EPOCH FROM %(expressions)s)::float8", FloatField()


@dataclass(frozen=True)
class Queue:
    """The jobs of one queue. `oldest`: seconds that the oldest waiting job has waited, or 0."""

    name: str
    todo: int = 0
    doing: int = 0
    oldest: float = 0.0


@dataclass(frozen=True)
class Day:
    """The Runs that ended in the last 24 hours, and why some failed.

    `hours`: counts by state; the hour that ends now is first. `reasons`: counts by a code of
    projects.status_text.REASONS; the most frequent is first.
    """

    hours: list[dict[str, int]]
    reasons: dict[str, int]


def queues() -> list[Queue]:
    """Every queue, in the order of the steps.

    A job that could not claim its Run ends, and the sweep enqueues another, which waits from 0.
    """
    due = Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=Now())
    waiting = Q(status="todo") & due  # the others are for later, and nobody need take them now
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
    """Worker processes that gave a sign of life. A killed one counts for SILENT seconds more."""
    recent = Now() - timedelta(seconds=SILENT)
    return processes(ProcrastinateWorker.objects.filter(last_heartbeat__gt=recent).count())


def processes(lanes: int) -> int:
    """How many worker processes have these lanes. Procrastinate counts only lanes, but the lanes of
    one process begin and end together."""
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
    """The median of the seconds that a step's newest Runs took, by its name.

    A step without Runs is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MEDIANS, [STEP_QUEUES, NEWEST])
        return dict(cursor.fetchall())


def _ages(jobs: list[int]) -> dict[int, float]:
    """Seconds since each of these jobs was enqueued."""
    events = ProcrastinateEvent.objects.filter(job__in=jobs, type="deferred")
    return {
        job: max(0.0, age)
        for job, age in events.annotate(age=_Seconds(Now() - F("at"))).values_list("job_id", "age")
    }
