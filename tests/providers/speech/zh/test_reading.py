"""Figures, signs and rare words as the Mandarin voice gets them."""

from __future__ import annotations

import re

import pytest

from projects.providers.speech.zh import spoken_form
from tests.providers.speech.hearing import Say, phonemes


def heard_in_chinese(text: str) -> str:
    return re.sub(r"\s+", " ", spoken_form(text).text)


def test_a_percent_sign_is_read_as_baifenzhi() -> None:
    assert heard_in_chinese("35.6%") == "百分之三十五点六"
    assert heard_in_chinese("3-5%的孩子") == "百分之三到五的孩子"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("2027年3月15日", "二零二七年三月十五日"),
        ("2027-03-15", "二零二七年三月十五日"),
        ("2026-2027学年", "二零二六到二零二七学年"),
        ("2026招生，再见2025！", "二零二六招生，再见二零二五"),
        ("2026个，￥2026，1980", "两千零二十六个，两千零二十六元，一千九百八十"),
        ("10.1国庆，6.1-6.3放假", "十月一日国庆，六月一日到六月三日放假"),
        ("3/8妇女节，3/8，3.5节课，1.5倍", "三月八日妇女节，八分之三，三点五节课，一点五倍"),
        ("1V1，5v5，220V", "一对一，五对五，两百二十V"),
        ("9:30", "九点三十分"),
        ("9:00-11:05", "九点到十一点零五分"),
        ("3-6岁", "三到六岁"),
        ("周一-周五，小班~大班", "周一到周五，小班到大班"),
        ("上午9:00-下午4点", "上午九点到下午四点"),
        ("9月-次年1月，3天-5天", "九月到次年一月，三天到五天"),
        ("快点~周一见，6岁~一起来，开放日-周五", "快点，周一见，六岁，一起来，开放日，周五"),
        ("1/3的时间", "三分之一的时间"),
        ("138-0000-0000", "幺三八，零零零零，零零零零"),
        ("13812345678", "幺三八，幺二三四，五六七八"),
        ("(010)62345678", "零幺零，六二三四五六七八"),
        ("010 6234 5678", "零幺零，六二三四，五六七八"),
        ("400 820 8820，4008-208-820", "四零零，八二零，八八二零，四零零八，二零八，八二零"),
        ("119消防员，12345热线，拨打120", "幺幺九消防员，幺二三四五热线，拨打幺二零"),
        ("跑110米，119元，打120分", "跑一百一十米，一百一十九元，打一百二十分"),
        ("微信：abc123，kids_2026，QQ 12345", "微信，abc 一二三，kids 二零二六，Q Q 一二三四五"),
        ("3x4米，0.09/0.24", "三乘四米，零点零九，零点二四"),
        ("Top100，GPT-4，A380", "Top 一百，G P T 四，A 三八零"),
        ("￥1.2万，RMB580", "一点二万元，五百八十元"),
        ("$20", "二十美元"),
        ("￥99-199，¥1,280~¥1,580/期", "九十九到一百九十九元，一千二百八十到一千五百八十元每期"),
        ("100㎡", "一百平方米"),
        ("-5℃", "零下五摄氏度"),
        ("60km/h", "六十公里每小时"),
        ("学费3980元/学期，45分钟/节", "学费三千九百八十元每学期，四十五分钟每节"),
        ("￥99/人/月，500元/㎡", "九十九元每人每月，五百元每平方米"),
        ("男/女，老师/家长，3岁/小班", "男，女，老师，家长，三岁，小班"),
        ("5km", "五公里"),
        ("A&B", "A和B"),
        ("100+家庭", "一百多家庭"),
        ("家长+孩子", "家长加孩子"),
        ("＃亲子活动＃", "亲子活动"),
        ("2个班2年级", "两个班二年级"),
        ("12月21日下午2点半，2:00-2:30", "十二月二十一日下午两点半，两点到两点三十分"),
        ("2倍，2课时，第2轮，2月2日，12点", "两倍，两课时，第二轮，二月二日，十二点"),
        ("￥3,980.00，￥99.50", "三千九百八十元，九十九点五零元"),
        ("105人，12000元，10010", "一百零五人，一万两千元，一万零一十"),
        ("2000人", "两千人"),
        ("K1班", "K 一班"),
        ("“你好”，《小王子》（绘本）——真好……", "你好，小王子，绘本，真好"),
    ],
)
def test_figures_and_signs_are_read_as_chinese_people_say_them(written: str, heard: str) -> None:
    assert heard_in_chinese(written) == heard


def test_thousands_of_figures_in_a_row_keep_nobody_waiting() -> None:
    """A rule that tries every way to part them would take until the test run is stopped."""
    assert heard_in_chinese("1" * 8000) == "一" * 8000


def test_no_chinese_word_is_spelled_in_english_letters() -> None:
    hanzi = [
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
    ]
    words = [*hanzi, "这儿", "一会儿", "玩儿", "花儿", "有点儿", "小孩儿", "幼儿园", "狗熊", "兄弟"]
    spoken = [re.sub(r"\[\[.*?\]\]", "", spoken_form(word).text) for word in words]
    heard = phonemes(spoken, "cmn")
    assert [word for word, sound in zip(words, heard, strict=True) if "(en)" in sound] == []


def test_the_ground_of_a_school_is_not_said_as_the_ending_of_an_adverb() -> None:
    ground, of_joy = phonemes([spoken_form(word).text for word in ("占地", "开心地玩")], "cmn")
    assert "ti51" in ground.replace("'", "")
    assert "t'@11" in of_joy


def test_a_bear_is_one_syllable_and_not_a_row_of_letters(say: Say) -> None:
    assert say("小熊").seconds == pytest.approx(say("小龙").seconds, abs=0.15)


def test_markup_is_read_as_text_and_not_obeyed(say: Say) -> None:
    assert heard_in_chinese("<b>你好</b>").replace(" ", "") == "b你好，b"
    plain, phonetic = say("hello l o U", "en").seconds, say("hello [[l'oU]]", "en").seconds
    assert phonetic > plain / 2
    assert "[" not in spoken_form("[[h@l'oU]]，[ [h]]你").text
    assert say('<break time="9s"/>你好').seconds < 6
