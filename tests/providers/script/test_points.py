"""Key points: all of them are said, and each is known by what it is about."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from projects.providers.base import Script
from projects.providers.script.languages import Role, written_language
from projects.providers.script.points import make_point
from projects.vocabulary import Duration, Style, VideoType
from tests.providers.script.writing import (
    POINTS,
    STOCKS,
    brief,
    every_kind,
    folded,
    length,
    narration,
    sentences,
    write,
)
from tests.support.counts import few, together


@every_kind
def test_every_key_point_is_said_in_its_own_words(language: str, video_type: str) -> None:
    for style, band, seed in together(Style, Duration, range(3)):
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
    assert len(script.scenes) <= 30
    assert length(script) <= 180


def test_points_beyond_five_minutes_are_cut_but_none_is_left_out() -> None:
    points = tuple(f"特色{n}：" + "细心的照料和温暖的陪伴" * 400 for n in range(10, 40))
    script = write(brief(key_points=points))
    for n in range(10, 40):
        assert f"特色{n}" in narration(script)
    assert length(script) <= 300


@pytest.mark.parametrize(
    ("point", "role", "theme"),
    [
        ("每班不超过20人", Role.WHAT, "小班教学"),
        ("小班：律动《小跳蛙》", Role.WHAT, None),
        ("包粽子", Role.WHAT, "端午"),
        ("做月饼", Role.WHAT, "中秋"),
        ("放风筝", Role.WHAT, "放风筝"),
        ("升旗仪式", Role.WHAT, "国庆"),
        ("校车", Role.WHAT, "校车"),
        ("校车停运一天", Role.WHAT, None),
        ("注重细节", Role.WHAT, None),
        ("王老师喜欢讲笑话", Role.WHAT, "我们的老师"),
        ("王老师讲怎么哄睡", Role.WHAT, None),
        ("搭建作品展示一周", Role.WHAT, "积木"),
        ("作品展示一周", Role.WHAT, None),
        ("体验高压水枪", Role.WHAT, None),
        ("午餐吃饺子", Role.WHAT, "每天的饭菜"),
        ("大家吃饺子", Role.WHAT, None),
        ("爷爷奶奶也能来接", Role.WHAT, None),
        ("坚持科学喂养", Role.WHAT, None),
        ("与实验小学相邻", Role.WHAT, None),
        ("90%的家长续报", Role.WHAT, None),
        ("招2岁到3岁的宝宝", Role.WHO, None),
        ("9月1日开学", Role.WHEN, None),
        ("时间：6月18日上午9:00", Role.WHEN, None),
        ("10月22日（周四）去世纪公园", Role.WHAT, None),
        ("集合点：地铁2号线3号口", Role.WHERE, None),
        ("区体育场", Role.WHERE, None),
        ("￥99/节", Role.PRICE, None),
        ("第一节课免费试听", Role.PRICE, None),
        ("每家限2位家长", Role.LIMIT, None),
        ("带好水杯", Role.ASK, None),
        ("每个孩子带一只小水壶", Role.ASK, None),
        ("下雨改到11月6日", Role.ASK, None),
        ("带户口本到园面谈", Role.JOIN, None),
        ("报名时间：3月1日—3月20日", Role.JOIN, None),
        ("联系：王老师 13900000000", Role.CONTACT, None),
        ("记住火警电话119", Role.ASK, None),
    ],
)
def test_a_point_is_known_by_what_it_is_for_and_what_it_is_about(
    point: str, role: Role, theme: str | None
) -> None:
    assert (role_of(point, "zh"), theme_title(point, "zh")) == (role, theme)


@pytest.mark.parametrize(
    ("point", "role", "theme"),
    [
        ("At most 20 children a class", Role.WHAT, "Small classes"),
        ("Read to a small group", Role.WHAT, None),
        ("Decoration and preparation", Role.WHAT, None),
        ("Housing and nursing", Role.WHAT, None),
        ("Village history", Role.WHAT, None),
        ("Ms Green teaches the Butterfly class", Role.WHAT, "Meet the teacher"),
        ("Mr Lee talks about sleep", Role.WHAT, None),
        ("Talk about bedtime routines", Role.WHAT, None),
        ("Bread made from scratch", Role.WHAT, None),
        ("Dress code: white shirts", Role.WHAT, None),
        ("Numbers are limited", Role.WHAT, None),
        ("First aid certificates", Role.WHAT, None),
        ("Construction toys", Role.WHAT, None),
        ("Mixed-age groups", Role.WHAT, "Mixed ages"),
        ("Bouncy castle", Role.WHAT, "All the fun"),
        ("Lantern making", Role.WHAT, "Made by hand"),
        ("School bus", Role.WHAT, "School bus"),
        ("Ages 6-8", Role.WHO, None),
        ("Every Wednesday", Role.WHEN, None),
        ("Closed on Wednesday 16 September", Role.WHEN, None),
        ("Fees from $1,250 a month", Role.PRICE, None),
        ("Two seats for each family", Role.LIMIT, None),
        ("Wear the yellow T-shirt", Role.ASK, None),
        ("Return the consent form by Friday", Role.JOIN, None),
        ("Call 400-820-1234", Role.CONTACT, None),
    ],
)
def test_an_english_point_is_known_in_the_same_way(
    point: str, role: Role, theme: str | None
) -> None:
    assert (role_of(point, "en"), theme_title(point, "en")) == (role, theme)


def role_of(point: str, language: str) -> Role:
    return make_point(point, STOCKS[language], written_language(language)).role


def theme_title(point: str, language: str) -> str | None:
    found = make_point(point, STOCKS[language], written_language(language)).theme
    return found.title if found else None


@pytest.mark.parametrize(
    "point",
    [
        "占地5000㎡",
        "我们不打孩子",
        "五险一金",
        "带好水杯",
        "9月1日开学",
        "No nuts",
        "Paid holidays",
    ],
)
def test_a_fact_of_no_theme_is_said_and_nothing_is_added(point: str) -> None:
    language = "en" if point.isascii() else "zh"
    for seed in few(range(4)):
        script = write(brief(language, "medium", key_points=(point,)), seed)
        (scene,) = (scene for scene in script.scenes if folded(point) in folded(scene.narration))
        assert folded(scene.narration) == folded(point)


@pytest.mark.parametrize(
    "point",
    [
        "双语课程每周六节",
        "早餐八点",
        "小朋友自己种菜",
        "家长参与课堂",
        "孩子们爱上阅读",
        "Children sort blocks by color and size",
        "The children sing songs",
        "Small groups learn letters",
        "Our cooks bake fresh bread",
    ],
)
def test_what_somebody_does_or_how_often_is_not_put_in_the_place_of_a_noun(
    point: str,
) -> None:
    language = "en" if point.isascii() else "zh"
    wish = brief(language, "medium", key_points=(point, *POINTS[language]))
    for seed, video_type in together(range(2), VideoType):
        assert point in sentences_without_marks(write(replace(wish, video_type=video_type), seed))


def sentences_without_marks(script: Script) -> list[str]:
    return [re.split("[.。，,;；]", said)[0] for said in sentences(script)]


def test_points_of_one_theme_each_get_a_sentence_that_shares_a_word_with_them() -> None:
    wish = brief(
        band="medium",
        topic="元宵节活动",
        video_type="activity",
        key_points=("全园一起猜灯谜，猜中有糖", "小班的孩子搓汤圆"),
    )
    for seed in few(range(4)):
        said = narration(write(wish, seed))
        assert "猜中有糖。谜面念出来，猜的人一下子安静了。" in said
        assert "搓汤圆。搓着搓着，手心里就有了一颗圆。" in said


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
        assert point in narration(script)
    said = "\n".join([script.title, script.description.partition("\n")[0], *titles])
    said += narration(script) + "".join(scene.subtitle for scene in script.scenes)
    assert not re.search(r"[*#>`~|\[\]]|https|---|[12]\.|首先，欢迎|招生亮点", said)


def test_a_post_names_what_has_more_words_after_a_colon() -> None:
    points = ("小班教学：每班20人", "双语课程：外教带班", "电话：021-62345678")
    post = write(brief(key_points=points)).description
    assert "小班教学、双语课程" in post
    assert "电话" not in post


def test_many_points_of_any_size_end_in_time() -> None:
    shorter = few((4, 1))[-1]
    points = tuple(f"要点{n}" + "字" * (n // shorter) for n in range(500))
    script = write(brief(key_points=points))
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
