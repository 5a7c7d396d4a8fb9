"""A film measures itself: each fault that people would notice is found in its file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from projects.illustration.picture import Layout, Picture, Setting
from projects.media import film
from projects.media.captions import Cue
from projects.media.checks import Check, Level, captions, drawing, labels, mark, measuring, pictures
from projects.media.checks import sound as sounds
from projects.media.checks.captions import Captioned
from projects.media.checks.slides import Slide, score
from projects.media.drawn import Drawn
from projects.media.faces import Area
from projects.media.ffmpeg import run
from projects.media.formats import DRAWN, FORMATS, TO_BT709
from projects.media.pictures.ass import Pen, Run, Sheet
from projects.media.pictures.overlay import draw_mark
from projects.media.pictures.saying import doubled
from projects.media.probe import Damaged
from projects.media.typesetting.fonts import Face
from tests.support.clips import ORDER, composed
from tests.support.sounds import voice, wav

SMALL = replace(FORMATS["douyin"], width=360, height=640, top=66, bottom=126, left=28, right=52)
MARK = "AI 生成"
AIGC = {"Label": "1", "ContentProducer": "studio"}
FRAMES = [60, 135]
SPOKEN = [(0.0, 2.0), (2.2, 6.5)]
MOVING, STILL = "testsrc2=s=360x640:r=30", "color=0x306080:s=360x640:r=30"
BLACK = "color=black:s=360x640:r=30"
Shelf = dict[str, Path]


def draw(args: list[str], folder: Path) -> None:
    run(args, cwd=folder, on_progress=lambda _: None)


def clip(folder: Path, name: str, frames: int, source: str, *, marked: bool = True) -> Path:
    letters = ",ass=f=mark.ass:fontsdir=mark" if marked else ""
    shown = ["-f", "lavfi", "-i", source, "-vf", f"{TO_BT709}{letters}"]
    draw([*shown, "-frames:v", str(frames), *DRAWN, name], folder)
    return folder / name


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Films by their fault; "good" has none. Those with another sound have the same pictures."""
    folder = tmp_path_factory.mktemp("films")
    sheet = Sheet(SMALL, 5.0)
    draw_mark(sheet, cast(Any, SimpleNamespace(format=SMALL, ai_mark=MARK)))
    sheet.write(folder, "mark")
    spoken = np.tile(voice(0.5, rate=48000)[16800:], 3)
    narrations = [wav(folder / f"{n}.wav", spoken[: n * 1600], 48000) for n in FRAMES]
    first = clip(folder, "first.mp4", FRAMES[0], MOVING)
    seconds = {
        "good": clip(folder, "moving.mp4", FRAMES[1], MOVING),
        "black": clip(folder, "dark.mp4", FRAMES[1], BLACK, marked=False),
        "frozen": clip(folder, "still.mp4", FRAMES[1], STILL),
        "dim": clip(folder, "dim.mp4", FRAMES[1], BLACK),
    }
    tags: dict[str, Any] = {"title": "开放日", "comment": "AI", "aigc": AIGC}
    found: Shelf = {}
    for name, second in seconds.items():
        found[name] = folder / f"{name}.mp4"
        parts = ([first, second], narrations)
        film.merge(*parts, found[name], **tags, on_progress=lambda _: None)
    unmarked = [clip(folder, f"bare{n}.mp4", n, MOVING, marked=False) for n in FRAMES]
    found["unmarked"] = folder / "unmarked.mp4"
    film.merge(unmarked, narrations, found["unmarked"], **tags, on_progress=lambda _: None)
    for name, change in {
        "silent": ["-af", "volume=0"],
        "silent end": ["-af", "volume=0:enable='gt(t,2)'"],
        "silent middle": ["-af", "volume=0:enable='between(t,0.6,4)'"],
        "loud": ["-af", "volume=5dB,alimiter=limit=0.7:level=0"],
        "clipped": ["-af", "volume=24dB"],
        "short": ["-t", "4.5"],
        "unlabelled": ["-metadata", "AIGC={}"],
        "untitled": ["-metadata", "title="],
    }.items():
        found[name] = folder / f"{name}.mp4"
        kept = ["-c", "copy"] if "-af" not in change else ["-c:v", "copy", "-c:a", "aac"]
        flags = ["-movflags", "use_metadata_tags", found[name].name]
        draw(["-i", "good.mp4", *kept, *change, *flags], folder)
    return found


def checks(path: Path) -> dict[str, Check]:
    measured = measuring.measure(path, SMALL, mark.window(SMALL, MARK))
    found = [
        *pictures.judge(measured, FRAMES),
        *sounds.judge(measured, SPOKEN),
        *mark.judge(measured, MARK, FRAMES),
        *labels.judge(measured, AIGC),
    ]
    return {each.name: each for each in found}


@pytest.mark.parametrize(
    ("fault", "red", "amber"),
    [
        ("good", {}, {}),
        ("dim", {}, {"frozen": 2}),  # the AI mark is seen: it is no black
        ("black", {"black": 2}, {}),
        ("frozen", {}, {"frozen": 2}),
        ("unmarked", {"ai_mark": 1, "ai_mark_size": 1}, {}),
        ("silent", {"speech": 1}, {"silence": 0, "silence_at_end": 0}),
        ("silent end", {"speech": 2}, {"silence_at_end": 0}),
        ("silent middle", {}, {"silence": 0}),
        ("loud", {}, {"loudness": 0}),
        ("clipped", {"peak": 0}, {"loudness": 0}),
        ("short", {"length": 0}, {}),
        ("unlabelled", {"ai_label": 0}, {}),
        ("untitled", {}, {"title": 0}),
    ],
)
def test_a_fault_is_found_in_the_file_with_its_scene_and_nothing_else_is(
    shelf: Shelf, fault: str, red: dict[str, int], amber: dict[str, int]
) -> None:
    found = checks(shelf[fault]).values()
    assert {each.name: each.scene for each in found if each.level == Level.RED} == red
    assert {each.name: each.scene for each in found if each.level == Level.AMBER} == amber


def test_what_is_measured_are_the_figures_of_the_file(shelf: Shelf) -> None:
    good, frozen = checks(shelf["good"]), checks(shelf["frozen"])
    assert good["loudness"].value == pytest.approx(-16, abs=0.5)
    assert good["peak"].value < -1
    assert good["ai_mark"].value == 6.5
    assert good["ai_mark_size"].value == pytest.approx(0.055, abs=0.004)
    assert frozen["frozen"].value == pytest.approx(4.1, abs=0.4)
    assert checks(shelf["black"])["black"].value == pytest.approx(4.5, abs=0.1)
    assert checks(shelf["silent middle"])["silence"].value == pytest.approx(3.4, abs=0.2)


def test_a_film_that_cannot_be_read_is_damaged(shelf: Shelf, tmp_path: Path) -> None:
    whole = shelf["good"].read_bytes()
    (tmp_path / "half.mp4").write_bytes(whole[: len(whole) // 2] + bytes(len(whole) // 2))
    with pytest.raises(Damaged):
        checks(tmp_path / "half.mp4")


def test_damage_in_the_sound_is_found(shelf: Shelf, tmp_path: Path) -> None:
    content = bytearray(shelf["good"].read_bytes())
    name = re.search(rb"Lavc[\d.]+", content)  # the encoder's name, in the first packet of sound
    assert name
    content[name.start() : name.start() + 2000] = bytes(2000)
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(Damaged):
        checks(tmp_path / "film.mp4")


def test_a_check_can_be_stored_and_read_again() -> None:
    check = Check("key_points", Level.AMBER, 1, 0, scene=2, about=("小班教学",))
    assert Check.from_json(check.as_json()) == check


def captioned(*cues: Cue, says: bool = True) -> Captioned:
    return Captioned(replace(ORDER, cues=cues), says)


def test_captions_that_are_missing_or_too_quick_are_told_with_their_scene() -> None:
    calm, quick = Cue(0.0, 3.0, "欢迎来到我们的幼儿园。"), Cue(3.0, 3.7, "欢迎来到我们的幼儿园。")
    fine = captioned(calm)
    for scenes, wrong in (
        ([fine, fine], {}),
        ([fine, captioned(), captioned(says=False)], {"captions": (Level.AMBER, 2)}),
        ([captioned(), captioned()], {"captions": (Level.RED, 1)}),
        ([captioned(says=False)], {}),
        ([fine, captioned(calm, quick)], {"caption_pace": (Level.AMBER, 2)}),
    ):
        found = [each for each in captions.judge(scenes) if each.level != Level.OK]
        assert {each.name: (each.level, each.scene) for each in found} == wrong


def test_a_sentence_that_stands_on_the_picture_twice_is_counted_in_seconds() -> None:
    sheet, title = Sheet(SMALL, 10.0), "春季招生开放日"
    place: dict[str, Any] = {"px": 20.0, "face": Face.BOLD}
    pen = Pen("FFFFFF")
    for _ in range(2):  # the two pens of a headline
        sheet.text(title[:3], 0.0, 0.0, pen=pen, **place)
        sheet.text(title[3:], 0.0, 30.0, pen=pen, **place)
    assert doubled(sheet.said) == 0
    sheet.runs([Run(title + "。", 20.0, "FFFFFF")], 0.0, 90.0, pen, 2.0, 5.0)
    sheet.runs([Run("欢迎大家来参观", 20.0, "FFFFFF")], 0.0, 90.0, pen, 5.0, 8.0)
    assert doubled(sheet.said) == 3
    assert doubled(composed(ORDER).sheet.said) == 0


def test_heads_that_a_clip_cuts_are_told_of_its_film() -> None:
    window, clips = Area(0.2, 0.0, 0.8, 1.0), []
    heads = {
        "whole": (0.3, 0.2),
        "at the edge": (0.7, 0.2),
        "out": (0.85, 0.2),
        "a hair": (0.79, 0.2),
    }
    cut = [n for n, (x, y) in heads.items() if Area(x, y, x + 0.1, y + 0.1).is_cut_by(window)]
    assert cut == []
    assert Area(0.75, 0.2, 0.85, 0.3).is_cut_by(window)
    for drawn in (Drawn(), Drawn(cut_heads=2), Drawn(doubled=1.5, cut_heads=1)):
        clips.append(tuple(drawing.of_clip(drawn)))
    (check,) = drawing.judge([(), *clips])
    assert (check.level, check.value, check.scene) == (Level.AMBER, 3, 3)
    assert [drawing.doubled(clip) for clip in clips] == [0, 0, 1.5]


def slide(layout: Layout, hero: str, **more: Any) -> Slide:
    setting = more.pop("setting", Setting.HILLS)
    return Slide(Picture(layout, setting, hero), 4.0, **({"is_named": True} | more))


@pytest.mark.parametrize(
    ("slides", "marks"),
    [
        (
            [slide(Layout.OPENING, "school", setting=Setting.CITY), slide(Layout.HERO, "bus")],
            (0, 0, 0, 0, 0),
        ),
        # Cards of figures, on and on, in one place: all but one repeat each other.
        ([slide(Layout.NUMBER, "coin") for _ in range(5)], (4, 5, 0, 0, 0)),
        ([slide(Layout.HERO, "bus", own=f"photo {n}") for n in range(5)], (0, 2, 0, 0, 0)),
        (
            [
                slide(Layout.OPENING, "bus", is_named=False, setting=Setting.CITY),
                slide(Layout.HERO, "cat", still=4.0, setting=Setting.CITY),
                slide(Layout.QUOTE, "dog", doubled=2.0),
                slide(Layout.DATE, "sun"),
            ],
            (1, 0, 1.25, 1.25, 0.625),
        ),
    ],
)
def test_the_slide_show_score_is_the_mean_of_five_marks(
    slides: list[Slide], marks: tuple[float, ...]
) -> None:
    found = score(slides)
    five = (found.text, found.repetition, found.still, found.unfounded, found.doubled)
    assert five == marks
    assert found.mean == pytest.approx(sum(marks) / 5)
