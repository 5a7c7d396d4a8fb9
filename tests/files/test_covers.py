"""The cover of a film: composed with the title or other words, or a moment of the film."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.media.covers import SHAPES, in_shape
from projects.media.formats import Format
from projects.models import Project
from tests.support.made_film import MadeFilm
from tests.support.programs import Program
from tests.support.projects import fresh

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")


def choose(client: Client, project: Project, **wish: Any) -> Any:
    return client.post(reverse("cover", args=[project.pk]), wish, HTTP_HX_REQUEST="true")


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def far(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are from each other, 0 to 255."""
    pair = [np.asarray(each.resize((54, 96))).astype(float) for each in (one, other)]
    return float(np.abs(pair[0] - pair[1]).mean())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_picture_gets_every_shape_and_keeps_what_stands_at_the_upper_left(
    shape: str, tmp_path: Path
) -> None:
    found, out, wanted = tmp_path / "found.png", tmp_path / "out.jpg", SHAPES[shape].form
    frame = Image.new("RGB", (1080, 1920), "white")
    frame.paste("red", (84, 200, 400, 272))  # where the AI mark stands
    frame.save(found)
    in_shape(found, SHAPES[shape], out)
    with Image.open(out) as made:
        assert made.size == (wanted.width, wanted.height)
        reddest = np.asarray(made.convert("RGB")).astype(int)
    is_red = (reddest[..., 0] > 200) & (reddest[..., 1] < 90)
    assert is_red.sum() > 0.6 * (316 * 72) * min(1, wanted.height / 1920) ** 2


def test_a_cover_is_a_moment_of_the_film_or_has_other_words_and_an_undo_brings_the_first_back(
    alices: Client, written: Project, a_film: MadeFilm, half_size: Format
) -> None:
    assert choose(alices, written, cover="title").status_code == 422  # there is no film
    a_film.give(written, "edit")
    own = fresh(written).cover
    film = fresh(written).film
    assert own and film
    moment = reverse("moment", args=[written.pk, film.pk, 42])
    seen = picture(alices.get(moment).content)
    assert choose(alices, written, cover="moment", tenths="42").status_code == 200
    after = fresh(written)
    assert (after.chosen_cover, after.film == film) == ({"second": 4.2}, True)
    assert after.cover
    shown = picture(Path(after.cover.file.path).read_bytes())
    assert shown.size == (half_size.width, half_size.height)
    assert far(shown, seen) < 6
    assert f"files/{after.cover.pk}/row/" in alices.get("/").content.decode()
    assert choose(alices, written, cover="words", words="ᚠᚢᚦ").status_code == 422
    assert choose(alices, written, cover="words", words="别的话").status_code == 200
    worded = fresh(written).cover
    assert worded and worded not in (own, after.cover)
    written.undo()
    assert fresh(written).cover == after.cover  # and it is not made again
    written.undo()
    assert fresh(written).cover == own


def test_a_cover_comes_in_the_shapes_of_all_platforms(
    program: Program, written: Project, a_film: MadeFilm
) -> None:
    a_film.give(written, "edit")
    base = f"/projects/{written.pk}/cover"
    shapes = program("get", base)["data"]["shapes"]
    assert [shape["shape"] for shape in shapes] == [*SHAPES]
    wide, square = (
        next(each for each in shapes if each["shape"] == name) for name in ("16x9", "1x1")
    )
    answer = program.client.get(wide["url"])
    composed = picture(answer.content)
    assert composed.size == (wide["width"], wide["height"])
    assert "attachment" in answer["Content-Disposition"]
    chosen = program("put", base, {"second": 2.04})["data"]
    assert (chosen["second"], chosen["words"]) == (2.0, None)
    moment = picture(program.client.get(square["url"]).content)
    assert moment.size == (1080, 1080)
    assert program.client.get(f"/projects/{written.pk}/cover/7x1/").status_code == 404
    assert program("put", base, {})["data"]["second"] is None
