"""A folder for each attempt at a Run. It is locked for as long as its worker lives.

The kernel frees the lock however a worker ends. So whoever gets the lock knows at once that the
attempt is over, without waiting until its lease expires, and can remove what it left.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

NO_RUN = 0  # for work of no Run: if its process dies, the sweeper removes the folder all the same
UNNAMED = ".new-"
UNNAMED_FOR = 60.0  # seconds until an unnamed folder counts as left behind; naming takes 1 ms
NAMED = re.compile(r"(\d+)-(\d+)-.+")


@contextmanager
def workspace(run_id: int, attempt: int) -> Iterator[Path]:
    """A new folder for this attempt. The end of the block removes it with all that is in it."""
    settings.STUDIO_WORKSPACES.mkdir(mode=0o700, parents=True, exist_ok=True)
    unnamed = Path(tempfile.mkdtemp(prefix=UNNAMED, dir=settings.STUDIO_WORKSPACES))
    descriptor = os.open(unnamed, os.O_RDONLY)
    try:
        # Lock the folder before it gets its name: any sweeper may remove a named, unlocked one.
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        suffix = unnamed.name.removeprefix(UNNAMED)
        folder = unnamed.rename(unnamed.with_name(f"{run_id}-{attempt}-{suffix}"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)


def abandoned() -> Iterator[tuple[int, int]]:
    """Run and attempt of each folder whose worker has died on this machine.

    The folder is locked while the caller handles the attempt, and removed after that. So two
    sweepers never handle the same attempt.
    """
    for folder in _folders():
        named = NAMED.fullmatch(folder.name)
        if named is None:
            if folder.name.startswith(UNNAMED):
                _remove_unnamed(folder)
            continue
        with _taken(folder) as taken:
            if taken:
                yield int(named[1]), int(named[2])
                shutil.rmtree(folder, ignore_errors=True)


def _folders() -> list[Path]:
    with suppress(FileNotFoundError):
        return list(settings.STUDIO_WORKSPACES.iterdir())
    return []


@contextmanager
def _taken(folder: Path) -> Iterator[bool]:
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
    """Remove a folder whose worker died in the millisecond before it could name it."""
    with suppress(FileNotFoundError):
        if time.time() - folder.stat().st_mtime > UNNAMED_FOR:
            shutil.rmtree(folder, ignore_errors=True)
