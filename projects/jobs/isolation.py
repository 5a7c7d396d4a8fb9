"""A shared and an exclusive lock for the Runs in one worker process.

A Run that was lost with its worker may have killed it, or may only have run beside the one that
did. When it runs again, it runs alone: then it cannot take other Runs down with it, and no crash of
another Run is counted as its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TICK = 0.5  # seconds


class Isolation:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._exclusive = 0  # Runs that work alone, or wait for the others to leave
        self._taken = False

    @property
    def is_wanted(self) -> bool:
        """Whether a Run works alone, or waits for the others to leave."""
        return self._exclusive > 0

    @contextmanager
    def shared(self, timeout: float) -> Iterator[bool]:
        """Work beside others. Yields False if a Run worked alone for all of `timeout` seconds."""
        with self._changed:
            entered = self._changed.wait_for(lambda: not self._exclusive, timeout)
            self._inside += entered
        try:
            yield entered
        finally:
            with self._changed:
                self._inside -= entered
                self._changed.notify_all()

    @contextmanager
    def exclusive(self, beat: Callable[[], None]) -> Iterator[None]:
        """Call this within `shared`. It goes on alone once the others have left. It calls `beat`
        while it waits."""
        self._set_apart(+1)
        try:
            while not self._take():
                beat()
            try:
                yield
            finally:
                self._taken = False
        finally:
            self._set_apart(-1)

    def _set_apart(self, one: int) -> None:
        """Count one of the Runs inside as exclusive (+1), or the other way round (-1)."""
        with self._changed:
            self._exclusive += one
            self._inside -= one
            self._changed.notify_all()

    def _take(self) -> bool:
        with self._changed:
            free = self._changed.wait_for(lambda: not (self._inside or self._taken), TICK)
            self._taken = self._taken or free
            return free
