"""F23: work that is cancelled, or deleted into the bin or for good, stops and cannot come back."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import AT_REST, ON_THE_WAY, Film, Page
from tests.support.studio import wait_until

VERBS = {"cancel": Film.cancel, "delete": Film.delete, "throw away": Film.throw_away}
STOPS_WITHIN = 5.0  # seconds; the aim is 2, but the machine may be busy


@pytest.mark.some("verb", VERBS, small=1)
@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=1, full=5)
def test_work_stops_at_a_cancel_or_delete(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    figures: Figures,
    step: str,
    verb: str,
    round_no: int,
) -> None:
    film = Film.before(bench, step)
    before = film.files
    with Page(film) as page:
        assert film.start(step) == 302
        wait_until(lambda: bench.at_work() or film.rests)
        time.sleep(chance.uniform(0, 0.5))
        assert VERBS[verb](film) in (200, 302)
        done = time.time()
        wait_until(lambda: not bench.at_work())
        stopped = time.time() - done
        at_peace(film, pages=(page,))
    assert stopped < STOPS_WITHIN
    stays_away(film, verb, before)
    figures.count("F23")
    figures.took("F23", f"the last child's end ({verb})", stopped)


@pytest.mark.some("verb", VERBS, small=1)
@pytest.mark.some("point", ON_THE_WAY, small=1)
@pytest.mark.rounds(small=1, full=2)
def test_work_in_flight_cannot_undo_a_cancel_or_delete(
    bench: Bench,
    at_peace: Callable[..., None],
    chance: Random,
    steps: list[str],
    figures: Figures,
    point: Point,
    verb: str,
    round_no: int,
) -> None:
    step = "edit" if point == Point.MEASURED else chance.choice(steps)
    film = Film.before(bench, step)
    before = film.files
    bench.arm(point, "stop")
    assert film.start(step) == 302
    bench.wait_for_fire(point)
    assert VERBS[verb](film) in (200, 302)
    for frozen in bench.frozen():
        os.kill(frozen, signal.SIGCONT)
    wait_until(lambda: not bench.at_work())
    at_peace(film)
    stays_away(film, verb, before)
    figures.count("F23")


@pytest.mark.rounds(small=0, full=5)
def test_a_cancel_stops_a_narration_and_a_clip_that_are_made_at_the_same_time(
    bench: Bench, at_peace: Callable[..., None], figures: Figures, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        assert film.make_with_a_long_end() == 302
        film.wait_for_two_steps()
        assert film.cancel() == 302
        wait_until(lambda: not bench.at_work())
        at_peace(film, pages=(page,))
    stays_away(film, "cancel", set())
    figures.count("F23")


@pytest.mark.some("point", ON_THE_WAY, small=1)
@pytest.mark.rounds(small=0, full=2)
def test_after_a_cancel_of_early_clips_the_film_is_made_of_what_is_there(
    bench: Bench,
    at_peace: Callable[..., None],
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        assert film.make_with_a_long_end() == 302
        film.wait_for_early_clip()
        bench.arm(point, "stop")
        bench.wait_for_fire(point)
        assert film.cancel() == 302
        for frozen in bench.frozen():
            os.kill(frozen, signal.SIGCONT)
        assert film.make() == 302  # at once: the workers that were stopped may not know yet
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    figures.count("F23")


def stays_away(film: Film, verb: str, before: set[str]) -> None:
    """Nothing was written since. Of a cancelled step, only the finished scenes are there."""
    if verb == "delete":
        assert not film.exists
        wait_until(lambda: not film.files)
        return
    assert film.status == "draft"
    assert not [run for run in film.runs if run["state"] in ("queued", "running")]
    wait_until(lambda: film.files == {Path(a["file"]).name for a in film.artifacts})
    assert before <= film.files
