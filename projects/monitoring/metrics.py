"""The figures for Prometheus.

They are read from PostgreSQL at each scrape, so every web process gives the same ones, and none
keeps its own counts. So the client library's multiprocess mode is not needed. Only `process_*` and
`videostudio_live_pages` belong to the one process that answers.

Ended Runs are a gauge over a time window, not a counter: Runs are deleted with their project, and
Prometheus would read a falling counter as one that was reset to zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from projects.jobs import health
from projects.live.hub import hub
from projects.models import Project
from projects.providers import speaker
from projects.status_text import REASONS
from projects.timeline import Status
from videostudio import disk

Samples = Iterable[tuple[tuple[str, ...], float]]


class _OwnFigures(Collector):
    """What this process knows without asking the database."""

    def collect(self) -> Iterator[Gauge]:
        free = "Free on the data folder's disk; below STUDIO_LEAST_ROOM no work is begun."
        yield Gauge("videostudio_storage_free_bytes", free, disk.free())
        yield Gauge("videostudio_live_pages", "Open pages of this process.", hub.pages)
        words = "Whether the configured voice speaks; 0 if a simpler one speaks in its place."
        yield Gauge("videostudio_voice_up", words, float(not speaker().lack()))


class _StoredFigures(Collector):
    """What the database knows. Every series always exists, with 0 if there is nothing."""

    def collect(self) -> Iterator[Gauge]:
        yield from _queues()
        yield Gauge("videostudio_workers_alive", "Worker processes alive.", health.workers())
        yield from _runs()
        counts = dict(Project.objects.order_by().values_list("status").annotate(Count("pk")))
        projects = [((status.value,), counts.get(status, 0)) for status in Status]
        yield _gauge("videostudio_projects", "Projects by status.", ["status"], projects)


def exposition(accept: str, *, stored: bool) -> tuple[bytes, str]:
    """The text and its content type, in the format that `accept` asks for.

    `stored`: whether the database answers. If it does not, `videostudio_database_up` is 0, and all
    figures from the database are left out.
    """
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_OwnFigures())
    registry.register(_DatabaseUp(stored))
    if stored:
        registry.register(_StoredFigures())
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type


class _DatabaseUp(Collector):
    def __init__(self, up: bool) -> None:
        self.up = up

    def collect(self) -> Iterator[Gauge]:
        yield Gauge("videostudio_database_up", "Whether the database answers.", float(self.up))


def _queues() -> Iterator[Gauge]:
    queues = health.queues()
    jobs = [((q.name, state), getattr(q, state)) for q in queues for state in ("todo", "doing")]
    yield _gauge("videostudio_queue_jobs", "Jobs by step.", ["step", "state"], jobs)
    yield _gauge(
        "videostudio_queue_oldest_waiting_seconds",
        "How long the oldest job that waits has waited.",
        ["step"],
        [((queue.name,), queue.oldest) for queue in queues],
    )


def _runs() -> Iterator[Gauge]:
    day = health.day()
    yield _gauge(
        "videostudio_runs_last_hour",
        "Runs that ended in the last hour.",
        ["state"],
        [((state.value,), day.hours[0][state]) for state in health.ENDS],
    )
    yield _gauge(
        "videostudio_run_failures_last_day",
        "Runs that failed in the last 24 hours.",
        ["reason"],
        [((code,), day.reasons.get(code, 0)) for code in {**REASONS, **day.reasons}],
    )
    yield _gauge(
        "videostudio_run_duration_median_seconds",
        f"Median of the newest {health.NEWEST} Runs that succeeded.",
        ["step"],
        [((step,), seconds) for step, seconds in health.medians().items()],
    )


def _gauge(name: str, about: str, labels: list[str], samples: Samples) -> Gauge:
    gauge = Gauge(name, about, labels=labels)
    for values, number in samples:
        gauge.add_metric(values, number)
    return gauge
