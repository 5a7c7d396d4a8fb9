"""Kills of workers and of the web process at random moments."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from random import Random

from tests.faults.bench import Bench
from tests.faults.film import Film


def kill_at_random(bench: Bench, film: Film, chance: Random, *, times: int) -> list[float]:
    """Kill so many times, or until the film is at rest. Returns when, in seconds since 1970."""
    faults: list[float] = []
    for _ in range(times):
        time.sleep(chance.uniform(0, 3))
        there = [*bench.workers, *bench.workers, bench.web]
        victim = chance.choice(there)
        if film.rests:
            break
        with suppress(ProcessLookupError):
            if victim:
                os.kill(victim, signal.SIGKILL)
                faults.append(time.time())
    return faults
