"""The bench counts what was misheard, not how a recogniser spells it."""

from __future__ import annotations

import pytest

from tests.tools.listening.misheard import compare


@pytest.mark.parametrize(
    ("said", "heard", "language"),
    [
        ("三月二十八{日|号}上午九点{半|三十分}", "3月28號上午9:30。", "zh"),
        ("电话零二{一|幺}六二三四", "电话021-6234", "zh"),
        ("学费每月三千六百八十元", "學費每月3680元", "zh"),
        ("二零二六年只剩两个", "2026年，只剩2个", "zh"),
        ("园长说长高了", "圆掌说长高了", "zh"),  # another hanzi, the same sound
        ("a March 28 visit at 9:30 a.m.", "A March 28th visit at 9.30am.", "en"),
        ("four hundred {and twenty|twenty} dollars", "$420", "en"),
        ("five five five {oh|zero} one three seven", "555-0137", "en"),
        ("by four o'clock", "By four O’Clock.", "en"),
    ],
)
def test_another_spelling_is_no_mistake(said: str, heard: str, language: str) -> None:
    assert compare(said, heard, language).edits == ()


@pytest.mark.parametrize(
    ("said", "heard", "language", "edits"),
    [
        ("亲爱的家长", "期待的家长", "zh", [("qin", "qi"), ("ai", "dai")]),
        ("只剩八个名额", "只剩个名额", "zh", [("ba", "-")]),
        ("唱Lucy的歌", "唱露西的歌", "zh", [("-", "lu"), ("lucy", "xi")]),
        ("only 8 places", "only 18 places", "en", [("eight", "eighteen")]),
        ("send your child", "send the child", "en", [("your", "the")]),
    ],
)
def test_what_was_misheard_is_counted_and_shown(
    said: str, heard: str, language: str, edits: list[tuple[str, str]]
) -> None:
    assert sorted(compare(said, heard, language).edits) == sorted(edits)
