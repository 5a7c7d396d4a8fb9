"""F1: a process is killed at each named crash point, and its work still ends as it should."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from random import Random

import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import AT_REST, ON_THE_WAY, Film, Page, post
from tests.faults.sent import Sent
from tests.support.studio import wait_until

# The points that the web process reaches too. They are armed only after it has passed them.
AFTER_THE_START = (Point.COMMITTED, Point.ENQUEUEING)
# The points that a worker reaches only after a fault, with that fault.
SECOND_FAULTS = {
    Point.TRYING_AGAIN: (Point.MADE, "error"),
    Point.FAILING: (Point.MADE, "enospc"),
    Point.RESCUING: (Point.MADE, "kill"),
    Point.HANDING_BACK: (Point.CLAIMED, "sigterm"),
}
OF_THE_WEB = (Point.CREATED, Point.STARTED, Point.CANCELLING, Point.DELETING, Point.REMOVING)
# The points that it reaches while a photo comes in pieces.
OF_A_SENDING = (Point.RECEIVED, Point.SHELVING)
# Those of a call that costs money: tests/faults/paid.
OF_A_CALL = (Point.PAYING, Point.PAID)
# Those of a service that films: tests/steps/test_filmed_by_a_service.py.
OF_A_TASK = (Point.ORDERED, Point.PARKING, Point.DELIVERED)
Verdict = Callable[..., None]


def test_each_point_is_tried_in_this_file_once() -> None:
    mine = [*ON_THE_WAY, *AFTER_THE_START, *SECOND_FAULTS, *OF_THE_WEB, *OF_A_SENDING]
    mine += [*OF_A_CALL, *OF_A_TASK]
    assert sorted(mine) == sorted(Point)


@pytest.mark.some("point", ON_THE_WAY, small=1)
@pytest.mark.rounds(small=1, full=5)
def test_a_worker_killed_on_the_way_is_replaced_and_the_step_ends(
    bench: Bench,
    at_peace: Verdict,
    chance: Random,
    steps: list[str],
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    step = "edit" if point == Point.MEASURED else chance.choice(steps)
    film = Film.before(bench, step)
    with Page(film) as page:
        bench.arm(point)
        assert film.start(step) == 302
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == AT_REST[step]
    figures.recovered("F1", film.log, bench.wait_for_fire(point))


@pytest.mark.some("point", AFTER_THE_START, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_what_was_committed_goes_on_and_what_was_not_is_done_anew(
    bench: Bench, at_peace: Verdict, figures: Figures, point: Point, round_no: int
) -> None:
    film = Film.clone(bench, "spoken")
    with Page(film) as page:
        assert film.make() == 302
        bench.arm(point)
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    figures.recovered("F1", film.log, bench.wait_for_fire(point))


@pytest.mark.some("point", [*ON_THE_WAY, *AFTER_THE_START], small=1)
@pytest.mark.rounds(small=0, full=3)
def test_a_worker_killed_while_clips_are_made_early_is_replaced_and_the_film_is_made(
    bench: Bench, at_peace: Verdict, figures: Figures, point: Point, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        assert film.make_with_a_long_end() == 302
        film.wait_for_early_clip()
        bench.arm(point)
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    figures.recovered("F1", film.log, bench.wait_for_fire(point))


@pytest.mark.some("point", SECOND_FAULTS, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_a_crash_in_dealing_with_a_fault_is_dealt_with(
    bench: Bench,
    at_peace: Verdict,
    chance: Random,
    steps: list[str],
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    step = chance.choice(steps)
    film = Film.before(bench, step)
    first, act = SECOND_FAULTS[point]
    bench.arm(first, act)
    bench.arm(point)
    assert film.start(step) == 302
    film.wait_for_rest()
    at_peace(film)
    assert film.status == AT_REST[step]
    figures.recovered("F1", film.log, bench.wait_for_fire(point))


# The web process


@pytest.fixture
def dying(bench: Bench, figures: Figures) -> Callable[[Point, Callable[[], object]], None]:
    """A function that makes the web process die at a point, by a request: no reply comes."""

    def die(point: Point, request: Callable[[], object]) -> None:
        bench.arm(point)
        with pytest.raises((OSError, HTTPException)):
            request()
        fault = bench.wait_for_fire(point)
        figures.count("F1")
        wait_until(bench.studio.answers)
        figures.took("F1", "the web's answer", _now(bench) - fault)

    return die


def _now(bench: Bench) -> float:
    return float(bench.value("SELECT extract(epoch FROM clock_timestamp())"))


def insist(request: Callable[[], int]) -> int:
    """Repeat the request until a reply comes, as a person does."""
    replies: list[int] = []

    def ask() -> list[int]:
        with suppress(OSError, HTTPException):
            replies.append(request())
        return replies

    wait_until(ask)
    return replies[0]


@pytest.mark.rounds(small=1, full=5)
def test_a_start_without_a_reply_is_one_start_however_often_it_is_repeated(
    bench: Bench, at_peace: Verdict, dying: Callable[..., None], round_no: int
) -> None:
    film = Film.clone(bench, "written")
    with Page(film) as page:
        dying(Point.STARTED, lambda: film.start("narration"))
        assert insist(lambda: film.start("narration")) == 302
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert len(film.runs) == 3


@pytest.mark.rounds(small=0, full=5)
def test_a_brief_without_a_reply_is_one_project_and_its_script_is_written(
    bench: Bench, at_peace: Verdict, dying: Callable[..., None], round_no: int
) -> None:
    mark, topic = bench.mark(), f"创建后的崩溃{bench.mark()}"
    brief = {"topic": topic, "platform": "douyin", "video_type": "campus", "duration": "short"}
    brief |= {"style": "warm", "voice_style": "gentle_female"}
    dying(Point.CREATED, lambda: post(bench, "/", **brief))
    (row,) = bench.rows("SELECT id FROM projects_project WHERE topic = %(topic)s", topic=topic)
    film = Film(bench, str(row["id"]), mark)
    film.wait_for_rest()
    at_peace(film)
    assert (film.status, film.row["step"]) == ("draft", "script")


@pytest.mark.some("point", [Point.CANCELLING, Point.DELETING], small=1)
@pytest.mark.rounds(small=0, full=5)
def test_a_cancel_or_delete_that_was_not_committed_has_done_nothing(
    bench: Bench, at_peace: Verdict, dying: Callable[..., None], point: Point, round_no: int
) -> None:
    film = Film.clone(bench, "clipped")
    assert film.start("edit") == 302
    film.wait_for_work()
    dying(point, film.cancel if point == Point.CANCELLING else film.delete)
    film.wait_for_rest()
    at_peace(film)
    assert film.status == "completed"


@pytest.mark.rounds(small=0, full=5)
def test_a_delete_that_was_committed_leaves_no_file_though_the_web_died_of_it(
    bench: Bench, at_peace: Verdict, dying: Callable[..., None], round_no: int
) -> None:
    film = Film.clone(bench, "clipped")
    dying(Point.REMOVING, film.delete)
    assert not film.exists
    at_peace(film)


@pytest.mark.some("point", OF_A_SENDING, small=1)
@pytest.mark.rounds(small=1, full=5)
def test_a_photo_goes_on_where_it_was_when_the_web_process_dies_of_it(
    bench: Bench, at_peace: Verdict, dying: Callable[..., None], point: Point, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    photo = Sent(film)
    assert photo.send_half() == 204
    dying(point, photo.send_rest)
    assert insist(photo.send_rest) in (200, 204)
    assert photo.on_the_shelf == 1
    at_peace(film)
