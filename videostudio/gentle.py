"""Lets a thread, and the programs that it starts, give way to all others."""

from __future__ import annotations

import os
import threading
from contextlib import suppress

GENTLE = 19  # the lowest priority of a thread, also for its reading


def give_way() -> None:
    """For `initializer` of a ThreadPoolExecutor. Linux has a priority for each thread; it cannot be
    raised again, so the thread must end with its work."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GENTLE)
