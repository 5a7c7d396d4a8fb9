"""Named places where a crash would hurt most. The fault suite crashes the studio here.

They do nothing unless STUDIO_CRASHPOINTS names a folder. A point acts if a file with its name lies
there. The file is then renamed to `<name>.fired`, so the point acts only once, even if the process
starts again. The file says what happens, and at which pass in one process: `kill`, `stop:3`.
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
    CLAIMED = "claimed"  # the Run is claimed, nothing is done
    REPORTING = "reporting"  # before progress is written to the row
    PAYING = "paying"  # the call is written down, but not sent
    PAID = "paid"  # its answer is there, but not stored
    ORDERED = "ordered"  # a service has a task, and its answer is stored, but not what to ask it by
    PARKING = "parking"  # the Run waits for a service, before the commit
    DELIVERED = "delivered"  # the result of a task is here, but not stored
    MEASURED = "measured"  # ffmpeg is at work
    MADE = "made"  # the file is made, but not stored
    RECEIVED = "received"  # a piece of a sending is on the disk, but its row does not say so
    SHELVING = "shelving"  # the file of a sending is stored, but no row names it
    UPLOADED = "uploaded"  # the file is stored, but no row names it
    ENDING = "ending"  # all files are stored, before the transaction that says so
    SUCCEEDING = "succeeding"  # in that transaction, before its commit
    ENQUEUEING = "enqueueing"  # the job is in the queue, before the commit
    COMMITTED = "committed"  # after the commit, before the hint is sent
    RESCUING = "rescuing"  # the lost worker's job is ended, but its Run is not queued yet
    HANDING_BACK = "handing-back"
    TRYING_AGAIN = "trying-again"
    FAILING = "failing"
    CANCELLING = "cancelling"
    DELETING = "deleting"  # the row is deleted, before the commit
    REMOVING = "removing"  # after the commit, before each file
    CREATED = "created"  # after the commit, before the reply
    STARTED = "started"


_passes: Counter[Point] = Counter()


def reach(point: Point) -> None:
    """Do nothing, unless the fault suite has put a file for this point: then do what it says."""
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
        case "sigterm":  # the process goes on until it handles the signal
            os.kill(os.getpid(), signal.SIGTERM)
        case "enospc":
            raise OSError(errno.ENOSPC, "No space left on device")
        case "error":
            raise RuntimeError(f"crash point {point}")
        case _:
            raise ValueError(f"{point}: no such act: {act}")
