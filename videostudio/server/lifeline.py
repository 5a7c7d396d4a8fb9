"""Children that do not outlive us, however we end."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# Resolved now: between fork and exec of a threaded program nothing may be imported or looked up.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def ends_with_us(by: signal.Signals) -> Callable[[], None] | None:
    """For subprocess' preexec_fn: on Linux the kernel sends the child `by` when we are gone.

    From before its own program begins, so that one that hangs at its very start ends as well.
    "We" is the *thread* that starts the child, so start it from one that lasts.
    """
    if not (prctl := _prctl):
        return None
    parent, number = os.getpid(), int(by)

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return in_child
