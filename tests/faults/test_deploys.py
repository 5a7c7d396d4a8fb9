"""F18: SIGTERM, as each deploy sends it. Work is handed back at once, and nothing is done twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import psutil
import pytest

from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import AT_REST, Film, Page
from tests.support.studio import wait_until

GRACE = 10.0  # seconds within which a process that was told to end must be gone


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=0, full=10)
def test_a_worker_told_to_stop_hands_its_work_back_at_once(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    figures: Figures,
    step: str,
    round_no: int,
) -> None:
    film = Film.before(bench, step)
    with Page(film) as page:
        assert film.start(step) == 302
        worker = film.wait_for_work()
        time.sleep(chance.uniform(0, 1))
        os.kill(worker, signal.SIGTERM)
        told = time.time()
        wait_until(lambda: not psutil.pid_exists(worker))
        gone = time.time() - told
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == AT_REST[step]
    assert gone < GRACE
    assert all(run["attempt"] - run["hand_backs"] <= 1 for run in film.runs), "an attempt was lost"
    figures.recovered("F18", film.log, told)
    figures.took("F18", "the process's end", gone)
    for back in given_back(film):
        figures.took("F18", "the hand-back", back - told)


def given_back(film: Film) -> list[float]:
    return [entry.at for entry in film.log.updates("run") if entry.moved("hand_backs")]


@pytest.mark.rounds(small=0, full=5)
def test_one_worker_after_the_other_is_replaced_and_the_film_goes_on(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    figures: Figures,
    round_no: int,
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        assert film.make() == 302
        film.wait_for_work()
        for worker in bench.workers:
            os.kill(worker, signal.SIGTERM)
            figures.count("F18")
            wait_until(bench.is_whole)
            time.sleep(chance.uniform(0, 1))
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"


@pytest.mark.rounds(small=1, full=5)
def test_a_studio_that_is_ended_and_started_again_goes_on_where_it_was(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    steps: list[str],
    figures: Figures,
    round_no: int,
) -> None:
    step = chance.choice(steps)
    film = Film.before(bench, step)
    assert film.start(step) == 302
    film.wait_for_work()
    time.sleep(chance.uniform(0, 2))
    told = time.time()
    bench.studio.process.terminate()
    bench.studio.process.wait(timeout=3 * GRACE)
    gone = time.time() - told
    bench.start_again()
    up = time.time()
    film.wait_for_rest()
    at_peace(film)
    assert film.status == AT_REST[step]
    assert gone < 2 * GRACE  # PostgreSQL ends after the others
    figures.recovered("F18", film.log, up)
    figures.took("F18", "the whole studio's end", gone)
