"""Taking turns: what fills a machine's memory is done one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 60.0  # seconds that somebody who sends a file may be kept waiting for their turn


@contextmanager
def turn(lock: threading.Lock, busy: Exception) -> Iterator[None]:
    """Hold the lock, or raise `busy` where others have kept it for too long."""
    if not lock.acquire(timeout=PATIENCE):
        raise busy
    try:
        yield
    finally:
        lock.release()
