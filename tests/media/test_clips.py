"""Clips as a person sees them: size, length, letters in the picture, and what a text cannot do."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from projects.illustration.picture import Setting
from projects.media.captions import Cue
from projects.media.clips import ClipOrder, make
from projects.media.ffmpeg import FfmpegError, capture
from projects.media.formats import FORMATS
from projects.media.intake.photo_decoder import accept
from projects.media.light import LIGHTS
from projects.media.probe import probe
from projects.media.shots import Shown
from projects.media.typesetting.fonts import FONT_FOLDER, Face
from tests.support.clips import (
    ORDER,
    PLATFORMS,
    SMALL,
    a_photo,
    clip,
    letters_of,
    parameter_sets,
    picture,
    pictures,
)
from tests.support.contrast import luminance
from tests.support.pictures import differs
from tests.support.streams import streams

pytestmark = pytest.mark.by_turns

IN_EVERY_STYLE = [
    pytest.param(style, marks=pytest.mark.full("each draws a clip") if number else ())
    for number, style in enumerate(LIGHTS)
]


def caption_band(order: ClipOrder) -> slice:
    bottom = order.format.height - order.format.bottom
    top = bottom - round(order.format.caption_px * 1.2)
    return slice(top // order.reduced, bottom // order.reduced)


def decoded_hash(path: Path) -> str:
    quiet = ["-v", "error", "-i", path.name]
    return capture([*quiet, "-f", "hash", "-hash", "sha256", "-"], cwd=path.parent)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    noise = np.random.default_rng(1).integers(90, 255, (150, 200, 3), dtype=np.uint8)
    image = Image.fromarray(noise).resize((1600, 1200), Image.Resampling.BICUBIC)
    folder = tmp_path_factory.mktemp("photo")
    image.save(folder / "theirs.png")
    accept(folder / "theirs.png", folder / "ours.jpg")
    return folder / "ours.jpg"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_clip_has_the_platforms_size_and_exactly_its_frames(
    platform: str, tmp_path: Path
) -> None:
    told: list[float] = []
    order = replace(ORDER, platform=platform, frames=20, points=())
    make(order, tmp_path / "clip.mp4", on_progress=told.append)
    found = probe(tmp_path / "clip.mp4")
    assert (found.width, found.height) == (FORMATS[platform].width, FORMATS[platform].height)
    assert (found.fps, found.video_codec, found.audio_codec) == (30, "h264", "")
    assert ", yuv420p(tv, bt709" in streams(tmp_path / "clip.mp4")[0]
    assert found.seconds == pytest.approx(20 / 30, abs=0.01)
    assert all(before <= after for before, after in pairwise(told))
    assert (told[0], told[-1], max(told[:-1]) <= 1.0) == (0.0, 1.0, True)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_captions_are_in_the_picture() -> None:
    band = caption_band(ORDER)
    with_cue, without = picture(ORDER), picture(replace(ORDER, cues=()))
    assert differs(with_cue, without)[band].max() > 0.1


def test_a_caption_is_gone_when_its_time_is_over() -> None:
    band = caption_band(SMALL)
    brief = replace(SMALL, cues=(Cue(0.0, 0.4, "欢迎来到我们的幼儿园。"),))
    silent = replace(SMALL, cues=())
    said, over = zip(pictures(brief, 5, 17), pictures(silent, 5, 17), strict=True)
    assert differs(*said)[band].max() > 0.1
    assert differs(*over)[band].max() < 0.02


def test_one_caption_gives_way_to_the_next_even_where_their_times_overlap() -> None:
    both = replace(SMALL, cues=(Cue(0.0, 0.7, "早上好呀"), Cue(0.5, 9.0, "晚安")))
    second = replace(SMALL, cues=(Cue(0.5, 9.0, "晚安"),))
    assert differs(picture(both, 16), picture(second, 16)).max() < 0.02


@pytest.mark.parametrize("style", IN_EVERY_STYLE)
def test_the_title_can_be_told_from_its_background_in_every_style(style: str) -> None:
    order = replace(ORDER, style=style, points=())
    changed = np.abs(np.subtract(*pictures(order, 0, 17))).max(axis=2) > 110
    assert changed.sum() > 8000  # the ink of seven letters, which are not there at the very start


def test_a_card_and_a_photo_both_carry_the_ai_mark_from_the_first_frame(photo: Path) -> None:
    form = ORDER.format
    for order in (replace(ORDER, frames=4), replace(SMALL, frames=4, shots=(a_photo(photo),))):
        top, left = form.top // order.reduced, form.left // order.reduced
        corner = slice(top, top + 72 // order.reduced), slice(left, left + 260 // order.reduced)
        marked, unmarked = (picture(replace(order, ai_mark=m), 0) for m in ("AI 生成", ""))
        changed = np.abs(marked - unmarked)[corner].max(axis=2) > 40
        rows = np.flatnonzero(changed.any(axis=1))
        assert rows[-1] - rows[0] + 1 >= 0.05 * order.size[0]


def grown(mask: np.ndarray, by: int) -> np.ndarray:
    return np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MaxFilter(2 * by + 1)))


def contrast_of_the_mark(order: ClipOrder) -> float:
    """Of the cores of its letters to what is around them, 3 to 5 pixels away.

    Where the letters are is seen on a dark picture.
    """
    form = order.format
    corner = slice(form.top - 8, form.top + 80), slice(form.left - 8, form.left + 260)
    dark = replace(order, style="modern", shots=(), frames=2)
    letters = luminance(picture(dark, 0)[corner]) > 0.8
    shown = luminance(picture(order, 0)[corner])
    around = (grown(letters, 5) > 0) & (grown(letters, 2) == 0)
    low, high = sorted((np.median(shown[letters]), np.median(shown[around])))
    return (high + 0.05) / (low + 0.05)


# Of all settings, paper and snow are the brightest behind the mark, in every style.
@pytest.mark.parametrize("style", IN_EVERY_STYLE)
@pytest.mark.parametrize(
    "setting", [Setting.PAPER, pytest.param(Setting.SNOW, marks=pytest.mark.full("draws a clip"))]
)
def test_the_ai_mark_stands_out_from_the_brightest_settings(style: str, setting: Setting) -> None:
    shown = replace(ORDER.picture, setting=setting)
    order = replace(ORDER, platform="bilibili", style=style, picture=shown, frames=2)
    assert contrast_of_the_mark(order) > 4.5


def test_the_ai_mark_stands_out_from_a_white_photo(tmp_path: Path) -> None:
    Image.new("RGB", (1200, 1600), "white").save(tmp_path / "theirs.png")
    accept(tmp_path / "theirs.png", tmp_path / "ours.jpg")
    order = replace(ORDER, shots=(a_photo(tmp_path / "ours.jpg"),), frames=2)
    assert contrast_of_the_mark(order) > 4.5


def test_words_stay_inside_the_safe_area() -> None:
    full = replace(
        SMALL,
        platform="douyin",
        title="一个非常非常长的标题，" * 6,
        points=("每一个要点也都写得很长很长，" * 4,) * 3,
        cues=(Cue(0, 9, "这一句旁白也长得让人喘不过气来，" * 3),),
        frames=30,
    )
    form = full.format
    late = picture(full, 29)
    blank = picture(replace(full, title="", points=(), cues=()), 29)
    changed = np.abs(late - blank).max(axis=2) > 40
    changed[-6:] = False
    changed = np.repeat(np.repeat(changed, full.reduced, axis=0), full.reduced, axis=1)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    assert form.left - 8 <= columns[0]
    assert columns[-1] <= form.width - form.right + 8
    assert form.top <= rows[0]
    assert rows[-1] <= form.height - form.bottom + 8


HOSTILE = (
    r"""{\p1}m 0 0{\fs999}\N\n\h[x]:;'"%{pts} $HOME `id` <b>,ass=f=/etc/passwd,drawtext=text="""
)


def test_quotes_braces_and_percents_are_drawn_as_letters() -> None:
    plain = letters_of(replace(ORDER, title="标题"))
    nasty = letters_of(replace(ORDER, title=HOSTILE, points=(HOSTILE,), ai_mark=HOSTILE))
    assert nasty.count("{\\an7") == nasty.count("Dialogue:") > plain.count("Dialogue:")
    shown = picture(replace(ORDER, cues=(Cue(0, 9, "{家}"),)))
    letter = picture(replace(ORDER, cues=(Cue(0, 9, "家"),)))
    assert differs(shown, letter)[caption_band(ORDER)].max() > 0.01  # the braces


def test_a_hostile_text_makes_a_clip_and_opens_no_file(tmp_path: Path, photo: Path) -> None:
    order = replace(
        SMALL, title=HOSTILE, points=(HOSTILE,), ai_mark=HOSTILE, cues=(Cue(0, 9, HOSTILE),)
    )
    short = replace(order, frames=6)
    for index, nasty in enumerate((short, replace(short, shots=(a_photo(photo),)))):
        make(nasty, tmp_path / f"{index}.mp4", on_progress=lambda _: None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.mp4", "1.mp4"]


def test_an_emoji_and_an_unknown_script_leave_no_box() -> None:
    plain = replace(ORDER, cues=(Cue(0, 9, "你好"),))
    odd = replace(ORDER, cues=(Cue(0, 9, "🎉你\u202e好한글\x07"),))
    assert letters_of(plain) == letters_of(odd)


def test_the_same_order_gives_the_same_pictures_and_another_seed_others(tmp_path: Path) -> None:
    short = replace(SMALL, frames=12)
    orders = {"a": short, "b": short, "c": replace(short, seed=8)}
    with ThreadPoolExecutor(2) as two_at_a_time:
        list(
            two_at_a_time.map(
                lambda n: make(orders[n], tmp_path / f"{n}.mp4", on_progress=lambda _: None),
                orders,
            )
        )
    first, again, other = (decoded_hash(tmp_path / f"{name}.mp4") for name in orders)
    assert "SHA256" in first
    assert first == again != other


def test_cards_and_photos_share_one_header_so_that_they_join_without_encoding(photo: Path) -> None:
    short = replace(SMALL, frames=4)
    assert parameter_sets(clip(short)) == parameter_sets(
        clip(replace(short, shots=(a_photo(photo),)))
    )


def test_a_photo_fills_the_frame_moves_and_is_dark_below_the_title(tmp_path: Path) -> None:
    half = Image.new("RGB", (1200, 1600), "white")
    ImageDraw.Draw(half).rectangle((0, 0, 600, 1600), fill=(200, 40, 40))
    half.save(tmp_path / "theirs.png")
    accept(tmp_path / "theirs.png", tmp_path / "ours.jpg")
    order = replace(SMALL, shots=(a_photo(tmp_path / "ours.jpg"),), cues=(), title="", ai_mark="")
    first, last = pictures(order, 0, 17)
    middle = order.size[1] // 2
    red, white = first[middle, 20], first[middle, -20]
    assert red[0] - red[1] > 120  # as it was painted, not shifted by the wrong matrix
    assert np.abs(red - (200, 40, 40)).max() < 12
    assert white.min() > 240
    assert first[-20, -20].max() < 100
    assert differs(first, last)[middle] > 0.01


def test_giving_up_ends_the_work_and_leaves_nothing(tmp_path: Path) -> None:
    class NoLongerWantedError(Exception):
        pass

    def give_up(fraction: float) -> None:
        if fraction > 0.05:
            raise NoLongerWantedError

    threads = threading.active_count()
    with pytest.raises(NoLongerWantedError):
        make(replace(SMALL, frames=300), tmp_path / "clip.mp4", on_progress=give_up)
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() == threads


def test_a_photo_that_was_never_accepted_makes_no_clip(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"#EXTM3U\nfile:///etc/passwd\n")
    with pytest.raises((FfmpegError, OSError)):
        make(
            replace(ORDER, shots=(Shown(tmp_path / "photo.jpg"),)),
            tmp_path / "clip.mp4",
            on_progress=lambda _: None,
        )
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize(
    "wrong",
    [{"platform": "vimeo"}, {"style": "beige"}, {"frames": 0}],
)
def test_an_order_that_makes_no_sense_is_refused_before_any_work(wrong: dict) -> None:
    with pytest.raises(ValueError, match="platform|frames"):
        replace(ORDER, **wrong)


def test_editing_one_scene_leaves_the_letters_of_the_others_alone() -> None:
    longer = replace(ORDER, frames=90)
    assert letters_of(ORDER) == letters_of(replace(ORDER))
    assert letters_of(longer) != letters_of(replace(longer, frames=91))


def test_all_fonts_are_there_with_their_licence() -> None:
    assert {path.name for path in FONT_FOLDER.iterdir()} == {
        *(face.path.name for face in Face),
        "OFL.txt",
    }
