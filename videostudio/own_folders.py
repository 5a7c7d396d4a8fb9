"""Folders that are locked for as long as their process lives.

The kernel frees the lock however a process ends. So whoever gets the lock knows at once that it is
dead, and that what it has begun goes on no more.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

UNNAMED = ".new-"
UNNAMED_FOR = 60.0  # seconds until an unnamed folder counts as left behind; naming takes 1 ms


def locked_folder(parent: Path, begin: str) -> tuple[Path, int]:
    """A new folder whose name begins so, and the descriptor whose end frees its lock."""
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unnamed = Path(tempfile.mkdtemp(prefix=UNNAMED, dir=parent))
    descriptor = os.open(unnamed, os.O_RDONLY)
    try:
        # Lock the folder before it gets its name: anybody may remove a named, unlocked one.
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        suffix = unnamed.name.removeprefix(UNNAMED)
        return unnamed.rename(unnamed.with_name(f"{begin}{suffix}")), descriptor
    except BaseException:
        os.close(descriptor)
        raise


def folders_in(parent: Path) -> list[Path]:
    """Those that have a name. What was left without one goes."""
    with suppress(FileNotFoundError):
        there = list(parent.iterdir())
        for folder in there:
            if folder.name.startswith(UNNAMED):
                _remove_unnamed(folder)
        return [folder for folder in there if not folder.name.startswith(UNNAMED)]
    return []


@contextmanager
def taken(folder: Path) -> Iterator[bool]:
    """Whether the folder's lock was free. If it was, it is held for the block."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Its owner may have ended normally and removed it between the two lines above.
        yield folder.exists()
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _remove_unnamed(folder: Path) -> None:
    """Remove a folder whose process died in the millisecond before it could name it."""
    with suppress(FileNotFoundError):
        if time.time() - folder.stat().st_mtime > UNNAMED_FOR:
            shutil.rmtree(folder, ignore_errors=True)
