"""F6: Redis is killed, frozen, or was never there. Pages are a little late, and that is all."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import pytest

from tests.faults.figures import Figures
from tests.faults.film import AT_REST, Film, Page
from tests.faults.services.servers import ServedBench
from tests.support.studio import wait_until

SLOWER = 1.10  # the time with a frozen Redis, as a ratio to the time with a working one
Verdict = Callable[..., None]


@pytest.fixture
def goes_on(
    bench: ServedBench, at_peace: Verdict, figures: Figures
) -> Callable[[str, Callable[[], None]], float]:
    """Do that to Redis, then begin a step. It ends, and its page says so. Returns the seconds."""

    def go_on(step: str, trouble: Callable[[], None]) -> float:
        film = Film.before(bench, step)
        with Page(film) as page:
            trouble()
            assert film.start(step) == 302
            film.wait_for_rest()
            at_peace(film, pages=(page,))
        assert film.status == AT_REST[step]
        end = film.log.ends[-1].at
        shown = next(frame.at for frame in reversed(page.frames))
        figures.count("F6")
        figures.took("F6", "shown after the end", max(0.0, shown - end))
        return end - film.log.claims[0].at

    return go_on


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=0, full=10)
def test_a_killed_redis_is_not_missed(
    bench: ServedBench, goes_on: Callable[..., float], step: str, round_no: int
) -> None:
    goes_on(step, lambda: bench.redis.stop(signal.SIGKILL))


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=1, full=10)
def test_a_frozen_redis_holds_up_nothing(
    bench: ServedBench, goes_on: Callable[..., float], step: str, round_no: int
) -> None:
    goes_on(step, bench.redis.freeze)


@pytest.mark.rounds(small=0, full=5)
def test_a_redis_that_comes_back_is_used_again(
    bench: ServedBench,
    goes_on: Callable[..., float],
    chance: Random,
    round_no: int,
) -> None:
    def flap() -> None:
        bench.redis.stop(signal.SIGKILL)
        time.sleep(chance.uniform(0, 2))
        bench.redis.start()

    goes_on("edit", flap)


@pytest.mark.rounds(small=0, full=5)
def test_processes_that_have_never_seen_a_redis_do_all_the_same(
    bench: ServedBench, goes_on: Callable[..., float], round_no: int
) -> None:
    bench.redis.stop(signal.SIGKILL)
    for pid in (*bench.workers, bench.web):
        os.kill(pid, signal.SIGKILL)
    time.sleep(1)
    wait_until(bench.is_whole)
    goes_on("scenes", lambda: None)


@pytest.mark.rounds(small=0, full=1)
def test_a_frozen_redis_makes_a_step_at_most_a_tenth_slower(
    bench: ServedBench, goes_on: Callable[..., float], figures: Figures, round_no: int
) -> None:
    """The two run in turn, so that other work of the machine slows both in the same way."""
    plain, frozen = [], []
    for _ in range(8):
        bench.redis.thaw()
        time.sleep(6)
        plain.append(goes_on("scenes", lambda: None))
        frozen.append(goes_on("scenes", bench.redis.freeze))
    ratio = sorted(frozen)[4] / sorted(plain)[4]
    figures.took("F6", "frozen: a step's time as a ratio", ratio)
    assert ratio <= SLOWER
