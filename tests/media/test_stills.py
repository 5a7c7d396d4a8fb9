"""The cover of a film as a person sees it: its title and the mark, and nothing of a scene."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from projects.media.clip_order import ClipOrder
from projects.media.formats import FORMATS
from projects.media.intake.photo_decoder import accept
from projects.media.intake.video import take_in
from projects.media.pictures.photo_layout import photo_sheet
from projects.media.stills import cover, still
from tests.support.clips import ORDER, PLATFORMS, a_clip, a_photo, letters_of, picture
from tests.support.pictures import differs
from tests.support.videos import halves

COVER = replace(ORDER, points=(), cues=())


def drawn(
    order: ClipOrder, folder: Path, draw: Callable[[ClipOrder, Path], None] = cover
) -> np.ndarray:
    draw(order, folder / "cover.jpg")
    assert [path.name for path in folder.glob("*cover*")] == ["cover.jpg"]
    with Image.open(folder / "cover.jpg") as image:
        assert image.format == "JPEG"
        return np.asarray(image.convert("RGB")).astype(int)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_cover_has_the_platforms_size(platform: str, tmp_path: Path) -> None:
    form = FORMATS[platform]
    seen = drawn(replace(COVER, platform=platform), tmp_path)
    assert seen.shape == (form.height, form.width, 3)


def test_title_and_mark_stand_in_full_in_the_colours_of_the_clip(tmp_path: Path) -> None:
    seen, clip = drawn(COVER, tmp_path, still), picture(replace(COVER, frames=60), 45)
    assert differs(seen, clip).mean() < 0.001  # saturated edges
    bare = drawn(replace(COVER, title="", ai_mark=""), tmp_path, still)
    rows = np.flatnonzero(differs(seen, bare) > 0.02)
    assert rows[0] < COVER.format.top + 72 < rows[-1]


@pytest.mark.parametrize("sheet", [letters_of, lambda order: str(photo_sheet(order)[0])])
@pytest.mark.parametrize("platform", FORMATS)
def test_a_title_of_the_greatest_length_is_drawn_to_its_end(
    platform: str, sheet: Callable[[ClipOrder], str]
) -> None:
    for points in ((), ("小班教学", "双语课程")):
        order = replace(COVER, platform=platform, points=points, title="长" * 78 + "完了")
        assert "完了" in re.sub(r"{.*?}", "", sheet(order))


def test_a_cover_shows_the_owners_photo_or_a_moment_of_their_video(tmp_path: Path) -> None:
    Image.new("RGB", (900, 1200), (30, 60, 200)).save(tmp_path / "theirs.png")
    accept(tmp_path / "theirs.png", tmp_path / "photo.jpg")
    take_in(halves(tmp_path / "theirs.mp4"), tmp_path / "ours.mp4")  # red for a second, then blue
    for own in (a_photo(tmp_path / "photo.jpg"), a_clip(tmp_path / "ours.mp4")):
        seen = drawn(replace(COVER, shots=(own,)), tmp_path)
        assert seen[COVER.format.height // 2, 500].argmax() == 2
