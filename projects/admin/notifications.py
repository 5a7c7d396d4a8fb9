from __future__ import annotations

from django.contrib import admin

from projects.models import Notification

from .readonly import ReadOnly


@admin.register(Notification)
class NotificationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["project", "user", "step", "outcome", "created_at", "shown_at", "read_at"]
    list_filter = ["outcome", "step"]
    list_select_related = ["project", "user"]
    list_per_page = 50
    search_fields = ["project__topic", "project__title", "user__username"]
