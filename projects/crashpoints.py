"""Places where a crash would hurt most, by name: here the fault suite crashes the studio.

Inert, unless STUDIO_CRASHPOINTS names a folder. A point acts where a file of its name lies there:
the file is taken away (renamed to `<name>.fired`), so it acts once, however often the process is
started again. The file says what happens, and at which pass of one process: `kill`, `stop:3`.
"""

from __future__ import annotations

import errno
import os
import signal
from collections import Counter
from enum import StrEnum
from pathlib import Path

from django.conf import settings


class Point(StrEnum):
    CLAIMED = "claimed"  # the Run is ours, nothing is done
    REPORTING = "reporting"  # before the row hears how far the work is
    MEASURED = "measured"  # ffmpeg is at work
    MADE = "made"  # the file is there, and not stored
    UPLOADED = "uploaded"  # stored, and no row names it
    ENDING = "ending"  # all is stored, before the transaction that says so
    SUCCEEDING = "succeeding"  # in that transaction, before its commit
    ENQUEUEING = "enqueueing"  # the job is in the queue, before the commit
    COMMITTED = "committed"  # before anybody is told to look
    RESCUING = "rescuing"  # a lost worker's job is forgotten, its Run not yet given away
    HANDING_BACK = "handing-back"
    TRYING_AGAIN = "trying-again"
    FAILING = "failing"
    CANCELLING = "cancelling"
    DELETING = "deleting"  # the row is gone, before the commit
    REMOVING = "removing"  # after the commit, before each file
    CREATED = "created"  # after the commit, before the reply
    STARTED = "started"


_passes: Counter[Point] = Counter()


def reach(point: Point) -> None:
    """Go on; or, where the suite has laid a file for this point, do what it says."""
    if not settings.STUDIO_CRASHPOINTS:
        return
    armed = Path(settings.STUDIO_CRASHPOINTS) / point
    try:
        act, _, at_pass = armed.read_text().partition(":")
        _passes[point] += 1
        if _passes[point] < int(at_pass or 1):
            return
        armed.rename(armed.with_suffix(".fired"))
    except FileNotFoundError:  # not armed, or another process was first
        return
    del _passes[point]
    _act(act, point)


def _act(act: str, point: Point) -> None:
    match act:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "sigterm":  # and the process goes on, until it has heard it
            os.kill(os.getpid(), signal.SIGTERM)
        case "enospc":
            raise OSError(errno.ENOSPC, "No space left on device")
        case "error":
            raise RuntimeError(f"crash point {point}")
        case _:
            raise ValueError(f"{point}: no such act: {act}")
