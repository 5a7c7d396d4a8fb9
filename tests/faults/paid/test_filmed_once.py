"""F28: a worker is killed at each point between the order of footage and what is made of it. Each
scene is ordered once, by the ledger of the service, unless the order itself is unknown. At the
small size tests/steps/test_filmed_by_a_service.py holds that without a kill."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film
from tests.support.services import Services

ONLY = "UPDATE projects_project SET video_by = 'camera' WHERE id = %(pk)s"
Verdict = Callable[..., None]


@pytest.mark.some("point", [Point.ORDERED, Point.PARKING, Point.DELIVERED, Point.ENDING], small=1)
@pytest.mark.rounds(small=0, full=5)
def test_each_scene_is_ordered_once_though_a_worker_is_killed(
    bench: Bench,
    services: Services,
    at_peace: Verdict,
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    services.done.clear()
    film = Film.clone(bench, "written")
    assert film.start("narration") == 302
    film.wait_for_rest()
    bench.connection.execute(ONLY.encode(), {"pk": film.pk})
    film.mark = bench.mark()
    bench.arm(point)
    assert film.start("scenes") == 302
    film.wait_for_rest()
    at_peace(film)
    assert film.status == "draft"
    orders = [each for each in services.done if each.path.endswith("/generations")]
    assert len(orders) == 3
    figures.recovered("F28", film.log, bench.wait_for_fire(point))
