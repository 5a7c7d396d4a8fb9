"""A clip that shows its owner's own video: as the fit says, for as long as the scene lasts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from projects.media import faces
from projects.media.clips import ClipOrder, make
from projects.media.conform import Unreadable
from projects.media.faces import Area
from projects.media.intake.video import take_in
from projects.media.probe import probe
from projects.media.shots import Shown
from tests.support.clips import (
    ORDER,
    SMALL,
    a_clip,
    a_photo,
    clip,
    parameter_sets,
    picture,
    pictures,
)
from tests.support.pictures import frames_of
from tests.support.videos import halves, video

pytestmark = pytest.mark.by_turns

ASTRONAUT = Path(__file__).with_name("astronaut.jpg")
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


def colours(order: ClipOrder, *at: int) -> list[int]:
    """In the middle of these frames."""
    return [colour(shown) for shown in pictures(order, *at)]


def colour(shown: np.ndarray, down: float = 0.5, across: float = 0.5) -> int:
    height, width = shown.shape[:2]
    return int(np.argmax(shown[int(down * height), int(across * width)]))


@pytest.mark.parametrize(
    "platform", ["xiaohongshu", pytest.param("bilibili", marks=pytest.mark.full("a second shape"))]
)
def test_the_clip_shows_the_video_from_its_beginning(platform: str, changing: Path) -> None:
    order = replace(ORDER, platform=platform, shots=(a_clip(changing),), frames=34)
    assert colours(order, 0, 28, 32) == [RED, RED, BLUE]


def test_a_video_shorter_than_the_narration_begins_again(changing: Path) -> None:
    order = replace(SMALL, shots=(a_clip(changing),), frames=100)
    assert colours(order, 58, 61, 88, 92) == [BLUE, RED, RED, BLUE]


def test_of_a_wide_video_a_tall_film_shows_the_middle(tmp_path: Path) -> None:
    ours = own(tmp_path, video(tmp_path / "theirs.mp4", STRIPES, seconds=1.2))
    order = replace(SMALL, platform="douyin", fit="fill", cues=(), title="", frames=4)
    order = replace(order, shots=(a_clip(ours),))
    assert {colour(picture(order, 3), 0.5, across) for across in (0.01, 0.5, 0.99)} == {GREEN}


def test_of_a_tall_video_a_wide_film_shows_where_faces_are(tmp_path: Path) -> None:
    """A little above the middle: the lower end of what stands above is just seen."""
    tall = video(tmp_path / "theirs.mp4", f"{STRIPES},transpose=1", seconds=1.2)
    order = replace(SMALL, platform="bilibili", cues=(), title="", frames=4)
    order = replace(order, shots=(a_clip(own(tmp_path, tall)),), fit="fill")
    shown = picture(order, 3)
    assert [colour(shown, down, 0.4) for down in (0.01, 0.2, 0.99)] == [RED, GREEN, GREEN]


def test_the_widest_video_there_is_fills_a_tall_film_without_much_work(tmp_path: Path) -> None:
    wide = video(tmp_path / "theirs.mp4", "color=lime:s=4096x200:r=30", seconds=1.2)
    order = replace(SMALL, platform="douyin", fit="fill", frames=8)
    order = replace(order, shots=(a_clip(own(tmp_path, wide)),))
    assert {colour(picture(order, 7), 0.5, across) for across in (0.01, 0.99)} == {GREEN}


@pytest.mark.parametrize("fit", ["fit", "frame"])
def test_all_of_a_wide_video_is_seen_in_a_tall_film(fit: str, tmp_path: Path) -> None:
    ours = own(tmp_path, video(tmp_path / "theirs.mp4", STRIPES, seconds=1.2))
    order = replace(ORDER, platform="douyin", fit=fit, reduced=2, title="", cues=(), frames=2)
    shown = picture(replace(order, shots=(Shown(own_clip=ours),)), 1)
    assert shown.shape == (960, 540, 3)
    pure = [(shown[..., colour] > 220) & (shown.sum(axis=2) < 300) for colour in (RED, GREEN, BLUE)]
    lefts = [int(rows.any(axis=0).argmax()) for rows in pure]
    assert lefts == sorted(lefts)
    assert [rows.sum() for rows in pure] == pytest.approx([pure[0].sum()] * 3, rel=0.02)
    assert pure[0].any(axis=1).sum() == pytest.approx(960 / 3 * 540 / 960, rel=0.2)


@pytest.mark.parametrize("is_made", [True, False])
def test_what_was_filmed_for_this_frame_fills_it_also_with_a_face_below_the_letters(
    is_made: bool, tmp_path: Path
) -> None:
    tall = video(tmp_path / "theirs.mp4", "color=lime:s=360x640:r=30", seconds=1.2)
    low = ((0.0, (Area(0.3, 0.8, 0.6, 0.95),)),)
    shown = Shown(own_clip=own(tmp_path, tall), looks=low, is_made=is_made)
    order = replace(SMALL, platform="douyin", title="", cues=(), frames=4, shots=(shown,))
    at_the_side = picture(order, 3)[320, 2]
    assert (at_the_side[1] - at_the_side[0] > 100) == is_made


def test_who_walks_through_a_video_is_seen_from_beginning_to_end(tmp_path: Path) -> None:
    """In a wide video, a tall film would show a third of it."""
    walk = f"movie={ASTRONAUT},loop=-1:1,fps=30,scale=128:-1,setpts=N/30/TB"
    walking = f"color=teal:s=854x480:r=30[a];{walk}[b];[a][b]overlay=x='n*20':y=150:shortest=1"
    ours = own(tmp_path, video(tmp_path / "theirs.mp4", walking, seconds=1.2))
    order = replace(ORDER, platform="douyin", title="", cues=(), frames=36)
    shown_in = pictures(replace(order, shots=(Shown(own_clip=ours),)), 0, 18, 35)
    for number, shown in enumerate(shown_in):
        Image.fromarray(shown.astype(np.uint8)).save(tmp_path / f"{number}.jpg")
    for heads in faces.find_in_each([tmp_path / f"{number}.jpg" for number in range(3)]):
        (head,) = heads
        assert head.left > 0 and head.right < 1


@pytest.mark.full("draws four clips; the mark is looked for in test_clips.py too")
def test_letters_mark_and_shade_are_those_of_a_photo(tmp_path: Path) -> None:
    white = own(tmp_path, video(tmp_path / "w.mp4", "color=white:s=640x360:r=30", seconds=1.2))
    order = replace(ORDER, shots=(a_clip(white),), frames=18)
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
    card = replace(SMALL, frames=4)
    assert parameter_sets(clip(card)) == parameter_sets(
        clip(replace(card, shots=(a_clip(changing),)))
    )


def test_a_scene_changes_softly_from_its_photos_to_its_videos_and_back(
    changing: Path, tmp_path: Path
) -> None:
    for name, shade in (("green", (0, 220, 0)), ("white", (250, 250, 250))):
        Image.new("RGB", (1080, 1440), shade).save(tmp_path / f"{name}.jpg", "JPEG")
    shots = (
        a_photo(tmp_path / "green.jpg"),
        a_clip(changing, start=12),  # it is red for a second
        a_clip(changing, start=24),
        replace(a_photo(tmp_path / "white.jpg"), start=36),
    )
    whole = replace(SMALL, platform="xiaohongshu", frames=46, shots=shots, title="", cues=())
    make(whole, tmp_path / "clip.mp4", on_progress=lambda _: None)
    frames = (6, 12, 20, 36, 42)
    seen = frames_of(tmp_path / "clip.mp4", *frames)
    at = {n: shown[240, 180] for n, shown in zip(frames, seen, strict=True)}
    assert (at[6].argmax(), at[20].argmax()) == (GREEN, RED)
    assert at[42].min() > 200
    assert 40 < at[12][RED] < 215, "half way from green to red"
    assert 40 < at[36][GREEN] < 215, "half way from red to white"
    assert probe(tmp_path / "clip.mp4").seconds == pytest.approx(46 / 30, abs=0.01)


def test_a_video_beside_photos_has_the_colours_that_it_has_alone(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1440), (0, 220, 0)).save(tmp_path / "green.jpg", "JPEG")
    ours = own(tmp_path, video(tmp_path / "theirs.mp4", "color=yellow:s=640x360:r=30", seconds=1.2))
    bare = replace(SMALL, platform="xiaohongshu", title="", cues=(), fit="fill", frames=24)
    alone = picture(replace(bare, shots=(a_clip(ours),)), 23)
    beside = picture(
        replace(bare, shots=(a_photo(tmp_path / "green.jpg"), a_clip(ours, start=8))), 23
    )
    assert beside[240, 180].tolist() == pytest.approx(alone[240, 180].tolist(), abs=3)
    assert beside[240, 180].tolist() == pytest.approx([255, 255, 0], abs=12)


def test_who_stops_the_work_on_a_video_leaves_no_process(changing: Path, tmp_path: Path) -> None:
    def stop(done: float) -> None:
        if done > 0.6:
            raise TimeoutError

    order = replace(ORDER, shots=(a_clip(changing),), frames=300)
    with pytest.raises(TimeoutError):
        make(order, tmp_path / "clip.mp4", on_progress=stop)
    left = [each for each in psutil.Process().children() if "ffmpeg" in str(each.cmdline())]
    psutil.wait_procs(left, timeout=10)
    assert not [each for each in left if each.is_running()]


def test_of_a_video_that_is_damaged_in_its_middle_no_short_clip_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = video(tmp_path / "theirs.mp4", "testsrc2=s=320x240:r=30", seconds=4)
    broken = bytearray(source.read_bytes())
    late = len(broken) * 3 // 4
    broken[late : late + 3000] = bytes(3000)
    source.write_bytes(broken)
    monkeypatch.setattr("projects.media.intake.video.ENOUGH", 0.0)
    order = replace(SMALL, shots=(a_clip(own(tmp_path, source)),), frames=110)
    with pytest.raises(Unreadable):
        make(order, tmp_path / "clip.mp4", on_progress=lambda _: None)
    assert not (tmp_path / "clip.mp4").exists()


def test_a_shot_is_one_thing(changing: Path) -> None:
    with pytest.raises(ValueError, match="a photo or an own clip"):
        Shown(photo=changing, own_clip=changing)


def test_a_part_of_a_video_is_shown_from_its_begin_and_begins_again_at_its_end(
    changing: Path, tmp_path: Path
) -> None:
    """It is red for a second, then blue."""
    part = a_clip(changing, begin=0.7, end=1.4)
    order = replace(SMALL, shots=(part,), frames=30, title="", cues=())
    assert colours(order, 2, 14, 23, 29) == [RED, BLUE, RED, RED]
