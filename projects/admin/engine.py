"""The job engine's own tables, to be looked at. Its actions are left out: a job that is cancelled
or retried by hand is put right by the next sweep, and tells its project nothing."""

from __future__ import annotations

from django.contrib import admin
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
    list_display = ["pk", "queue_name", "pretty_args", "pretty_status", "priority", "summary"]
    list_filter = ["status", "queue_name"]
    list_per_page = 50
    search_fields = ["pk"]


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
