"""Shows the job engine's own tables. Its actions are left out: its project would not hear of a job
that was cancelled or retried by hand, and the next sweep would correct it."""

from __future__ import annotations

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.admin import ProcrastinateEventInline, ProcrastinateJobAdmin
from procrastinate.contrib.django.models import (
    ProcrastinateEvent,
    ProcrastinateJob,
    ProcrastinatePeriodicDefer,
    ProcrastinateWorker,
)

from .readonly import ReadOnly

admin.site.unregister(ProcrastinateJob)


class EventInline(ReadOnly, ProcrastinateEventInline):
    extra = 0


@admin.register(ProcrastinateJob)
class JobAdmin(ReadOnly, ProcrastinateJobAdmin):
    actions = []
    inlines = [EventInline]
    fields = [
        "pk",
        "task_name",
        "args",
        "queue_name",
        "status",
        "priority",
        "queueing_lock",
        "scheduled_at",
        "attempts",
        "worker",
    ]
    list_display = ["pk", "queue_name", "run", "status", "priority", "attempts", "last_event"]
    list_filter = ["status", "queue_name"]
    list_per_page = 50
    search_fields = ["pk"]

    @admin.display(description=_("run"), ordering="args__run_id")
    def run(self, job: ProcrastinateJob) -> str:
        return str(job.args.get("run_id", ""))

    @admin.display(description=_("last event"))
    def last_event(self, job: ProcrastinateJob) -> str:
        """The newest event of the job. Its events were read with it, the newest first."""
        last = next(iter(job.procrastinateevent_set.all()), None)
        if not (last and last.at):
            return ""
        return f"{last.type}, {date_format(localtime(last.at), 'DATETIME_FORMAT')}"


@admin.register(ProcrastinateWorker)
class WorkerAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["pk", "last_heartbeat"]


@admin.register(ProcrastinateEvent)
class EventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["pk", "job_id", "type", "at"]
    list_filter = ["type"]
    list_per_page = 50
    ordering = ["-pk"]


@admin.register(ProcrastinatePeriodicDefer)
class PeriodicDeferAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["pk", "task_name", "defer_timestamp", "job_id"]
    list_per_page = 50
    ordering = ["-pk"]
