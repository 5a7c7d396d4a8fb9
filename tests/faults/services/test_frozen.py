"""F25: every worker, or the web, is frozen for good. Nobody is left, so the supervisor must act."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import psutil
import pytest

from tests.faults.figures import Figures
from tests.faults.film import Film
from tests.faults.services.servers import ServedBench
from tests.support.studio import wait_until


@pytest.mark.rounds(small=1, full=20)
def test_a_film_is_made_though_every_worker_is_frozen_and_pages_return_though_the_web_is(
    bench: ServedBench,
    at_peace: Callable[..., None],
    chance: Random,
    figures: Figures,
    round_no: int,
) -> None:
    film = Film.before(bench, "narration")
    assert film.start("narration") == 302
    film.wait_for_work()
    time.sleep(chance.uniform(0, 1))
    frozen = [*bench.workers, bench.web]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    fault = time.time()
    wait_until(lambda: not any(map(psutil.pid_exists, frozen)))
    figures.took("F25", "the frozen are gone", time.time() - fault)
    wait_until(bench.studio.answers)
    figures.took("F25", "pages answer", time.time() - fault)
    film.wait_for_rest()
    at_peace(film)
    figures.recovered("F25", film.log, fault)
