"""F19: the storage loses or damages a file. The studio notices it and makes only that again."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.faults.figures import Figures
from tests.faults.film import A_FILM, Film, Page
from tests.faults.services.servers import ServedBench
from tests.support.studio import wait_until

Verdict = Callable[..., None]
HARM = ("gone", "cut", "changed")


def harm(film: Film, artifact: dict[str, Any], how: str) -> None:
    path = film.bench.files / artifact["file"]
    content = path.read_bytes()
    match how:
        case "gone":
            path.unlink()
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "changed":
            middle = len(content) // 2
            path.write_bytes(content[:middle] + b"damaged" + content[middle + 7 :])


@pytest.mark.some("kind", ["narration", "clip"], small=1)
@pytest.mark.some("how", HARM, small=1)
@pytest.mark.rounds(small=1, full=5)
def test_a_file_lost_before_its_use_is_made_again_on_the_way_and_only_that_scene(
    bench: ServedBench,
    at_peace: Verdict,
    chance: Random,
    figures: Figures,
    kind: str,
    how: str,
    round_no: int,
) -> None:
    film = Film.clone(bench, "clipped")
    before = {row["id"]: row for row in film.artifacts}
    victim = chance.choice([row for row in film.artifacts if row["kind"] == kind])
    harm(film, victim, how)
    assert film.make() == 302
    film.wait_for_rest()
    at_peace(film)
    made = [(row["kind"], row["scene_id"]) for row in film.artifacts if row["id"] not in before]
    of_scenes = [thing for thing in made if thing[1]]
    assert film.status == "completed"
    assert of_scenes == [(kind, victim["scene_id"])]
    figures.count("F19")


@pytest.mark.rounds(small=0, full=15)
def test_a_narration_and_a_clip_lost_while_scenes_are_made_are_made_again_on_the_way(
    bench: ServedBench, at_peace: Verdict, chance: Random, figures: Figures, round_no: int
) -> None:
    film = Film.clone(bench, "spoken")
    with Page(film) as page:
        assert film.make() == 302
        wait_until(lambda: of_kind(film, "clip"), A_FILM)
        for kind in ("clip", "narration"):
            harm(film, chance.choice(of_kind(film, kind)), chance.choice(HARM))
        film.wait_for_rest()
        at_peace(film, pages=(page,))
    assert film.status == "completed"
    figures.count("F19")


@pytest.mark.some("how", HARM, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_a_finished_film_that_is_lost_is_said_on_the_page_and_made_again(
    bench: ServedBench, at_peace: Verdict, figures: Figures, how: str, round_no: int
) -> None:
    film = Film.clone(bench, "clipped")
    assert film.start("edit") == 302
    film.wait_for_rest()
    kept = {row["id"] for row in film.artifacts if row["scene_id"]}
    (whole,) = [row for row in film.artifacts if row["kind"] == "film"]
    with Page(film):
        harm(film, whole, how)
        assert download(film, "film") == 404
        assert (film.status, film.row["note"]["code"]) == ("draft", "lost")
        assert film.make() == 302
        film.wait_for_rest()
    assert film.status == "completed"
    assert download(film, "film") == 200
    assert {row["id"] for row in film.artifacts if row["scene_id"]} == kept
    figures.count("F19")


def of_kind(film: Film, kind: str) -> list[dict[str, Any]]:
    return [row for row in film.artifacts if row["kind"] == kind]


def download(film: Film, part: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", film.bench.studio.port, timeout=30)
    try:
        headers = {"Cookie": film.bench.studio.cookies(session=film.bench.session)}
        connection.request("GET", f"/projects/{film.pk}/download/{part}/", headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
