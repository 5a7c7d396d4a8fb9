"""A clip that shows its owner's own video: all of the frame, for as long as the scene lasts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from projects.media.clips import ClipOrder
from projects.media.intake.video import take_in
from projects.media.shots import Shown
from tests.support.clips import ORDER, clip, parameter_sets, picture
from tests.support.videos import halves, video

RED, GREEN, BLUE = 0, 1, 2
STRIPES = "color=blue:s=960x320:r=30"
for left, name in ((0, "red"), (320, "lime")):
    STRIPES += f",drawbox=x={left}:w=320:h=320:c={name}:t=fill"


def own(folder: Path, source: Path) -> Path:
    take_in(source, folder / "ours.mp4")
    return folder / "ours.mp4"


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Red for a second, blue for a second."""
    folder = tmp_path_factory.mktemp("changing")
    return own(folder, halves(folder / "theirs.mp4"))


def colour(order: ClipOrder, at: int, down: float = 0.5, across: float = 0.5) -> int:
    shown = picture(order, at)
    height, width = shown.shape[:2]
    return int(np.argmax(shown[int(down * height), int(across * width)]))


@pytest.mark.parametrize("platform", ["douyin", "xiaohongshu", "bilibili"])
def test_the_clip_shows_the_video_from_its_beginning(platform: str, changing: Path) -> None:
    order = replace(ORDER, platform=platform, shots=(Shown(own_clip=changing),), frames=45)
    assert [colour(order, at) for at in (0, 28, 32, 44)] == [RED, RED, BLUE, BLUE]


def test_a_video_shorter_than_the_narration_begins_again(changing: Path) -> None:
    order = replace(ORDER, shots=(Shown(own_clip=changing),), frames=100)
    assert [colour(order, at) for at in (58, 61, 88, 92)] == [BLUE, RED, RED, BLUE]


def test_of_a_wide_video_a_tall_film_shows_the_middle(tmp_path: Path) -> None:
    ours = own(tmp_path, video(tmp_path / "theirs.mp4", STRIPES, seconds=1.2))
    order = replace(
        ORDER, platform="douyin", shots=(Shown(own_clip=ours),), cues=(), title="", frames=4
    )
    assert {colour(order, 3, 0.5, across) for across in (0.01, 0.5, 0.99)} == {GREEN}


def test_of_a_tall_video_a_wide_film_shows_where_faces_are(tmp_path: Path) -> None:
    """A little above the middle: the lower end of what stands above is just seen."""
    tall = video(tmp_path / "theirs.mp4", f"{STRIPES},transpose=1", seconds=1.2)
    order = replace(ORDER, platform="bilibili", cues=(), title="", frames=4)
    order = replace(order, shots=(Shown(own_clip=own(tmp_path, tall)),))
    assert [colour(order, 3, down, 0.4) for down in (0.01, 0.2, 0.99)] == [RED, GREEN, GREEN]


def test_the_widest_video_there_is_fills_a_tall_film_without_much_work(tmp_path: Path) -> None:
    wide = video(tmp_path / "theirs.mp4", "color=lime:s=4096x200:r=30", seconds=1.2)
    order = replace(
        ORDER, platform="douyin", shots=(Shown(own_clip=own(tmp_path, wide)),), frames=8
    )
    assert {colour(order, 7, 0.5, across) for across in (0.01, 0.99)} == {GREEN}


def test_letters_mark_and_shade_are_those_of_a_photo(tmp_path: Path) -> None:
    white = own(tmp_path, video(tmp_path / "w.mp4", "color=white:s=640x360:r=30", seconds=1.2))
    order = replace(ORDER, shots=(Shown(own_clip=white),), frames=18)
    form = order.format
    bare = picture(replace(order, cues=(), title="", ai_mark=""))
    assert bare[form.height // 2, 500].min() > 240
    assert bare[-60, -60].max() < 100, "dark enough for white letters"
    marked = picture(replace(order, cues=(), title=""), 0)
    corner = slice(form.top, form.top + 72), slice(form.left, form.left + 260)
    assert (np.abs(marked - picture(replace(order, cues=(), title="", ai_mark=""), 0)) > 40)[
        corner
    ].any(), "the mark is there from the first frame"
    assert (np.abs(picture(order) - bare).max(axis=2) > 40).sum() > 5000, "title and caption"


def test_own_clips_and_cards_share_one_header_so_that_they_join_without_encoding(
    changing: Path,
) -> None:
    card = replace(ORDER, frames=4)
    assert parameter_sets(clip(card)) == parameter_sets(
        clip(replace(card, shots=(Shown(own_clip=changing),)))
    )


def test_a_shot_is_one_thing(changing: Path) -> None:
    with pytest.raises(ValueError, match="a photo or an own clip"):
        Shown(photo=changing, own_clip=changing)
