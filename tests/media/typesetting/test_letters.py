"""Which letters a film can have: those that our fonts draw and our voices say."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from projects.media.typesetting.fonts import covered
from projects.media.typesetting.glyphs import printable
from projects.media.typesetting.letters import plain, unwritable
from projects.status_text import unwritable_words


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("신입생", "신입생"),
        ("阳光𠮷野家", "𠮷"),
        ("张䶮老师和李㛃老师", "䶮㛃"),
        ("שלום 小班", "שלום"),
        ("مرحبا", "مرحبا"),
        ("ไทย", "ไทย"),
        ("გ", "გ"),
        ("Привет", "Привет"),  # drawn, but the voice spells it letter by letter
        ("さくら組", "さくら"),
        ("ｶﾀｶﾅ", "ｶﾀﾅ"),
        ("α粒子", "α"),
        ("Łódź", "Ł"),
        ("a\ue863b", "\ue863"),
        ("成⻓", "⻓"),
        ("٣", "٣"),
        ("₪5", "₪"),
        ("ʜello", "ʜ"),
    ],
)
def test_a_letter_that_a_film_cannot_have_is_named(text: str, letters: str) -> None:
    assert unwritable(text) == tuple(letters)


def test_a_letter_is_named_with_its_own_accents_and_once() -> None:
    assert unwritable("हिन्दी हि") == ("हि", "न्", "दी")


@pytest.mark.parametrize(
    "text",
    [
        "春季招生开放日，2026年9:00—11:30！“小班”——￥1,280/学期（100㎡）",
        "It's 20 °C – and naïve São Paulo's café costs €3½…",
        "繁體字開學，豈有此理，二〇二六年々",
        "开放日🎉👨‍👩‍👧1️⃣🇨🇳☺️★✓→",
        "a\u200bb\u202ec\x00\ufeff\u00ad",
        "Tiếng Việt",
        unicodedata.normalize("NFD", "Tiếng Việt café"),
        "Dvořák ǎ nǐ hǎo",
        "ＯＰＥＮ　ＤＡＹ２０２６",
        "𝐇𝐞𝐥𝐥𝐨 𝟚 ﬁnal Ⓗⓔⓛⓛⓞ ⼈",
        "㎥㎡㎢㎞㎏㎝℃℉№‰㏄㎎½⅓²³μΩ①⑳㉑⓫㈠Ⅳⅻ✓★→~・〇￥€£₹°′″ H₂O 10⁻⁵ 35μg",
        "注音ㄅㄆㄇ",
        "鲜の每日",
        "葛\U000e0100城",
        "",
    ],
)
def test_what_a_film_can_show_and_say_is_taken(text: str) -> None:
    assert unwritable(text) == ()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("𝐇𝐞𝐥𝐥𝐨 𝟚", "Hello 2"),
        ("ＯＰＥＮ　ＤＡＹ２０２６！", "OPEN　DAY2026！"),
        ("ﬁnal Ⅳ级", "final Ⅳ级"),
        ("Ⓗⓔⓛⓛⓞ 🅷🅸 Ⓜ", "Hello HI Ⓜ"),
        ("⼈⼯智能", "人工智能"),
        ("cafe\u0301", "café"),
        ("100㎡，½杯，①小班，“你好”！", "100㎡，½杯，①小班，“你好”！"),
    ],
)
def test_letters_of_another_form_become_plain_and_signs_stay(typed: str, stored: str) -> None:
    assert plain(typed) == stored
    assert plain(stored) == stored


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("35㎥教室 5㎢", "35m³教室 5km²"),
        ("35μg 5kΩ", "35µg 5k\u2126"),
        ("3⅓杯⅔", "3 1/3杯2/3"),
        ("H₂O 10⁵ m⁻² m²", "H2O 10^5 m^−2 m²"),
        ("⑳⓫第Ⅳ章 ₹500", "(20)(11)第IV章 Rs500"),
        ("㎡㎞㎏㎝℃℉№‰㏄㎎½²³①㈠✓★→~・〇￥€£°′″", "㎡㎞㎏㎝℃℉№‰㏄㎎½²³①㈠✓★→~・〇￥€£°′″"),
    ],
)
def test_a_sign_is_drawn_as_itself_or_in_its_plain_spelling(typed: str, drawn: str) -> None:
    assert printable(typed) == drawn


@given(st.text(max_size=60))
def test_no_letter_vanishes_unless_it_was_named(text: str) -> None:
    drawn = printable(text)
    assert all(ord(char) in covered() for char in drawn)
    assert printable(drawn) == drawn
    is_letter = any(unicodedata.category(char) in ("Lu", "Ll", "Lo", "Nd", "Nl") for char in text)
    assert drawn or unwritable(text) or not is_letter


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ("𠮷", "film: 𠮷. Write"),
        ("신입생모집", "film: 신, 입, 생, 모, 집. Write"),
        ("신입생모집설명", "film: 신, 입, 생, 모, 집 and 2 more. Write"),
        ("\ue863", "film: U+E863. Write"),
    ],
)
def test_a_few_of_the_letters_are_named(letters: str, said: str) -> None:
    with override("en"):
        assert said in unwritable_words(tuple(letters))
