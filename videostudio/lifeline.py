"""Children that do not outlive us, however we end."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def ends_with_us(by: signal.Signals) -> Callable[[], None]:
    """For subprocess' preexec_fn: on Linux the kernel sends the child `by` when we are gone.

    "We" is the *thread* that starts the child, so start it from one that lasts.
    """
    parent = os.getpid()

    def in_child() -> None:
        if sys.platform == "linux":
            _libc.prctl(PR_SET_PDEATHSIG, by)
            if os.getppid() != parent:
                os._exit(1)

    return in_child
