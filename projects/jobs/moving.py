"""Whether the jobs of this process go on. One that hangs for ever would keep its place for ever.

A job asks again and again whether it shall stop, at least twice a second while it works. If one has
not asked for HUNG_AFTER seconds, the worker gives no more signs of life, and is replaced. The Run
is long with another worker by then, or waits to be tried alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

HUNG_AFTER = 60.0  # ten times the lease of a Run

_asked: dict[object, float] = {}


@contextmanager
def watched(stopping: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
    """For the time of a job. Yields `stopping` for its work: each call shows that it goes on."""
    job = object()

    def ask() -> bool:
        _asked[job] = time.monotonic()
        return stopping()

    _asked[job] = time.monotonic()
    try:
        yield ask
    finally:
        del _asked[job]


def all_go_on() -> bool:
    return all(time.monotonic() - asked < HUNG_AFTER for asked in list(_asked.values()))
