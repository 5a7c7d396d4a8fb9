"""Work that takes seconds and knows no beat."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

TICK = 0.25  # seconds between two beats


def beside(work: Callable[[], object], beat: Callable[[], None]) -> None:
    """Do it in a thread, and beat meanwhile."""
    pool = ThreadPoolExecutor(1)
    try:
        doing = pool.submit(work)
        while not wait([doing], TICK).done:
            beat()
        doing.result()
    finally:
        pool.shutdown(wait=False)
