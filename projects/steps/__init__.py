"""What each step does. Knows the models, the media and the providers; knows no HTTP and no queue.

`perform` makes the result of a Run and returns how to keep it: a function that writes the rows, to
be called in the transaction that proves the Run still holds its claim.
"""

from __future__ import annotations

import errno
from collections.abc import Callable

from projects.timeline import StepName
from videostudio import disk

from . import film, narration, scenes, script
from .attempt import Attempt, Stopping
from .reasons import is_hopeless, reason_of

MAKERS: dict[str, Callable[[Attempt], Callable[[], None]]] = {
    StepName.SCRIPT: script.write,
    StepName.NARRATION: narration.speak,
    StepName.SCENES: scenes.make,
    StepName.EDIT: film.merge,
}

__all__ = ["Stopping", "Attempt", "is_hopeless", "perform", "reason_of"]


def perform(attempt: Attempt) -> Callable[[], None]:
    if disk.is_short():
        raise OSError(errno.ENOSPC, "less room left than STUDIO_LEAST_ROOM")
    return MAKERS[attempt.run.step](attempt)
