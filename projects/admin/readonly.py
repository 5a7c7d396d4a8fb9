from __future__ import annotations

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """For a ModelAdmin or an inline: to be looked at by those who may."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
