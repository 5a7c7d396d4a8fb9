"""F15: the clock of a worker or of the web jumps, but no work is lost, and nobody has to wait."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.bench import WORKERS, Bench, ForgivingStudio
from tests.faults.figures import Figures
from tests.faults.film import Film, Page
from tests.faults.services.clocked import build, turn

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and a C compiler"
)
HOUR, DAY = 3600, 86_400
JUMPS = (HOUR, -HOUR, DAY, -DAY)
WHOSE = ("web", "worker 1", "all workers")
Verdict = Callable[..., None]


class ClockedStudio(ForgivingStudio):
    argv = [sys.executable, "-m", "tests.faults.services.clocked", "studio"]


class ClockedBench(Bench):
    """A bench without a template: a film is made from the first step."""

    kind = ClockedStudio

    def __init__(self) -> None:
        self.clocks = Path(tempfile.mkdtemp(prefix="studio-clocks-"))
        build(self.clocks)
        super().__init__(CLOCKS=str(self.clocks))

    def close(self) -> None:
        super().close()
        shutil.rmtree(self.clocks)

    def jump(self, whose: str, by: int) -> None:
        every = [f"worker {number + 1}" for number in range(WORKERS)]
        for name in every if whose == "all workers" else [whose]:
            turn(self.clocks / name, by)


@pytest.fixture(scope="module")
def the_bench() -> Iterator[ClockedBench]:
    bench = ClockedBench()
    try:
        yield bench
    finally:
        bench.close()


@pytest.fixture
def bench(the_bench: ClockedBench) -> Iterator[ClockedBench]:
    yield the_bench
    for whose in ("web", "all workers"):
        the_bench.jump(whose, 0)


@pytest.mark.some("whose", WHOSE, small=1)
@pytest.mark.some("by", JUMPS, small=1)
@pytest.mark.rounds(small=0, full=2)
def test_a_clock_that_jumps_costs_nobody_their_work(
    bench: ClockedBench,
    at_peace: Verdict,
    figures: Figures,
    whose: str,
    by: int,
    round_no: int,
) -> None:
    film = Film.before(bench, "narration")
    with Page(film) as page:
        assert film.start("narration") == 302
        film.wait_for_work()
        bench.jump(whose, by)
        film.wait_for_rest()
        bench.jump(whose, 0)
        assert film.start("script") == 302
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "draft"
    assert not [run for run in film.runs if run["attempt"] > 1], "work was taken away"
    figures.count("F15")


@pytest.mark.some("by", JUMPS, small=1)
@pytest.mark.rounds(small=0, full=3)
def test_lost_work_is_found_although_the_clocks_have_jumped(
    bench: ClockedBench,
    at_peace: Verdict,
    chance: Random,
    figures: Figures,
    by: int,
    round_no: int,
) -> None:
    """The worker's clock decides when the sweeper runs. If it is set back, the sweeper goes on."""
    film = Film.before(bench, "narration")
    assert film.start("narration") == 302
    worker = film.wait_for_work()
    bench.jump("all workers", by)
    os.kill(worker, signal.SIGKILL)
    killed = float(bench.value("SELECT extract(epoch FROM clock_timestamp())"))
    film.wait_for_rest()
    at_peace(film)
    assert film.status == "draft", [run["detail"] for run in film.runs]
    figures.recovered("F15", film.log, killed)
