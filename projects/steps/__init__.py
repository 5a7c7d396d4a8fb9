"""What each step does. Knows the models, the media and the providers; knows no HTTP and no queue.

The work of a step is `make(attempt)` in the file of its name. `perform` calls it: it makes the
result of a Run and returns how to keep it, a function that writes the rows. That function is called
in the transaction that proves that the Run still holds its claim.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.utils.module_loading import import_string

from projects.timeline import WORK_STEPS
from videostudio import disk

from . import letters
from .attempt import Attempt, Stopping, Waiting
from .pauses import pause_for
from .reasons import is_hopeless, reason_of

# All are looked up at the start, so that a step without its work is noticed then.
MAKERS: dict[str, Callable[[Attempt], Callable[[], None]]] = {
    step.name: import_string(f"{__name__}.{step.name}.make") for step in WORK_STEPS
}

__all__ = [
    "Attempt",
    "Stopping",
    "Waiting",
    "is_hopeless",
    "pause_for",
    "perform",
    "reason_of",
]


def perform(attempt: Attempt) -> Callable[[], None]:
    if disk.is_short():
        raise OSError(errno.ENOSPC, "less room left than STUDIO_LEAST_ROOM")
    letters.check(attempt.run)
    return MAKERS[attempt.run.step](attempt)
