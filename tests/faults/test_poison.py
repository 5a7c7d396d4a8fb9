"""F22: a project that kills each worker that works on it fails; other people's work goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film
from tests.support.studio import wait_until

DELAYED_BY = 60.0  # seconds, at most


@pytest.mark.rounds(small=0, full=5)
def test_a_poisonous_project_fails_after_three_workers_and_the_others_films_are_made(
    bench: Bench, at_peace: Callable[..., None], figures: Figures, round_no: int
) -> None:
    poison, other = Film.clone(bench, "clipped"), Film.clone(bench, "clipped")
    began = time.time()
    assert poison.start("edit") == 302
    assert other.start("edit") == 302
    killed: set[int] = set()

    def poisoned() -> bool:
        """Kill the worker that has claimed it. Returns whether the project is at rest."""
        if (victim := poison.working_pid()) and victim not in killed:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            killed.add(victim)
        return poison.rests

    wait_until(poisoned)
    other.wait_for_rest()
    at_peace(poison, other)
    assert (poison.status, poison.row["error"]["code"]) == ("failed", "worker_lost")
    assert len(killed) == 3
    assert other.status == "completed"
    figures.count("F22", len(killed))
    figures.took("F22", "the other's film", other.log.ends[-1].at - began)
    figures.took("F22", "the poison's end", poison.log.ends[-1].at - began)
    assert other.log.ends[-1].at - began < DELAYED_BY
