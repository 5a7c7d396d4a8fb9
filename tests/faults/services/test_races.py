"""F16: 2, 8, 32 people click at the same time. One is first, the others see the present state."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from threading import Barrier, Thread

import pytest

from tests.faults.figures import Figures
from tests.faults.film import Film, post
from tests.faults.services.servers import ServedBench

CROWDS = (2, 8, 32)
FAIL = """
UPDATE projects_project SET status = 'failed', step = 'narration', error = '{"code": "unexpected"}'
WHERE id = %(pk)s
"""
PICTURE = {"title": "场景", "visual_description": "操场"}
DEADLOCKS = "SELECT sum(deadlocks)::int FROM pg_stat_database"
Verdict = Callable[..., None]


@pytest.fixture
def crowd(bench: ServedBench, figures: Figures) -> Callable[..., Counter[int]]:
    """Send all requests at the same time. Returns how often each status came; none is a 5xx."""

    def act(*deeds: Callable[[], int]) -> Counter[int]:
        before = bench.value(DEADLOCKS)
        replies: Counter[int] = Counter()
        barrier = Barrier(len(deeds), timeout=60)  # seconds

        def one(deed: Callable[[], int]) -> None:
            barrier.wait()
            replies[deed()] += 1

        threads = [Thread(target=one, args=(deed,)) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        figures.count("F16")
        assert sum(replies.values()) == len(deeds), "somebody got no reply"
        assert not [status for status in replies if status >= 500], bench.studio.printed()[-4000:]
        assert bench.value(DEADLOCKS) == before
        return replies

    return act


@pytest.mark.some("people", CROWDS, small=1)
@pytest.mark.rounds(small=1, full=15)
def test_many_starts_are_one(
    bench: ServedBench, at_peace: Verdict, crowd: Callable[..., Counter], people: int, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    crowd(*[lambda: film.start("narration")] * people)
    assert len(film.runs) == 3
    film.wait_for_rest()
    at_peace(film)
    assert film.row["run_no"] == 1


@pytest.mark.some("people", CROWDS, small=1)
@pytest.mark.rounds(small=0, full=15)
def test_many_retries_are_one(
    bench: ServedBench, at_peace: Verdict, crowd: Callable[..., Counter], people: int, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    bench.connection.execute(FAIL, {"pk": film.pk})
    film.mark = bench.mark()
    crowd(*[lambda: film.post("retry/")] * people)
    film.wait_for_rest()
    at_peace(film)
    assert (film.row["run_no"], len(film.runs)) == (1, 3)


@pytest.mark.some("people", CROWDS, small=1)
@pytest.mark.rounds(small=1, full=15)
def test_many_edits_and_one_start_leave_words_that_somebody_wrote(
    bench: ServedBench, at_peace: Verdict, crowd: Callable[..., Counter], people: int, round_no: int
) -> None:
    film = Film.clone(bench, "written")
    scene = bench.value(
        "SELECT id FROM projects_scene WHERE project_id = %(pk)s AND position = 1", pk=film.pk
    )
    lines = [f"第{number}个人写的。" for number in range(people)]

    def write(line: str) -> int:
        words = {"narration": line, "subtitle": line}
        return film.post(f"scenes/{scene}/words/", **words, **PICTURE)

    edits = [lambda line=line: write(line) for line in lines]
    crowd(*edits, lambda: film.start("narration"))
    film.wait_for_rest()
    at_peace(film)
    row = bench.rows("SELECT * FROM projects_scene WHERE id = %(id)s", id=scene)[0]
    assert row["narration"] == row["subtitle"]
    assert row["narration"] in [*lines, "这是第1句旁白。"]


@pytest.mark.rounds(small=1, full=5)
def test_many_who_look_for_what_is_gone_are_all_answered(
    bench: ServedBench, crowd: Callable[..., Counter], round_no: int
) -> None:
    """There are twice as many people as connections to the database."""
    gone = f"/projects/{uuid.uuid4()}/cancel/"
    assert crowd(*[lambda: post(bench, gone)] * 32) == {404: 32}
    assert crowd(*[lambda: post(bench, "/no-such-address/")] * 32) == {404: 32}


@pytest.mark.some("people", CROWDS, small=1)
@pytest.mark.rounds(small=1, full=15)
def test_whatever_many_do_at_once_ends_well(
    bench: ServedBench,
    at_peace: Verdict,
    chance: Random,
    crowd: Callable[..., Counter],
    people: int,
    round_no: int,
) -> None:
    film = Film.clone(bench, "written")
    paths = ("start/narration/", "make/", "cancel/", "retry/", "start/script/")
    deeds: list[Callable[[], int]] = [partial(film.post, path) for path in paths]
    if chance.random() < 0.5:
        deeds.append(chance.choice([film.delete, film.throw_away]))
    crowd(*chance.choices(deeds, k=people))
    if film.exists:
        film.cancel()
        film.wait_for_rest()
    at_peace(film)
    leftover = "SELECT count(*) FROM projects_run WHERE project_id = %(pk)s"
    assert film.exists or not bench.value(leftover, pk=film.pk)
    assert post(bench, f"/projects/{film.pk}/cancel/") in (302, 404)
