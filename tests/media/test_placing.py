"""No photo loses a head: where it stands in the frame, and which part of it is seen."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import psutil
import pytest
from PIL import Image

from projects.media import faces
from projects.media.faces import Area
from projects.media.formats import FORMATS
from projects.media.pictures.placing import nearest, place
from projects.media.stills import still
from projects.vocabulary import Fit
from tests.support.clips import SMALL, a_photo

ASTRONAUT = Path(__file__).with_name("astronaut.jpg")  # Eileen Collins; NASA, public domain
SHAPES = {"portrait": (1500, 2000), "landscape": (2000, 1500), "panorama": (4000, 1200)}
GROUPS = {
    "top": [Area(0.4, 0.0, 0.6, 0.15)],
    "corner": [Area(0.9, 0.85, 1.0, 1.0)],
    "bottom": [Area(0.2, 0.7, 0.35, 0.95)],
    "crowd": [
        Area(x / 10, y / 10, x / 10 + 0.08, y / 10 + 0.1) for x, y in ((0, 1), (4, 5), (9, 8))
    ],
    "edges": [Area(0.0, 0.3, 0.1, 0.5), Area(0.9, 0.3, 1.0, 0.5)],
}


def test_faces_are_found_where_they_are(tmp_path: Path) -> None:
    photo = Image.new("RGB", (1600, 900), "teal")
    with Image.open(ASTRONAUT) as face:
        photo.paste(face, (0, 100))
        photo.paste(face, (1360, 500))
    photo.save(tmp_path / "photo.jpg", quality=92)
    heads = faces.find([tmp_path / "photo.jpg"])
    middles = sorted((round(head.left + head.width / 2, 1), head.bottom) for head in heads)
    assert [across for across, _ in middles] == [0.1, 0.9]
    assert middles[0][1] < 0.5 < middles[1][1]


def test_a_picture_that_cannot_be_read_has_no_faces_and_the_others_have_theirs(
    tmp_path: Path,
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"no picture")
    damaged, whole = faces.find_in_each([tmp_path / "photo.jpg", ASTRONAUT])
    assert (len(damaged), len(whole)) == (0, 1)


def test_the_search_for_faces_ends_with_the_work_that_wants_it(tmp_path: Path) -> None:
    beats = []

    def cancelled() -> None:
        beats.append(1)
        raise TimeoutError

    with pytest.raises(TimeoutError):
        faces.find([ASTRONAUT], cancelled)
    assert beats == [1]
    assert not [each for each in psutil.Process().children() if "faces" in str(each.cmdline())]


@pytest.mark.parametrize(
    ("platform", "shape", "group"),
    [*product(("douyin", "xiaohongshu", "bilibili"), SHAPES, GROUPS)],
)
def test_no_head_is_cut_unless_a_person_asks_for_it(platform: str, shape: str, group: str) -> None:
    form, heads = FORMATS[platform], GROUPS[group]
    dark_from = form.height * 0.6
    placing = place(SHAPES[shape], form, "", heads, dark_from)
    assert all(placing.window.holds(head) for head in heads)
    left, top, width, height = placing.box
    seen = [head.within(placing.window) for head in heads]
    move = nearest(seen)
    for head in [*seen, *(head.within(move) for head in seen)]:
        assert top + head.bottom * height <= dark_from + 2, "no letters on it, in the whole move"
    assert all(move.holds(head) for head in seen)
    assert left >= 0 and top >= 0
    assert left + width <= form.width and top + height <= form.height


def test_a_photo_of_another_shape_is_shown_whole_and_a_small_one_in_a_frame() -> None:
    form = FORMATS["douyin"]
    chosen = [
        place(size, form, "", (), 1200.0) for size in ((1500, 2000), (2000, 1500), (300, 400))
    ]
    assert [placing.fit for placing in chosen] == [Fit.FILL, Fit.FIT, Fit.FRAME]
    assert chosen[-1].box[2:] == (480, 640), "no larger than it can be"


def test_the_person_decides() -> None:
    for fit in ("fill", "fit", "frame"):
        assert place((2000, 1500), FORMATS["douyin"], fit, GROUPS["edges"], 1200.0).fit == fit


@pytest.mark.parametrize("fit", ["fill", "fit", "frame"])
def test_a_photo_is_drawn_in_the_way_that_was_chosen(fit: str, tmp_path: Path) -> None:
    Image.new("RGB", (1600, 900), "blue").save(tmp_path / "photo.jpg")
    still(replace(SMALL, shots=(a_photo(tmp_path / "photo.jpg"),), fit=fit), tmp_path / "still.jpg")
    with Image.open(tmp_path / "still.jpg") as image:
        bottom = 0.5 * image.height
        rows = [image.getpixel((image.width // 2, int(y))) for y in (0.15 * image.height, bottom)]
    above, within = rows
    assert within[2] > 200
    assert (above[2] > 150) == (fit == "fill")
