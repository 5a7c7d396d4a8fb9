"""What a page gets again and again: a sign of life, with the time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from .asset_version import asset_version


@dataclass(frozen=True)
class Pulse:
    """A sign of life with the asset version and the server's time. `idle`: no worker is alive."""

    idle: bool
    id = "pulse"
    digest = ""

    def __str__(self) -> str:
        mark = mark_safe(" data-idle") if self.idle else ""
        html = '<div id="pulse" hidden data-now="{}" data-asset-version="{}"{}></div>'
        return format_html(html, now(), asset_version(), mark)


def now() -> int:
    """The server's time in milliseconds since 1970. Browsers count on from it."""
    return round(time.time() * 1000)
