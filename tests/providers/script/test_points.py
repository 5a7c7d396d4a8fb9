"""Key points: all of them are said, and each is known by what it is about."""

from __future__ import annotations

import itertools
import re

import pytest

from projects.providers.script.languages import written_language
from projects.providers.script.points import make_point
from projects.vocabulary import Duration, Style
from tests.providers.script.writing import (
    POINTS,
    STOCKS,
    brief,
    every_kind,
    folded,
    length,
    narration,
    write,
)


@every_kind
def test_every_key_point_is_said_in_its_own_words(language: str, video_type: str) -> None:
    for style, band, seed in itertools.product(Style, Duration, range(3)):
        points = POINTS[language]
        script = write(
            brief(language, band, style=style, video_type=video_type, key_points=points), seed
        )
        for point in points:
            assert folded(point) in folded(narration(script))


def test_twenty_long_points_in_fifteen_seconds_are_all_kept() -> None:
    points = tuple(f"第{n}件事是我们每天都会陪孩子做的，里面有很多细节" for n in range(20, 40))
    script = write(brief(key_points=points, seconds=15))
    for point in points:
        assert folded(point) in folded(narration(script))
    assert len(script.scenes) <= 10
    assert length(script) <= 180


def test_points_beyond_three_minutes_are_cut_but_none_is_left_out() -> None:
    points = tuple(f"特色{n}：" + "细心的照料和温暖的陪伴" * 400 for n in range(10, 40))
    script = write(brief(key_points=points))
    for n in range(10, 40):
        assert f"特色{n}" in narration(script)
    assert length(script) <= 180


@pytest.mark.parametrize(
    ("point", "theme"),
    [
        ("每班不超过20人", "小班教学"),
        ("9月1日开学", "记好时间"),
        ("健康饮食", "好好吃饭"),
        ("注重细节", None),
        ("免费体验课", "贴心优惠"),
        ("￥99/节", "费用清楚"),
        ("包粽子", "动手做一做"),
        ("做月饼", "动手做一做"),
        ("放风筝", "出门走走"),
        ("猜灯谜", "热闹一场"),
        ("升旗仪式", "特别的日子"),
        ("90%的家长续报", "踏实用心"),
        ("家长反馈好", "踏实用心"),
        ("集合点：地铁2号线3号口", "怎么过来"),
        ("一对一", "用心的老师"),
        ("校车", "安心守护"),
        ("联系：王老师 13900000000", "欢迎咨询"),
    ],
)
def test_a_point_is_known_by_what_it_is_about(point: str, theme: str | None) -> None:
    assert theme_title(point, "zh") == theme


@pytest.mark.parametrize(
    ("point", "theme"),
    [
        ("Attendance is free", "A little extra"),
        ("Decoration and preparation", None),
        ("Housing and nursing", None),
        ("A terrace", None),
        ("Village history", None),
        ("Colourful displays", None),
        ("Fees from $1,250 a month", "What it costs"),
        ("Mixed-age groups", "Learning by playing"),
        ("Bouncy castle", "All the fun"),
        ("Bake sale", "All the fun"),
        ("Sleepover", "Out and about"),
        ("Lantern making", "Made by hand"),
        ("School bus", "Safe and sound"),
    ],
)
def test_an_english_theme_begins_where_a_word_begins(point: str, theme: str | None) -> None:
    assert theme_title(point, "en") == theme


def theme_title(point: str, language: str) -> str | None:
    found = make_point(point, STOCKS[language], written_language(language)).theme
    return found.title if found else None


@pytest.mark.parametrize(
    "point", ["占地5000㎡", "我们不打孩子", "五险一金", "No nuts", "Paid holidays"]
)
def test_nobody_is_told_to_try_a_number_or_a_ban(point: str) -> None:
    language = "en" if point.isascii() else "zh"
    general = STOCKS[language].points.general
    for seed in range(8):
        said = narration(write(brief(language, "medium", key_points=(point,)), seed))
        assert not [text for text in general if text in said]


@pytest.mark.parametrize("point", ["5岁以下勿扰", "带好水杯", "自备热水", "穿运动鞋", "记得签到"])
def test_what_people_are_told_to_do_brings_a_reminder(point: str) -> None:
    said = narration(write(brief(band="medium", key_points=(point, "小班教学"))))
    reminders = "|".join(STOCKS["zh"].points.reminders)
    assert re.search(rf"{point}。({reminders})", said)


def test_points_about_the_same_share_what_there_is_to_say() -> None:
    points = ("采摘", "露营", "放风筝", "植树")
    script = write(brief(band="medium", video_type="activity", key_points=points))
    themes = STOCKS["zh"].themes.themes
    says = next(theme.says.values() for theme in themes if theme.title == "出门走走")
    scenes = [scene for scene in script.scenes if scene.title in points]
    assert all(any(text in scene.narration for text in says) for scene in scenes)


PASTED = (
    "# 招生亮点",
    "1. **小班教学**：每班20人",
    "2. [双语课程](https://a.cn/b)",
    "> 首先，欢迎参观",
    "~~户外乐园~~、`编程启蒙`、营养午餐",
    "| 班级 | 人数 |",
    "|---|---|",
    "| 托班 | 15 |",
)


def test_a_pasted_list_is_plain_words_in_the_whole_script() -> None:
    script = write(brief(band="long", topic="**开放日**", key_points=PASTED))
    titles = [scene.title for scene in script.scenes]
    for point in (
        "小班教学：每班20人",
        "双语课程",
        "户外乐园",
        "编程启蒙",
        "营养午餐",
        "托班：人数15",
    ):
        assert point in titles
    said = "\n".join([script.title, script.description.partition("\n")[0], *titles])
    said += narration(script) + "".join(scene.subtitle for scene in script.scenes)
    assert not re.search(r"[*#>`~|\[\]]|https|---|[12]\.|首先，欢迎|招生亮点", said)


def test_a_post_names_what_has_more_words_after_a_colon() -> None:
    points = ("小班教学：每班20人", "双语课程：外教带班", "电话：021-62345678")
    post = write(brief(key_points=points)).description
    assert "小班教学、双语课程" in post
    assert "电话" not in post


def test_many_points_of_any_size_end_in_time() -> None:
    script = write(brief(key_points=tuple(f"要点{n}" + "字" * n for n in range(500))))
    assert len(script.scenes) <= 10
    assert length(script) <= 185


SENTENCES = {
    "zh": "第{n}号楼的东边是公园，孩子们每天都在那里奔跑。",
    "en": "House {n} is beside the park, and children run there every day. ",
}


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("counts", [(26,), (12, 1, 12), (7,) * 3, (1,) * 24])
@pytest.mark.parametrize("mark", ["", "，"])
def test_every_word_of_long_points_is_said(
    language: str, counts: tuple[int, ...], mark: str
) -> None:
    """Several scenes share a point that is too long for one, also one without any full stop."""
    numbers = iter(range(101, 200))
    said = [SENTENCES[language].format(n=next(numbers)) for _ in range(sum(counts))]
    if mark:
        said = [re.sub(r"[。.]", mark, sentence) for sentence in said]
    rest = iter(said)
    points = tuple("".join(next(rest) for _ in range(count)) for count in counts)
    script = write(brief(language, key_points=points))
    spoken = folded(narration(script))
    assert [sentence for sentence in said if folded(sentence) not in spoken] == []
    assert length(script) <= 180
