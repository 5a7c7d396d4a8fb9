"""Whether the disk has space left to work in.

Work is refused early, so that nothing is left half made. The embedded database is on the same disk,
and PostgreSQL stops when it cannot write.
"""

from __future__ import annotations

import shutil

from django.conf import settings

from videostudio.upload_limits import MB


def is_short() -> bool:
    return free() < settings.STUDIO_LEAST_ROOM * MB


def free() -> int:
    """Free bytes on the data folder's disk."""
    return shutil.disk_usage(settings.DATA).free
