"""Settings and drawings: all are there, in every shape and style, and letters on them are read."""

from dataclasses import replace
from functools import cache
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image

from projects.illustration.picture import Setting
from projects.media.formats import FORMATS, Format
from projects.media.light import LIGHTS, Light
from projects.media.pictures import parts
from projects.media.pictures.scenery import draw
from projects.media.pictures.scenery.finish import Edges, finish
from projects.media.pictures.scenery.view import Scenery, View
from tests.support.contrast import contrast
from tests.support.counts import few, together

SHAPES = ("douyin", "xiaohongshu", "bilibili")
GROUND = {"douyin": 0.71, "xiaohongshu": 0.8, "bilibili": 0.76}  # share of the height
MIDDLE = {"douyin": 0.46, "xiaohongshu": 0.5, "bilibili": 0.7}  # share of the width


def small(platform: str) -> Format:
    """A quarter of its size: what is drawn is the same, and sixteen times as quick."""
    form = FORMATS[platform]
    sides = ("width", "height", "top", "bottom", "left", "right")
    return replace(form, **{side: getattr(form, side) // 4 for side in sides})


@cache
def scenery(setting: Setting, style: str, platform: str) -> Scenery:
    form = small(platform)
    ground, middle = GROUND[platform] * form.height, MIDDLE[platform] * form.width
    return draw(setting, View(form, LIGHTS[style], ground, middle, seed=7))


@pytest.mark.parametrize("setting", Setting)
def test_a_setting_fills_the_frame_in_every_shape_and_style(setting: Setting) -> None:
    for platform, style in together(SHAPES, LIGHTS):
        form = small(platform)
        drawn = scenery(setting, style, platform)
        assert drawn.background.mode == "RGB"
        assert drawn.background.size == (form.width, form.height)
        assert 1 <= len(drawn.sprites) <= 5


@pytest.mark.parametrize("setting", Setting)
def test_nothing_that_moves_is_below_the_ai_mark(setting: Setting) -> None:
    for platform, style in together(SHAPES, few([*LIGHTS])):
        form = small(platform)
        for sprite in scenery(setting, style, platform).sprites:
            is_left = sprite.x < form.left + 65  # the mark, and how far a cloud drifts
            is_beside = sprite.y < form.top + 18 and sprite.y + sprite.drawing.height > form.top
            assert not (is_left and is_beside)


@pytest.mark.parametrize("setting", Setting)
def test_the_ground_behind_the_captions_is_quiet(setting: Setting) -> None:
    """The captions' own edge can stand against it everywhere."""
    for platform, style in together(SHAPES, LIGHTS):
        form = small(platform)
        ground = round(GROUND[platform] * form.height)
        shown = np.asarray(scenery(setting, style, platform).background, float)
        behind = (shown @ (0.2126, 0.7152, 0.0722))[
            ground + 8 : form.height - form.bottom, form.left : -form.right
        ]
        assert behind.std() < 26


@pytest.mark.parametrize("light", LIGHTS.values(), ids=LIGHTS)
def test_headlines_stand_out_from_their_own_edge_and_panels_from_their_words(light: Light) -> None:
    assert contrast(light.ink, light.edge) >= 4.5
    assert contrast(light.paper, light.on_paper) >= 4.5


@pytest.mark.parametrize("style", LIGHTS)
def test_a_festival_stays_red_in_every_style(style: str) -> None:
    red, green, blue = bytes.fromhex(LIGHTS[style].on("BE3232"))
    assert red > 1.25 * max(green, blue) or LIGHTS[style].is_dark and red > 1.1 * green


def test_in_bad_weather_no_sun_shines_and_in_a_grave_film_nothing_glitters() -> None:
    form = small("douyin")
    for style in LIGHTS:
        glad = View(form, LIGHTS[style], 0.7 * form.height, 0.46 * form.width, seed=7)
        dull = replace(glad, is_dull=True)
        shown = {view: draw(Setting.CAMPUS, view) for view in (glad, dull)}
        assert len(shown[dull].sprites) == len(shown[glad].sprites) - 1
    lively = replace(dull, light=LIGHTS["lively"])
    edges = Edges(
        lively.light, lively.chance, lively.width, lively.top, lively.header, is_dull=True
    )
    assert finish(edges) == ""


def test_a_morning_in_an_evening_style_has_no_moon() -> None:
    view = View(small("douyin"), LIGHTS["modern"], 320, 120, seed=7)
    with patch("projects.media.pictures.scenery.view.part", side_effect=AssertionError):
        draw(Setting.CAMPUS, view)  # its sun is painted


def test_the_styles_look_different_at_first_sight() -> None:
    means = [
        np.asarray(scenery(Setting.HILLS, style, "douyin").background, float).mean(axis=(0, 1))
        for style in LIGHTS
    ]
    apart = [np.abs(a - b).max() for i, a in enumerate(means) for b in means[:i]]
    assert min(apart) > 20
    assert len({light.face for light in LIGHTS.values()}) == len(LIGHTS)


@pytest.mark.parametrize("first", range(0, 700, 50))
def test_every_drawing_has_ink(first: int) -> None:
    for name in sorted(parts.names())[first : first + 50]:
        drawing = parts.part(name, 48)
        ink = np.asarray(drawing.getchannel("A"))
        assert max(drawing.size) <= 48 * 1.1, name
        assert (ink > 200).mean() > 0.05, name


def test_a_drawing_is_there_once_and_comes_with_its_licence() -> None:
    own = {path.stem for path in (parts.FOLDER / "own").glob("*.svg")}
    assert not own & set(parts._bodies())
    assert "Microsoft" in (parts.FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    assert all(isinstance(parts.part(name, 8), Image.Image) for name in ("child", "bus"))
