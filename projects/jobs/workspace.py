"""A folder for each attempt at a Run. It is locked for as long as its worker lives.

So whoever gets the lock knows at once that the attempt is over, without waiting until its lease
expires, and can remove what it left.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from videostudio.own_folders import folders_in, locked_folder, taken

NO_RUN = 0  # for work of no Run: if its process dies, the sweeper removes the folder all the same
NAMED = re.compile(r"(\d+)-(\d+)-.+")


@contextmanager
def workspace(run_id: int, attempt: int) -> Iterator[Path]:
    """A new folder for this attempt. The end of the block removes it with all that is in it."""
    folder, descriptor = locked_folder(settings.STUDIO_WORKSPACES, f"{run_id}-{attempt}-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def abandoned() -> Iterator[tuple[int, int]]:
    """Run and attempt of each folder whose worker has died on this machine.

    The folder is locked while the caller handles the attempt, and removed after that. So two
    sweepers never handle the same attempt.
    """
    for folder in folders_in(settings.STUDIO_WORKSPACES):
        if not (named := NAMED.fullmatch(folder.name)):
            continue
        with taken(folder) as is_taken:
            if is_taken:
                yield int(named[1]), int(named[2])
                shutil.rmtree(folder, ignore_errors=True)
