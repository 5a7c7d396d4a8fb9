"""Shows the job engine's own tables. Its actions are left out: its project would not hear of a job
that was cancelled or retried by hand, and the next sweep would correct it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from .engine_words import ChoiceFilter, ValueFilter, name_everything, words_of
from .inlines import Inline
from .readonly import ReadOnly

name_everything()
admin.site.unregister(ProcrastinateJob)


class InWords:
    """Columns that show words for the codes in the engine's tables."""

    @admin.display(description=_("queue"), ordering="queue_name")
    def queue(self, job: ProcrastinateJob) -> str:
        return words_of(job.queue_name)

    @admin.display(description=_("status"), ordering="status")
    def state(self, job: ProcrastinateJob) -> str:
        return words_of(job.status)

    @admin.display(description=pgettext_lazy("of an event", "what happened"), ordering="type")
    def happened(self, event: ProcrastinateEvent) -> str:
        return words_of(event.type)

    @admin.display(description=_("job"), ordering="job_id")
    def of_job(self, row: ProcrastinateEvent | ProcrastinatePeriodicDefer) -> int | None:
        return row.job_id


class EventInline(InWords, Inline):
    model = ProcrastinateEvent
    fields = ["happened", "at"]


@admin.register(ProcrastinateJob)
class JobAdmin(InWords, ReadOnly, ProcrastinateJobAdmin):
    actions = []
    inlines = [EventInline]
    fields = [
        "id",
        "task_name",
        "args",
        "queue",
        "state",
        "priority",
        "queueing_lock",
        "scheduled_at",
        "attempts",
        "worker",
    ]
    list_display = ["id", "queue", "run", "state", "priority", "attempts", "last_event"]
    list_filter = [("status", ChoiceFilter), ("queue_name", ValueFilter)]
    list_per_page = 50
    search_fields = ["pk"]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return self.fields

    @admin.display(description=_("run"), ordering="args__run_id")
    def run(self, job: ProcrastinateJob) -> str:
        return str(job.args.get("run_id", ""))

    @admin.display(description=_("last event"))
    def last_event(self, job: ProcrastinateJob) -> str:
        """The newest event of the job. Its events were read with it, the newest first."""
        last = next(iter(job.procrastinateevent_set.all()), None)
        if not (last and last.at):
            return ""
        return f"{words_of(last.type)}, {date_format(localtime(last.at), 'DATETIME_FORMAT')}"


@admin.register(ProcrastinateWorker)
class WorkerAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["id", "last_heartbeat"]


@admin.register(ProcrastinateEvent)
class EventAdmin(InWords, ReadOnly, admin.ModelAdmin):
    list_display = ["id", "of_job", "happened", "at"]
    list_filter = [("type", ChoiceFilter)]
    fields = readonly_fields = ("id", "of_job", "happened", "at")
    list_per_page = 50
    ordering = ["-pk"]


@admin.register(ProcrastinatePeriodicDefer)
class PeriodicDeferAdmin(InWords, ReadOnly, admin.ModelAdmin):
    list_display = ["id", "task_name", "due", "of_job"]
    fields = readonly_fields = ("id", "task_name", "due", "of_job")
    list_per_page = 50
    ordering = ["-pk"]

    @admin.display(description=_("due"), ordering="defer_timestamp")
    def due(self, periodic: ProcrastinatePeriodicDefer) -> datetime | None:
        seconds = periodic.defer_timestamp
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
