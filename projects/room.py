"""Whether there is room left to work in. Refused early, nothing is half made, and the embedded
database, which shares the disk, never meets its end: a PostgreSQL that cannot write stops."""

from __future__ import annotations

import shutil

from django.conf import settings

from projects.sizes import MB


def is_short() -> bool:
    return free() < settings.STUDIO_LEAST_ROOM * MB


def free() -> int:
    """Bytes on the data folder's disk."""
    return shutil.disk_usage(settings.DATA).free
