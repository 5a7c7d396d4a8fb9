from __future__ import annotations

from django.contrib import admin

from projects.models import HouseStyle

from .readonly import ReadOnly


@admin.register(HouseStyle)
class HouseStyleAdmin(ReadOnly, admin.ModelAdmin):
    """They are changed on the studio's own pages, whose forms show what is chosen."""

    list_display = ["name", "owner", "style", "voice_style", "made_at"]
    list_select_related = ["owner"]
    list_per_page = 50
    search_fields = ["name", "owner__username"]
