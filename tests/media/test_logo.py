"""A logo in a film: it can be seen on any picture, and lies on no letter and no head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from projects.media import logo as overlay
from projects.media.captions.look import CaptionLook
from projects.media.drawn import Drawn
from projects.media.faces import WHOLE, Area
from projects.media.formats import FORMATS, FPS
from projects.media.light import LIGHTS
from projects.media.pictures.logo import badge, place
from projects.media.pictures.overlay import mark_place
from projects.media.pictures.placing import Placing, swept
from projects.media.pictures.placing import place as placed
from projects.media.pictures.stage import stage_of
from projects.media.stills import still
from projects.media.typesetting.fonts import Face
from projects.media.typesetting.glyphs import line_width
from projects.vocabulary import CaptionPosition, Fit
from tests.support.clips import ORDER
from tests.support.contrast import luminance
from tests.support.logos import logo

INKS = ("#101010", "#14284f", "#c83c3c", "#f0c020", "#fafaf0", "#ffffff")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logo") / "logo.png"
    logo().save(path)
    return path


@pytest.mark.parametrize("behind", [0, 255])
@pytest.mark.parametrize("ink", INKS)
def test_it_stands_out_on_any_picture(ink: str, behind: int) -> None:
    drawn = badge(logo(ink), FORMATS["douyin"])
    ground = Image.new("RGBA", drawn.size, (behind, behind, behind, 255))
    ground.alpha_composite(drawn)
    pixels = luminance(np.asarray(ground.convert("RGB"), float))
    at = pixels[drawn.height // 2, drawn.width // 4]  # in the disc
    beside = pixels[drawn.height // 2, 5]  # of the plate
    assert (max(at, beside) + 0.05) / (min(at, beside) + 0.05) >= 3


def test_one_with_a_ground_of_its_own_keeps_it() -> None:
    drawn = np.asarray(badge(logo("#ffffff", "#306030"), FORMATS["douyin"]))
    assert [*drawn[drawn.shape[0] // 2, 3]] == [0x30, 0x60, 0x30, 255]


SHAPES = [(300, 120), (160, 120), (1000, 90)]


@pytest.mark.parametrize("platform", FORMATS)
@pytest.mark.parametrize("size", SHAPES)
def test_it_stands_apart_from_all_letters_within_what_the_platform_leaves_free(
    platform: str, size: tuple[int, int]
) -> None:
    form = FORMATS[platform]
    box = place(form, badge(logo(size=size), form))
    assert (box.x >= form.left, box.right <= form.width - form.right) == (True, True)
    assert box.y >= form.top
    left, _top, px = mark_place(form)
    assert box.x > left + line_width("AI-generated", px, face=Face.REGULAR) + px / 2
    for position in CaptionPosition:
        stage = stage_of(form, CaptionLook(position=position))
        assert box.bottom < min(stage.whole.y, stage.headline.y, stage.captions.y)


def test_it_is_seen_in_a_scene_and_nothing_else_changes(stored: Path, tmp_path: Path) -> None:
    order = replace(ORDER, frames=2 * FPS)
    seen = []
    for number, shown in enumerate((replace(order, logo=stored), order)):
        still(shown, tmp_path / f"{number}.jpg", frame=FPS)
        with Image.open(tmp_path / f"{number}.jpg") as picture:
            seen.append(np.asarray(picture, float))
    differs = np.abs(seen[0] - seen[1]).max(axis=2) > 40
    box = place(order.format, badge(logo(), order.format))
    rows, columns = np.nonzero(differs)
    assert differs.sum() > 0.3 * box.width * box.height
    assert box.y - 4 <= rows.min() <= rows.max() <= box.bottom + 4
    assert box.x - 4 <= columns.min() <= columns.max() <= box.right + 4


@pytest.mark.parametrize(
    ("head", "is_shown"),
    [(Area(0.1, 0.1, 0.3, 0.3), True), (Area(0.7, 0.02, 0.95, 0.2), False)],
)
def test_it_lies_on_no_head(head: Area, is_shown: bool, stored: Path, tmp_path: Path) -> None:
    drawn = Drawn(heads=[head])
    below = (["-vf"], "null", None)
    laid = overlay.over(below, replace(ORDER, logo=stored), tmp_path, drawn)
    assert (laid != below, drawn.without_logo) == (is_shown, not is_shown)


def test_where_a_head_is_seen_is_known_wherever_its_photo_stands() -> None:
    form, head = FORMATS["douyin"], Area(0.6, 0.0, 0.8, 0.1)
    whole = Placing(Fit.FILL, WHOLE, (0, 0, form.width, form.height))
    assert whole.in_frame([head], (form.width, form.height)) == [head]
    fitted = placed((1600, 900), form, Fit.FIT, [head], form.height)
    (seen,) = fitted.in_frame([head], (form.width, form.height))
    assert seen.top > 0.2, "there is a backdrop above it"
    moved = swept(head)
    assert moved.holds(head)
    assert moved.right == pytest.approx(0.8 * 1.12)
    assert moved.left == pytest.approx(0.6 * 1.12 - 0.12)


@pytest.mark.full("stills of five styles in three shapes take 20 s")
@pytest.mark.parametrize("platform", ["douyin", "xiaohongshu", "bilibili"])
def test_it_is_seen_in_every_style_and_shape(platform: str, stored: Path, tmp_path: Path) -> None:
    for style in LIGHTS:
        order = replace(ORDER, platform=platform, style=style, frames=2 * FPS, logo=stored)
        still(order, tmp_path / "seen.jpg", frame=FPS)
        with Image.open(tmp_path / "seen.jpg") as picture:
            pixels = luminance(np.asarray(picture, float))
        drawn = badge(logo(), order.format)
        box = place(order.format, drawn)
        part = pixels[int(box.y) : int(box.bottom), int(box.x) : int(box.right)]
        assert (part.max() + 0.05) / (part.min() + 0.05) > 4.5
