"""F2: kill -9 of workers and of the web process at random moments, up to four times in a film."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import pytest

from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film, Page
from tests.faults.killing import kill_at_random
from tests.support.studio import wait_until


@pytest.mark.rounds(small=1, full=50)
def test_a_film_is_made_whoever_is_killed_on_the_way(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    figures: Figures,
    round_no: int,
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        assert film.make() == 302
        faults = kill_at_random(bench, film, chance, times=1 + (round_no + 1) % 4)
        film.wait_for_rest()
        if film.status == "failed":
            assert film.row["error"]["code"] == "worker_lost"
            assert max(run["attempt"] for run in film.runs) >= 3
            wait_until(bench.is_whole)
            assert film.post("retry/") == 302
            film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    for fault in faults:
        figures.recovered("F2", film.log, fault)


@pytest.mark.rounds(small=0, full=10)
def test_workers_killed_while_one_scene_is_spoken_and_another_is_made_a_clip_of(
    bench: Bench, at_peace: Callable[..., None], figures: Figures, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        assert film.make_with_a_long_end() == 302
        for worker in film.wait_for_two_steps():
            os.kill(worker, signal.SIGKILL)
        fault = time.time()
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    figures.recovered("F2", film.log, fault)
