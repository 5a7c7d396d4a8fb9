"""F3: a worker is frozen for longer than its lease, another takes over, then the first wakes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import psutil
import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import ON_THE_WAY, Film, Page
from tests.support.studio import wait_until

STOPS_WITHIN = 5.0  # seconds after its next write


@pytest.mark.some("point", ON_THE_WAY, small=1)
@pytest.mark.rounds(small=1, full=3)
def test_a_worker_that_wakes_finds_its_work_with_another_and_stops(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    steps: list[str],
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    step = "edit" if point == Point.MEASURED else chance.choice(steps)
    film = Film.before(bench, step)
    with Page(film) as page:
        bench.arm(point, "stop")
        assert film.start(step) == 302
        fault = bench.wait_for_fire(point)
        (zombie,) = bench.frozen()
        wait_until(lambda: taken_over(film, zombie) or film.rests)
        if chance.random() < 0.5:  # either the other worker has finished long ago, or it is at work
            film.wait_for_rest()
        children = [pid for pid, parent in bench.at_work().items() if parent == zombie]
        os.kill(zombie, signal.SIGCONT)
        woken = time.time()
        wait_until(lambda: not any(map(psutil.pid_exists, children)))
        stopped = time.time() - woken
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert stopped < STOPS_WITHIN
    figures.recovered("F3", film.log, fault)
    figures.took("F3", "the zombie's last child, from its waking", stopped)


def taken_over(film: Film, zombie: int) -> bool:
    """Whether another worker has claimed what the frozen one had claimed."""
    return any(run["attempt"] > 1 and not run["worker"].endswith(f":{zombie}") for run in film.runs)
