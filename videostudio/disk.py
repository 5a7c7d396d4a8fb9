"""Whether the disk has space left to work in.

Work is refused early, so that nothing is left half made. The embedded database is on the same disk,
and PostgreSQL stops when it cannot write.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from videostudio.upload_limits import MB

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_full(error: object) -> bool:
    """Whether this is the error of a write for which there was no space, or no more allowed."""
    return isinstance(error, OSError) and error.errno in FULL


def is_short() -> bool:
    return free() < settings.STUDIO_LEAST_ROOM * MB


def free() -> int:
    """Free bytes on the data folder's disk."""
    return shutil.disk_usage(settings.DATA).free


def has_room(temporary: int, kept: int) -> bool:
    """Whether so many bytes can be written to the temporary folder and to the data folder, and
    STUDIO_LEAST_ROOM stays free. Of a small disk for temporary files a quarter stays free."""
    folder, least = Path(tempfile.gettempdir()), settings.STUDIO_LEAST_ROOM * MB
    if folder.stat().st_dev == settings.DATA.stat().st_dev:
        return free() - temporary - kept >= least
    disk = shutil.disk_usage(folder)
    has_temporary = disk.free - temporary >= min(least, disk.total // 4)
    return has_temporary and free() - kept >= least
