"""Who may work beside whom in one worker process.

A Run that was lost with its worker may be what killed it, or may only have stood beside what did.
Worked on alone, it can take nobody along; and nobody else's misfortune can be counted against it.
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
        self._suspects = 0  # at work alone, or waiting for the others to leave
        self._taken = False

    @contextmanager
    def shared(self, timeout: float) -> Iterator[bool]:
        """Work beside others; False where somebody worked alone throughout `timeout` seconds."""
        with self._changed:
            entered = self._changed.wait_for(lambda: not self._suspects, timeout)
            self._inside += entered
        try:
            yield entered
        finally:
            with self._changed:
                self._inside -= entered
                self._changed.notify_all()

    @contextmanager
    def exclusive(self, beat: Callable[[], None]) -> Iterator[None]:
        """Within `beside`: go on alone, once the others have left; `beat` is called meanwhile."""
        self._leave_for_alone(+1)
        try:
            while not self._take():
                beat()
            try:
                yield
            finally:
                self._taken = False
        finally:
            self._leave_for_alone(-1)

    def _leave_for_alone(self, suspects: int) -> None:
        with self._changed:
            self._suspects += suspects
            self._inside -= suspects
            self._changed.notify_all()

    def _take(self) -> bool:
        with self._changed:
            free = self._changed.wait_for(lambda: not (self._inside or self._taken), TICK)
            self._taken = self._taken or free
            return free
