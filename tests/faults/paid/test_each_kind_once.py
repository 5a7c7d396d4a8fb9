"""F29: workers are killed at each point between the order of something and what is made of it: of
a narration, a picture, footage. By the ledger of the service no scene is paid twice, unless a
person has said so, because nobody knows whether an order has arrived: that of the other lane of a
killed worker may be on its way at any of these points."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from projects.crashpoints import Point
from tests.faults.bench import Bench
from tests.faults.figures import Figures
from tests.faults.film import Film
from tests.faults.paid.killer import Killer
from tests.support.services import Asked, Services

Verdict = Callable[..., None]
DESCRIBE = "UPDATE projects_scene SET visual_description = 'Garden ' || position"
MADE = (Point.MADE, Point.UPLOADED, Point.ENDING, Point.SUCCEEDING)


@dataclass(frozen=True)
class Kind:
    """`path`: of an order; `asks`: what it is for, by its field; `step`: that has it made."""

    field: str
    maker: str
    step: str
    path: str
    asks: str


KINDS = {
    "speech": Kind("speech_by", "voices", "narration", "/audio/speech", "input"),
    "picture": Kind("picture_by", "painter", "scenes", "/images/generations", "prompt"),
    "video": Kind("video_by", "camera", "scenes", "/videos/generations", "prompt"),
}
POINTS = [
    *((kind, at) for kind in KINDS for at in (Point.PAYING, "order", Point.PAID)),
    *(("video", at) for at in (Point.ORDERED, Point.PARKING, "question", "file")),
    ("video", Point.DELIVERED),
    *((kind, at) for kind in KINDS for at in MADE),
]


@pytest.fixture(autouse=True)
def aimed(bench: Bench, services: Services, killer: Killer) -> Iterator[None]:
    """At all workers of the bench, when a test says so."""
    services.asked.clear()
    services.done.clear()
    killer.at, killer.pids = "", lambda: bench.workers
    yield
    killer.at = ""


def begun(bench: Bench, kind: Kind) -> Film:
    """A film whose step waits, which only the service may do."""
    film = Film.clone(bench, "written")
    bench.connection.execute(f"{DESCRIBE} WHERE project_id = %(pk)s".encode(), {"pk": film.pk})
    if kind.step == "scenes":
        assert film.start("narration") == 302
        film.wait_for_rest()
    only = f"UPDATE projects_project SET {kind.field} = %(by)s WHERE id = %(pk)s"  # noqa: S608
    bench.connection.execute(only.encode(), {"pk": film.pk, "by": kind.maker})
    film.mark = bench.mark()
    return film


def orders(services: Services, kind: Kind) -> Counter[str]:
    """How often the service was paid for each thing."""

    def what(asked: Asked) -> str:
        return str(json.loads(asked.body)[kind.asks])

    return Counter(what(each) for each in services.done if each.path.endswith(kind.path))


def given_up(bench: Bench, film: Film) -> int:
    """Orders of which a person has said that they may be paid again."""
    sql = "SELECT count(*) FROM projects_paidcall WHERE project_id = %(pk)s AND state = 'given_up'"
    return int(bench.value(sql, pk=film.pk))


@pytest.mark.some("made_at", POINTS, small=1)
@pytest.mark.rounds(small=0, full=1)
def test_nothing_is_paid_twice_though_workers_are_killed(
    bench: Bench,
    services: Services,
    killer: Killer,
    at_peace: Verdict,
    figures: Figures,
    made_at: tuple[str, Point | str],
    round_no: int,
) -> None:
    kind, at = KINDS[made_at[0]], made_at[1]
    film = begun(bench, kind)
    if isinstance(at, Point):
        bench.arm(at)
    else:
        killer.at = at
    assert film.start(kind.step) == 302
    film.wait_for_rest()
    assert killer.at == ""
    at_peace(film)
    assert max(orders(services, kind).values(), default=0) <= 1
    if isinstance(at, Point):
        figures.recovered("F29", film.log, bench.wait_for_fire(at))
    while film.status == "failed":
        assert film.row["error"]["code"] == "service_unknown"
        assert film.post("retry/", pay_again="1") == 302
        film.wait_for_rest()
    paid = orders(services, kind)
    assert (film.status, len(paid)) == ("draft", 3)
    assert paid.total() <= 3 + given_up(bench, film)
    assert max(paid.values()) <= 2
