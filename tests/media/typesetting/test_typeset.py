"""Lines of text: where they break, how wide they get, what reaches the file that libass reads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.media.pictures.ass import escape
from projects.media.typesetting.fonts import Face
from projects.media.typesetting.glyphs import line_width, printable
from projects.media.typesetting.linebreak import INSIDE_WORD, NEVER_FIRST, NEVER_LAST, breaks
from projects.media.typesetting.typeset import Block, fit

CHINESE = "幼儿园的孩子们在户外乐园里奔跑看见了一只蝴蝶老师说我们来画它人工智能如何改变教育"
WORD = st.text(st.sampled_from(CHINESE), min_size=1, max_size=6)
LATIN = st.text(st.sampled_from("abcdefgXYZ0123456789-"), min_size=1, max_size=9)
QUOTED = st.one_of(WORD, LATIN).map(lambda word: f"“{word}”") | WORD.map(lambda w: f"（{w}）")
PAUSE = st.sampled_from("，。！？；：、 ")
SENTENCE = st.lists(st.tuples(st.one_of(WORD, LATIN, QUOTED), PAUSE), min_size=1, max_size=14).map(
    lambda pairs: "".join(word + pause for word, pause in pairs)
)


def set_text(text: str, width: float = 780, lines: int = 3, px: float = 58) -> Block:
    return fit(text, px, width, lines, face=Face.BOLD)


@given(SENTENCE)
def test_a_caption_never_starts_with_a_comma_nor_ends_with_an_open_bracket(text: str) -> None:
    lines = set_text(text).lines
    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST - {"…"}]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


@given(st.text(max_size=120))
def test_whatever_is_written_stays_inside_its_width_and_its_lines(text: str) -> None:
    block = set_text(text, width=420, lines=2)
    assert not [line for line in block.lines if line_width(line, block.px, face=Face.BOLD) > 420.01]
    assert len(block.lines) <= 2


@given(SENTENCE)
def test_no_word_is_lost_or_doubled_by_wrapping(text: str) -> None:
    lines = set_text(text, lines=20).lines
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")


@given(SENTENCE)
def test_a_latin_word_or_number_is_never_cut(text: str) -> None:
    lines = set_text(text, lines=20).lines
    assert re.findall(r"[\w-]+", " ".join(lines), re.ASCII) == re.findall(
        r"[\w-]+", printable(text), re.ASCII
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("人工智能如何改变教育", ["人工智能", "教育"]),
        ("春季招生开放日：带孩子来看看我们的校园生活", ["招生", "开放日", "孩子", "校园"]),
        ("2025年春季幼小衔接体验课开始报名啦", ["2025年", "幼小衔接", "体验课", "报名"]),
        ("让孩子在户外乐园度过快乐的一天", ["孩子", "户外乐园", "快乐"]),
        ("家长们准备好了吗我们在幼儿园等你", ["准备", "幼儿园"]),
        ("假期请注意用火用电安全", ["用火", "用电", "安全"]),
        ("暴雪天气延迟入园新生体检须知", ["暴雪", "延迟", "入园", "体检", "须知"]),
    ],
)
@pytest.mark.parametrize("width", range(420, 900, 60))
def test_a_chinese_word_is_not_split_at_a_line_end(text: str, words: list[str], width: int) -> None:
    lines = set_text(text, width=width, lines=4, px=72).lines
    assert [word for word in words if not any(word in line for line in lines)] == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("户外活动每天2小时", ["每天", "2小时"]),
        ("每周3次每次45分钟", ["每周", "3次", "每次", "45分钟"]),
        ("每周3次/每次45分钟", ["3次/", "45分钟"]),
        ("暑期班7月5日-7月20日", ["7月5日-7月20日"]),
        ("校园占地面积5000平方米", ["面积", "5000平方米"]),
        ("学费￥3,980/学期，立减20%", ["￥3,980/学期", "20%"]),
        ("第12届2026-2027学年招生说明会", ["第12届", "2026-2027学年", "说明会"]),
        ("家园共育开放周系列主题活动", ["开放周", "主题"]),
        ("小小篮球训练营开始报名", ["训练营", "报名"]),
        ("Bring 12 pencils for 40 children", ["12 pencils", "40 children"]),
    ],
)
@pytest.mark.parametrize("width", range(560, 900, 60))
def test_a_figure_is_not_torn_from_its_unit(text: str, whole: list[str], width: int) -> None:
    lines = set_text(text, width=width, lines=4, px=72).lines
    assert [piece for piece in whole if not any(piece in line for line in lines)] == []


@pytest.mark.parametrize("festival", ["端午节", "中秋节", "重阳节", "儿童节", "读书节"])
def test_the_name_of_a_festival_is_not_torn(festival: str) -> None:
    lines = set_text(f"了解一下：{festival}亲子活动", width=500, lines=4, px=72).lines
    assert any(festival in line for line in lines), lines


def test_a_line_may_end_after_a_time_or_a_telephone_number() -> None:
    assert set_text("16:30-17:30音乐课", width=280, px=50).lines == ("16:30-17:30", "音乐课")
    assert set_text("13812345678王老师", width=300, px=50).lines == ("13812345678", "王老师")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("点击关注，想了解什么，评论区留言", ("点击关注，", "想了解什么，评论区留言")),
        ("这一次，值得在日历上留个记号", ("这一次，", "值得在日历上留个记号")),
        ("4月18日（周六）上午9:00-11:30", ("4月18日（周六）", "上午9:00-11:30")),
        (
            "A place you like is a place you return to",
            ("A place you like", "is a place you return to"),
        ),
        ("Save this post for when you need it", ("Save this post", "for when you need it")),
    ],
)
def test_a_line_ends_where_a_reader_breathes(text: str, lines: tuple[str, ...]) -> None:
    assert set_text(text).lines == lines


def test_a_long_text_gets_smaller_before_a_word_is_cut() -> None:
    block = set_text("幼儿园的户外乐园和图书馆", width=560, lines=2, px=100)
    assert block.px < 100
    assert all(cost < INSIDE_WORD for cost in _costs_of(block, "幼儿园的户外乐园和图书馆"))


def _costs_of(block: Block, text: str) -> list[float]:
    starts, at = [], 0
    for line in block.lines[:-1]:
        at += len(line)
        starts.append(breaks(text)[at])
    return starts


def test_lines_are_balanced_so_that_no_character_stands_alone() -> None:
    lines = set_text("我们一起在阳光下的操场上慢慢地长大吧", width=600).lines
    assert len(lines) == 2
    assert min(map(len, lines)) >= 7


def test_a_text_far_too_long_ends_in_an_ellipsis() -> None:
    assert set_text("成长" * 400).lines[-1].endswith("…")


def test_no_text_takes_no_room() -> None:
    assert set_text(" \n🎉").lines == ()
    assert set_text("").height == 0


def test_emoji_controls_and_bidi_overrides_are_left_out() -> None:
    assert printable("开放日🎉\u202e\x00\x1b！\r\n\t欢迎\u2066☺️") == "开放日！ 欢迎"


def test_decomposed_accents_are_drawn_as_one_letter() -> None:
    assert printable("cafe\u0301") == "café"


def test_widths_agree_with_the_square_of_a_chinese_character() -> None:
    assert line_width("小班教学", 50, face=Face.BOLD) == pytest.approx(200)
    assert line_width("ii", 50, face=Face.REGULAR) < line_width("WW", 50, face=Face.REGULAR)


@given(st.text(max_size=60))
def test_no_tag_of_libass_survives_in_a_text(text: str) -> None:
    escaped = escape(f"{{\\pos(0,0)}}{text}\\N")
    assert re.search(r"(?<!\\)[{}]", escaped) is None
    assert re.search(r"\\(?![{}\u2060])", escaped) is None
    assert "\n" not in escaped
    assert escaped.replace("\u2060", "").replace("\\{", "{").replace("\\}", "}") == printable(
        f"{{\\pos(0,0)}}{text}\\N"
    )
