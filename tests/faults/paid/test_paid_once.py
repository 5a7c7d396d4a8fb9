"""F27: a worker is killed between a paid call and what is made of its answer. Nothing is paid
twice, by the ledger of the service. At the small size tests/steps/test_written_by_a_service.py
holds that without a kill."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film
from tests.support.services import Services
from tests.support.studio import wait_until

ONLY = "UPDATE projects_project SET script_by = 'model' WHERE id = %(pk)s"
Verdict = Callable[..., None]


def begun(bench: Bench, services: Services, point: Point) -> Film:
    """A film whose script only the service may write, when the worker was killed at that point."""
    services.done.clear()
    film = Film.clone(bench, "written")
    bench.connection.execute(ONLY.encode(), {"pk": film.pk})
    film.mark = bench.mark()
    bench.arm(point)
    assert film.post("start/script/", replace="yes") == 302
    film.wait_for_rest()
    return film


@pytest.mark.some("point", [Point.PAYING, Point.PAID], small=1)
@pytest.mark.rounds(small=0, full=10)
def test_what_may_have_cost_waits_for_a_person(
    bench: Bench,
    services: Services,
    at_peace: Verdict,
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    film = begun(bench, services, point)
    assert (film.status, film.row["error"]["code"]) == ("failed", "service_unknown")
    assert len(services.done) == (point == Point.PAID)
    at_peace(film)
    figures.recovered("F27", film.log, bench.wait_for_fire(point))
    assert film.post("retry/", pay_again="1") == 302
    film.wait_for_rest()
    assert (film.status, len(services.done)) == ("draft", 1 + (point == Point.PAID))


@pytest.mark.some("point", [Point.ENDING, Point.SUCCEEDING], small=1)
@pytest.mark.rounds(small=0, full=10)
def test_an_answer_that_was_stored_is_used(
    bench: Bench,
    services: Services,
    at_peace: Verdict,
    figures: Figures,
    point: Point,
    round_no: int,
) -> None:
    film = begun(bench, services, point)
    assert (film.status, len(services.done)) == ("draft", 1)
    at_peace(film)
    figures.recovered("F27", film.log, bench.wait_for_fire(point))


@pytest.mark.full("it kills a worker")
@pytest.mark.parametrize("point", [Point.PAYING, Point.PAID])
def test_other_words_for_a_scene_are_not_paid_twice(
    bench: Bench, services: Services, point: Point
) -> None:
    services.done.clear()
    film = Film.clone(bench, "written")
    (scene, *_) = bench.rows(
        "SELECT id FROM projects_scene WHERE project_id = %(pk)s ORDER BY position", pk=film.pk
    )
    bench.arm(point)
    assert film.post(f"scenes/{scene['id']}/reword/", wish="warmer") in (200, 302)
    bench.wait_for_fire(point)

    def found() -> dict[str, object]:
        (row,) = bench.rows(
            "SELECT state, reason, losses FROM projects_rewording WHERE scene_id = %(scene)s",
            scene=scene["id"],
        )
        return row

    wait_until(lambda: found()["state"] != "waiting", 60)
    assert found() == {"state": "failed", "reason": {"code": "service_unknown"}, "losses": 1}
    assert len(services.done) == (point == Point.PAID)
