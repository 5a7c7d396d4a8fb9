"""Words for the job engine's tables, in both languages. Procrastinate itself has none.

They are set on its models when the admin is loaded. Only the admin shows them, and migrations do
not see them: Django compares the options and fields as they were declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from projects.jobs.queue import (
    DRAFTS_QUEUE,
    NEWS_QUEUE,
    REWORDINGS_QUEUE,
    SERVICE_SAMPLES_QUEUE,
    STOCK_LOOKUPS_QUEUE,
    SWEEP_QUEUE,
    VOICES_QUEUE,
)
from projects.timeline import WORK_STEPS, State

QUEUES: dict[str, Any] = {step.name.value: step.name.label for step in WORK_STEPS} | {
    DRAFTS_QUEUE: gettext_lazy("Drafts of films"),
    REWORDINGS_QUEUE: gettext_lazy("Other words for scenes"),
    SERVICE_SAMPLES_QUEUE: gettext_lazy("Samples of services’ voices"),
    STOCK_LOOKUPS_QUEUE: gettext_lazy("Free videos and photos looked for"),
    VOICES_QUEUE: gettext_lazy("Samples of voices"),
    NEWS_QUEUE: gettext_lazy("News to web hooks and groups"),
    SWEEP_QUEUE: gettext_lazy("Sweep"),
}
STOPPED = pgettext_lazy("job", "Stopped")
STATES: dict[str, Any] = {
    "todo": State.QUEUED.label,
    "doing": State.RUNNING.label,
    "succeeded": State.SUCCEEDED.label,
    "failed": State.FAILED.label,
    "cancelled": State.CANCELLED.label,
    "aborted": STOPPED,
}
EVENTS = STATES | {
    "deferred": pgettext_lazy("job", "Enqueued"),
    "started": pgettext_lazy("job", "Started"),
    "deferred_for_retry": pgettext_lazy("job", "Enqueued again"),
    "abort_requested": pgettext_lazy("job", "Asked to stop"),
    "scheduled": pgettext_lazy("job", "Enqueued for later"),
}
WORDS: Mapping[str, Any] = QUEUES | EVENTS

NAMES: dict[type[Model], tuple[Any, Any]] = {
    ProcrastinateJob: (gettext_lazy("job"), gettext_lazy("jobs")),
    ProcrastinateEvent: (gettext_lazy("event of a job"), gettext_lazy("events of jobs")),
    ProcrastinateWorker: (gettext_lazy("worker"), gettext_lazy("workers")),
    ProcrastinatePeriodicDefer: (gettext_lazy("periodic job"), gettext_lazy("periodic jobs")),
}
FIELDS = {
    "id": gettext_lazy("number"),
    "args": gettext_lazy("arguments"),
    "at": gettext_lazy("time"),
    "attempts": gettext_lazy("attempts"),
    "defer_timestamp": gettext_lazy("due"),
    "job": gettext_lazy("job"),
    "last_heartbeat": gettext_lazy("last heartbeat"),
    "priority": gettext_lazy("priority"),
    "queue_name": gettext_lazy("queue"),
    "queueing_lock": gettext_lazy("lock in the queue"),
    "scheduled_at": gettext_lazy("not before"),
    "status": gettext_lazy("status"),
    "task_name": gettext_lazy("task"),
    "type": pgettext_lazy("of an event", "what happened"),
    "worker": gettext_lazy("worker"),
}


def words_of(code: str) -> str:
    return str(WORDS.get(code, code))


class WordsFilter(admin.FieldListFilter):
    """Put before one of Django's own filters, it shows words for the codes."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield choice | {"display": words_of(str(choice["display"]))}


class ChoiceFilter(WordsFilter, admin.ChoicesFieldListFilter):
    """For a field with a fixed list of codes."""


class ValueFilter(WordsFilter, admin.AllValuesFieldListFilter):
    """For the codes that are in the table."""


def name_everything() -> None:
    apps.get_app_config("procrastinate").verbose_name = gettext_lazy("Job queue")
    for model, (one, many) in NAMES.items():
        model._meta.verbose_name, model._meta.verbose_name_plural = one, many
        model.__str__ = _title_of  # type: ignore[method-assign,assignment]
        for field in model._meta.fields:
            field.verbose_name = FIELDS.get(field.name, field.verbose_name)


def _title_of(row: Model) -> str:
    """Such as "Job 12"."""
    return _("{kind} {number}").format(kind=capfirst(row._meta.verbose_name), number=row.pk)
