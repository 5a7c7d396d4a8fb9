"""Whether an event is to come or over, as a brief tells on the day on which it is written."""

from __future__ import annotations

from datetime import date

import pytest

from projects.illustration.facts import is_over

TODAY = date(2026, 6, 20)  # a Saturday


@pytest.mark.parametrize(
    ("text", "language", "over"),
    [
        ("端午包粽子\n6月18日上午9:00", "zh", True),
        ("端午包粽子\n6月20日上午9:00", "zh", False),
        ("端午包粽子\n6月21日上午9:00", "zh", False),
        ("画展\n5月20日至6月25日", "zh", False),
        ("画展\n5月20日至6月5日", "zh", True),
        ("元旦联欢\n1月1日", "zh", False),  # nobody looks back for half a year
        ("春游\n4月18日", "zh", True),
        ("运动会\n2026年4月2日", "zh", True),
        ("运动会\n2025年10月30日", "zh", True),
        ("运动会\n10月30日（周四）", "zh", True),  # it was a Thursday in 2025
        ("运动会\n10月30日（周五）", "zh", False),
        ("报名6月10日截止，7月3日演出", "zh", False),
        ("亲子运动会圆满落幕\n明年4月再见", "zh", True),
        ("运动会回顾", "zh", True),
        ("上周的消防演练", "zh", True),
        ("晚上周末班", "zh", None),
        ("周六上午9点", "zh", None),
        ("小班教学、双语课程", "zh", None),
        ("请在班级群报名", "zh", False),
        ("2月30日", "zh", None),
        ("Sports day\nSaturday 13 June, 9 am", "en", True),
        ("Sports day\nSaturday 27 June, 9 am", "en", False),
        ("Book fair\n12-14 May", "en", True),
        ("Summer camp\nTwo weeks in July", "en", False),
        ("The concert was held in the hall", "en", True),
        ("Thank you to everyone who came", "en", True),
        ("The last week of the term", "en", None),
        ("Sign up by Monday", "en", False),
        ("Small classes", "en", None),
    ],
)
def test_words_and_dates_tell_what_is_over(text: str, language: str, over: bool | None) -> None:
    assert is_over(text, language, TODAY) is over
