"""F5: PostgreSQL restarts, or is away for a while. Committed work stays, and goes on by itself."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random

import pytest

from tests.faults.figures import Figures
from tests.faults.film import AT_REST, Film, Page
from tests.faults.services.servers import STOPS, ServedBench
from tests.support.studio import wait_until

BACK_IN = 60.0  # seconds from the database's return to the end of the step
END_ALL = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
PEOPLE = 40  # more than a web process has connections
Verdict = Callable[..., None]


def look_and_leave(bench: ServedBench) -> None:
    """Ask for the home page, and wait for a second."""
    home = http.client.HTTPConnection("127.0.0.1", bench.studio.port, timeout=1)
    home.request("GET", "/", headers={"Cookie": bench.studio.cookies(session=bench.session)})
    with suppress(TimeoutError):
        home.getresponse()
    home.close()


@pytest.fixture
def survived(
    bench: ServedBench, at_peace: Verdict, figures: Figures
) -> Callable[[str, Callable[[], float]], None]:
    """Do that to the database in the middle of the step. The step must end as usual."""

    def survive(step: str, trouble: Callable[[], float]) -> None:
        film = Film.before(bench, step)
        with Page(film) as page:
            assert film.start(step) == 302
            film.wait_for_work()
            back = trouble()
            film.wait_for_rest()
            ended = film.log.ends[-1].at
            at_peace(film, pages=(page,))
        assert film.status == AT_REST[step], film.row["error"]
        assert ended - back < BACK_IN
        figures.recovered("F5", film.log, back)

    return survive


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.some("mode", STOPS, small=1)
@pytest.mark.rounds(small=1, full=5)
def test_a_restart_in_the_middle_of_a_step_is_survived(
    bench: ServedBench,
    chance: Random,
    survived: Callable[..., None],
    step: str,
    mode: str,
    round_no: int,
) -> None:
    def restart() -> float:
        time.sleep(chance.uniform(0, 1))
        return bench.away(mode, 0)

    survived(step, restart)


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.some("seconds", [3, 45, 120], small=0)
@pytest.mark.rounds(small=0, full=3)
def test_work_goes_on_when_a_database_that_was_away_is_back(
    bench: ServedBench,
    chance: Random,
    survived: Callable[..., None],
    step: str,
    seconds: int,
    round_no: int,
) -> None:
    def go_away() -> float:
        time.sleep(chance.uniform(0, 1))
        return bench.away(chance.choice(list(STOPS)), seconds)

    survived(step, go_away)


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_the_end_of_all_connections_is_survived(
    bench: ServedBench,
    chance: Random,
    survived: Callable[..., None],
    step: str,
    round_no: int,
) -> None:
    def end_all() -> float:
        for _ in range(chance.randint(1, 3)):
            time.sleep(chance.uniform(0, 0.5))
            bench.value(END_ALL)
        return time.time()

    survived(step, end_all)


@pytest.mark.some("step", AT_REST, small=0)
@pytest.mark.rounds(small=0, full=3)
def test_people_who_did_not_wait_for_a_frozen_database_are_served_when_it_thaws(
    bench: ServedBench,
    chance: Random,
    survived: Callable[..., None],
    step: str,
    round_no: int,
) -> None:
    def freeze() -> float:
        time.sleep(chance.uniform(0, 1))
        for trouble in (lambda: None, bench.postgresql.freeze):  # at first they fill the pool
            trouble()
            with ThreadPoolExecutor(PEOPLE) as people:
                list(people.map(look_and_leave, [bench] * PEOPLE))
        time.sleep(chance.uniform(12, 25))
        bench.postgresql.thaw()
        return time.time()

    survived(step, freeze)


@pytest.mark.rounds(small=0, full=5)
def test_a_studio_at_rest_works_again_when_the_database_is_back(
    bench: ServedBench, at_peace: Verdict, chance: Random, figures: Figures, round_no: int
) -> None:
    film = Film.clone(bench, "spoken")
    with Page(film) as page:
        seconds = chance.choice([0, 3, 45]) if round_no else 3
        back = bench.away(chance.choice(list(STOPS)), seconds)
        wait_until(lambda: film.start("scenes") == 302, BACK_IN)
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "draft"
    figures.recovered("F5", film.log, back)
