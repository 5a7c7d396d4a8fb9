"""Makes child processes end with their parent, however the parent ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# It is looked up now: between fork and exec, a program with threads must not import anything or
# look anything up, because another thread may hold the lock for that.
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


def ends_with_us(
    by: signal.Signals, then: Callable[[], None] | None = None
) -> Callable[[], None] | None:
    """For subprocess' preexec_fn: on Linux the kernel sends `by` to the child when its parent ends.

    `then` is what else the child does before its own program begins.

    This holds before the child's own program begins, so a child that hangs at its start ends too.
    Danger: the parent is the *thread* that starts the child. Start it from a thread that lasts.
    """
    if not (prctl := _prctl):
        return then
    parent, number = os.getpid(), int(by)

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # the parent ended before the line above
            os._exit(1)
        if then:
            then()

    return in_child
