"""F30: workers are killed while scenes look for stock. A search and a file cost nothing, so nobody
is asked: each scene shows something of the library in the end, and no two the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film
from tests.faults.paid.killer import Killer
from tests.support.services import Services

# Words that no other test has: an answer is used again for a day.
LOOK = """UPDATE projects_scene SET stock_words = %(words)s || ' ' || position
    WHERE project_id = %(pk)s"""
ONLY = "UPDATE projects_project SET stock_by = 'pexels' WHERE id = %(pk)s"
SHOWN = """SELECT made_from->>'key' AS key FROM projects_artifact
    WHERE project_id = %(pk)s AND kind = 'stock_video'"""
POINTS = (Point.PAYING, "search", Point.PAID, "stock", Point.MADE, Point.UPLOADED, Point.ENDING)


@pytest.fixture(autouse=True)
def aimed(bench: Bench, services: Services, killer: Killer) -> Iterator[None]:
    services.asked.clear()
    killer.at, killer.pids = "", lambda: bench.workers
    yield
    killer.at = ""


@pytest.mark.some("at", POINTS, small=1)
@pytest.mark.rounds(small=0, full=1)
def test_each_scene_finds_its_stock_though_workers_are_killed(
    bench: Bench,
    killer: Killer,
    at_peace: Callable[..., None],
    figures: Figures,
    at: Point | str,
    round_no: int,
) -> None:
    film = Film.clone(bench, "written")
    assert film.start("narration") == 302
    film.wait_for_rest()
    words = f"{at} round {round_no}"
    bench.connection.execute(LOOK.encode(), {"pk": film.pk, "words": words})
    bench.connection.execute(ONLY.encode(), {"pk": film.pk})
    film.mark = bench.mark()
    if isinstance(at, Point):
        bench.arm(at)
    else:
        killer.at = at
    assert film.start("scenes") == 302
    film.wait_for_rest()
    assert killer.at == ""
    at_peace(film)
    assert film.status == "draft"
    shown = [row["key"] for row in bench.connection.execute(SHOWN.encode(), {"pk": film.pk})]
    assert len(shown) == len(set(shown)) == 3
    if isinstance(at, Point):
        figures.recovered("F30", film.log, bench.wait_for_fire(at))
