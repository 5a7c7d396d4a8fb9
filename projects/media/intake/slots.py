"""Lets work that fills the memory take turns: one at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 60.0  # seconds that a person who sends a file may wait for their turn


@contextmanager
def turn(lock: threading.Lock, busy: Exception) -> Iterator[None]:
    """Hold the lock. Raises `busy` if others keep it for longer than PATIENCE."""
    if not lock.acquire(timeout=PATIENCE):
        raise busy
    try:
        yield
    finally:
        lock.release()
