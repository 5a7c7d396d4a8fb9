"""Which process has sent a call, and whether it still lives: an answer comes to it alone."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from videostudio.own_folders import folders_in, locked_folder, taken

_names: dict[tuple[int, Path], str] = {}
_one_at_a_time = threading.Lock()
log = logging.getLogger(__name__)


def this_process() -> str:
    """A name that no other process has. For as long as this one lives, a folder with that name is
    locked. "" if there can be no such folder: then nobody is told when this process dies."""
    place = os.getpid(), _folders()
    with _one_at_a_time:
        if place not in _names:
            try:
                _names[place] = locked_folder(_folders(), "")[0].name  # it is never unlocked
            except OSError as error:
                log.warning("No folder for this process: %s", error)
                return ""
        return _names[place]


def dead_processes() -> Iterator[str]:
    """The names of those that have died on this machine. Each goes when it is handled."""
    for folder in folders_in(_folders()):
        with taken(folder) as is_taken:
            if is_taken:
                yield folder.name
                shutil.rmtree(folder, ignore_errors=True)


def _folders() -> Path:
    workspaces: Path = settings.STUDIO_WORKSPACES
    return workspaces.with_name("senders")
