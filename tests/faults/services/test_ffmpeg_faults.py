"""F12: ffmpeg crashes, makes nothing or (F13) hangs. It is tried again, or fails with a reason."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from random import Random

import pytest

from tests.faults.figures import Figures
from tests.faults.film import AT_REST, Film
from tests.faults.services.servers import ServedBench
from tests.support.studio import wait_until

FAULTS = ("crash", "nothing", "error")
WITH_FFMPEG = [step for step in AT_REST if step != "narration"]
STALLED = 25.0  # seconds: 20 without progress, and the time before that
Verdict = Callable[..., None]


@pytest.mark.some("step", WITH_FFMPEG, small=1)
@pytest.mark.some("fault", FAULTS, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_an_ffmpeg_that_fails_once_is_tried_again(
    bench: ServedBench, at_peace: Verdict, figures: Figures, step: str, fault: str, round_no: int
) -> None:
    film = Film.before(bench, step)
    bench.plan.write_text(fault)
    began = time.time()
    assert film.start(step) == 302
    film.wait_for_rest()
    at_peace(film)
    assert not bench.plan.exists(), "no ffmpeg came by"
    assert film.status == AT_REST[step]
    figures.recovered("F12", film.log, began)


@pytest.mark.some("fault", FAULTS, small=1)
@pytest.mark.rounds(small=1, full=3)
def test_an_ffmpeg_that_always_fails_ends_with_a_reason_and_its_last_words(
    bench: ServedBench, at_peace: Verdict, figures: Figures, fault: str, round_no: int
) -> None:
    film = Film.clone(bench, "clipped")
    assert film.start("edit") == 302

    def fails() -> bool:
        bench.plan.write_text(fault)
        return film.rests

    wait_until(fails)
    bench.plan.unlink(missing_ok=True)
    at_peace(film)
    (run,) = film.runs
    assert (film.status, run["attempt"]) == ("failed", 3)
    assert film.row["error"]["code"] in ("ffmpeg_failed", "damaged")
    assert fault == "nothing" or "Cannot do it today" in run["detail"]
    assert str(bench.base) not in f"{film.row['error']} {run['detail']}".split("Traceback")[0]
    assert film.post("retry/") == 302
    film.wait_for_rest()
    assert film.status == "completed"
    figures.count("F12")


@pytest.mark.some("step", WITH_FFMPEG, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_an_ffmpeg_that_hangs_is_killed_and_its_work_done_again(
    bench: ServedBench,
    at_peace: Verdict,
    chance: Random,
    figures: Figures,
    step: str,
    round_no: int,
) -> None:
    film = Film.before(bench, step)
    if chance.random() < 0.5:
        bench.plan.write_text("hang")
        assert film.start(step) == 302
        wait_until(lambda: not bench.plan.exists())
        hanging = time.time()
    else:
        assert film.start(step) == 302
        wait_until(lambda: _freeze_one(bench) or film.rests)
        hanging = time.time()
    wait_until(lambda: film.rests)
    at_peace(film)
    assert film.status == AT_REST[step]
    again = [claim.at - hanging for claim in film.log.claims if claim.new["attempt"] == 2]
    assert all(seconds < STALLED for seconds in again)
    figures.count("F13")
    for seconds in again:
        figures.took("F13", "next claim", seconds)


def _freeze_one(bench: ServedBench) -> bool:
    for pid in bench.at_work():
        try:
            os.kill(pid, signal.SIGSTOP)
        except ProcessLookupError:
            continue
        return True
    return False
