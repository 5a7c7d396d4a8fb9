"""What a scene's words hold: a film shows a date on a calendar, and a price in large figures."""

from __future__ import annotations

import pytest

from projects.illustration.facts import Facts, of_scene
from projects.illustration.facts.kinds import NOT_SPOKEN
from projects.language import language_of


def facts(narration: str, title: str = "", points: tuple[str, ...] = ()) -> Facts:
    return of_scene(title, narration, points, language_of(narration + title, "zh").code)


@pytest.mark.parametrize(
    ("words", "month", "day", "weekday"),
    [
        ("4月12日上午见。", 4, 12, None),
        ("四月十二号（周日）见。", 4, 12, 6),
        ("10月31日星期六举行。", 10, 31, 5),
        ("2026年11月30日见。", 11, 30, 0),
        ("2026-11-30 见。", 11, 30, 0),
        ("9月开学。", 9, 0, None),
        ("每周三下午四点半。", 0, 0, 2),
        ("Date: Saturday 14 March.", 3, 14, 5),
        ("See you on Sunday, April 12th.", 4, 12, 6),
        ("We open on the 3rd of June.", 6, 3, None),
        ("Every Friday at 3 pm.", 0, 0, 4),
        ("Closed on Monday 2 November.", 11, 2, 0),
    ],
)
def test_a_date_is_read_with_its_weekday(
    words: str, month: int, day: int, weekday: int | None
) -> None:
    (found,) = facts(words).dates
    assert (found.month, found.day, found.weekday) == (month, day, weekday)


@pytest.mark.parametrize(
    "words", ["五月初五，粽叶飘香。", "周一：红烧鸡块、番茄蛋汤。", "4.5分，12个月。"]
)
def test_what_is_no_date_is_not_read_as_one(words: str) -> None:
    assert not facts(words).dates


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("报名：3月1日—3月20日。", (3, 20)),
        ("10月12日至16日。", (10, 16)),
        ("9月30日到10月8日放假。", (10, 8)),
        ("12-14 May in the library.", (5, 14)),
        ("December 1 to 12.", (12, 12)),
    ],
)
def test_a_range_of_days_has_its_last_one(words: str, until: tuple[int, int]) -> None:
    assert facts(words).dates[0].until == until


@pytest.mark.parametrize(
    ("words", "shown", "hour", "minute", "until"),
    [
        ("上午9:00-11:30举行。", "上午9:00–11:30", 9, 0, (11, 30)),
        ("下午三点半开始。", "下午3:30", 15, 30, None),
        ("晚上7点。", "晚上7:00", 19, 0, None),
        ("上午9点到下午3点停电。", "上午9:00–下午3:00", 9, 0, (15, 0)),
        ("1号线：7:10 阳光花园。", "7:10", 7, 10, None),
        ("Time: 9:30-11:30 am.", "9:30–11:30 am", 9, 30, (11, 30)),
        ("Come at 2 pm.", "2 pm", 14, 0, None),
        ("At 6.30 p.m. in the hall.", "6:30 pm", 18, 30, None),
    ],
)
def test_a_time_is_read_with_its_half_of_the_day(
    words: str, shown: str, hour: int, minute: int, until: tuple[int, int] | None
) -> None:
    (found,) = facts(words).times
    assert (found.shown, found.hour, found.minute, found.until) == (shown, hour, minute, until)


@pytest.mark.parametrize(
    "words", ["离近一点看。", "每天两点一餐。", "师宝比1:3。", "做好以下3点。"]
)
def test_what_is_no_time_is_not_read_as_one(words: str) -> None:
    assert not facts(words).times


@pytest.mark.parametrize(
    ("words", "kind", "shown"),
    [
        ("小班教学，每班不超过20人。", "count", "每班|不超过|20|人"),
        ("保教费：每月2680元，餐费另计。", "price", "保教费||2680|元/月"),
        ("体验价9.9元。", "price", "体验价||9.9|元"),
        ("月薪6000-8000元。", "price", "月薪||6000–8000|元"),
        ("每月三百八十元。", "price", "||380|元/月"),
        ("只要¥380一个月。", "price", "|只要¥|380|/个月"),
        ("师宝比1:8。", "ratio", "师宝比||1:8|"),
        ("满意度98%。", "share", "满意度||98|%"),
        ("第一节课免费试听。", "free", "第一节课||免费|试听"),
        ("招收3-6岁幼儿。", "span", "||3–6|岁"),
        ("绘本馆有3000册绘本。", "count", "绘本馆||3000|册绘本"),
        ("At most 16 children in a class.", "count", "|At most|16|children in a class"),
        ("Fees: 5,800 RMB a month, lunch included.", "price", "Fees||5,800|RMB a month"),
        ("Only $25 per lesson.", "price", "|Only $|25|a lesson"),
        ("98% of parents come back.", "share", "||98|%"),
        ("Entrance is free.", "free", "Entrance||Free|"),
        ("Ages 3 to 6.", "span", "Ages||3–6|"),
    ],
)
def test_a_figure_has_its_unit_and_what_it_counts(words: str, kind: str, shown: str) -> None:
    found = facts(words).figure
    assert found
    assert (found.kind, f"{found.label}|{found.before}|{found.value}|{found.unit}") == (kind, shown)


@pytest.mark.parametrize(
    "words",
    [
        "2027年春季招生。",
        "第3届运动会。",
        "电话：021-62345678。",
        "10月8日见。",
        "每家来2位家长。",
        "Call 400-820-1234.",
        "88 Garden Road.",
    ],
)
def test_a_year_a_number_of_a_thing_and_a_phone_are_no_figures(words: str) -> None:
    assert facts(words).figure is None


def test_a_price_goes_before_a_number() -> None:
    found = facts("20课时，共1200元。").figure
    assert found
    assert found.value == "1200"


@pytest.mark.parametrize(
    ("words", "name", "address"),
    [
        ("地点：一楼多功能厅。", "一楼多功能厅", ""),
        ("10月30日上午8:30，区体育场。", "区体育场", ""),
        ("请到门卫室认领。", "门卫室", ""),
        ("欢迎来浦东新区世纪大道1000号。", "", "浦东新区世纪大道1000号"),
        ("Friday 3 July, 2:30 pm, main hall.", "main hall", ""),
        ("Find us at 88 Garden Road.", "", "88 Garden Road"),
    ],
)
def test_a_place_is_a_name_or_an_address(words: str, name: str, address: str) -> None:
    found = facts(words).places[0]
    assert (found.name, found.address.removeprefix("欢迎来")) == (name, address)


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("首先网上登记，然后来园面谈，最后领取通知书。", ["网上登记", "来园面谈", "领取通知书"]),
        ("第一步：扫码。第二步：填表。第三步：等电话。", ["扫码", "填表", "等电话"]),
        ("8:30 签到。8:50 观摩区域活动。", ["8:30 签到", "8:50 观摩区域活动"]),
        ("小班16:10，中班16:20，大班16:30。", ["16:10 小班", "16:20 中班", "16:30 大班"]),
        ("First listen, then sing, then try the drum.", ["listen", "sing", "try the drum"]),
        ("Step 1: sign up. Step 2: come and see.", ["sign up", "come and see"]),
    ],
)
def test_steps_and_timetables_come_in_their_order(words: str, steps: list[str]) -> None:
    assert [f"{step.label} {step.text}".strip() for step in facts(words).steps] == steps


def test_what_is_said_again_is_one_fact() -> None:
    """A film says its key points in its titles, too."""
    weekly = "Every Wednesday at 3:30 pm"
    assert of_scene(weekly, f"Ages 4 to 6. {weekly}.", (weekly, "Free of charge"), "en").steps == ()
    assert len(facts("9:00 Games. 10:00 Lunch. 9:00 Games.").steps) == 2
    assert [item.text for item in facts("有苹果、香蕉、苹果、香蕉。").items] == ["苹果", "香蕉"]
    assert facts("每班20人，真的只有每班20人。").comparison is None


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("一起挂艾草、做香囊、画龙舟。", ["挂艾草", "做香囊", "画龙舟"]),
        ("介绍作息、饮食和接送安排。", ["作息", "饮食", "接送安排"]),
        ("roast pork, potatoes and carrots.", ["roast pork", "potatoes", "carrots"]),
        (
            "Egg and spoon race, sack race, and tug of war.",
            ["Egg and spoon race", "sack race", "tug of war"],
        ),
    ],
)
def test_things_that_are_named_together_are_rows(words: str, items: list[str]) -> None:
    found = facts(words).items
    assert [item.text for item in found] == items
    assert all(words[item.start :].startswith(item.text) for item in found)


def test_key_points_that_a_scene_says_are_its_rows() -> None:
    found = facts("灭火器使用。疏散路线。", points=("灭火器使用", "疏散路线")).items
    assert [(item.text, item.start) for item in found] == [("灭火器使用", 0), ("疏散路线", 6)]


@pytest.mark.parametrize(
    ("words", "said", "who"),
    [
        ("她说：“蹲下来，才能看见孩子的世界。”", "蹲下来，才能看见孩子的世界。", ""),
        ("王老师常说“每个孩子都会开花”。", "每个孩子都会开花", "王老师"),
        ('"Every child has a song," she says.', "Every child has a song", ""),
        ('"We listen to every child," says Ms Green.', "We listen to every child", "Ms Green"),
    ],
)
def test_a_quote_has_its_words_and_who_says_them(words: str, said: str, who: str) -> None:
    found = facts(words).quote
    assert found
    assert (found.words, found.who) == (said, who)


@pytest.mark.parametrize("words", ["颁发“阳光宝贝”奖。", "大声喊“我不认识你”。"])
def test_a_name_in_quotes_is_no_quote(words: str) -> None:
    assert facts(words).quote is None


@pytest.mark.parametrize(
    ("words", "left", "right"),
    [
        ("以前不敢说话，现在抢着举手。", ("以前", "不敢说话"), ("现在", "抢着举手")),
        ("全日托3980元/月，半日托2500元/月。", ("全日托", "3980元/月"), ("半日托", "2500元/月")),
        ("Before, he was shy, but now he sings.", ("Before", "he was shy"), ("Now", "he sings")),
    ],
)
def test_two_things_side_by_side_are_a_comparison(
    words: str, left: tuple[str, str], right: tuple[str, str]
) -> None:
    found = facts(words).comparison
    assert found
    assert [(side.label, side.text) for side in (found.left, found.right)] == [left, right]


def test_what_only_the_title_says_is_not_spoken() -> None:
    (found,) = facts("我们等你。", title="5月6日开放").dates
    assert (found.day, found.start) == (6, NOT_SPOKEN)


@pytest.mark.parametrize(
    ("words", "phone", "link"),
    [
        ("咨询电话13900001111（微信同号）。", "13900001111", ""),
        (
            "电话：021-62345678。网址：www.example.cn/visit。",
            "021-62345678",
            "www.example.cn/visit",
        ),
        ("Call 400-820-1234, or write to a@example.com.", "400-820-1234", ""),
        ("2026年10月，20240501号。", "", ""),
    ],
)
def test_a_phone_and_a_link_are_read(words: str, phone: str, link: str) -> None:
    found = facts(words)
    assert (found.phone, found.link) == (phone, link)


@pytest.mark.parametrize(
    ("language", "text", "rows"),
    [
        ("en", "No nuts, peanut butter or sesame bars in lunch boxes.", 0),
        ("zh", "请不带玩具、零食和手机。", 0),
        ("zh", "不推、不挤、不回头拿东西。", 3),
        ("zh", "不跟陌生人走、不吃陌生人的糖、大声喊“我不认识你”。", 3),
        ("en", "Roast pork, potatoes, peas and carrots.", 4),
    ],
)
def test_no_row_of_a_list_loses_its_no(language: str, text: str, rows: int) -> None:
    assert len(of_scene("", text, (), language).items) == rows


def test_a_year_is_no_figure() -> None:
    assert of_scene("", "The Green School Award 2026\nOur school won.", (), "en").figure is None
