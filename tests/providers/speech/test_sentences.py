"""A narration is spoken piece by piece, each in the language it is written in."""

from __future__ import annotations

import pytest

from projects.providers.speech.sentences import pieces
from tests.providers.speech.hearing import NARRATION, Say


def test_an_english_sentence_in_a_chinese_text_is_spoken_in_english(say: Say) -> None:
    whole = [(piece.language, piece.text.strip()) for piece in pieces(NARRATION, "zh")]
    assert [language for language, _ in whole] == ["zh", "en", "zh"]
    alone = say(whole[1][1], "en").seconds
    longer = say(NARRATION).seconds - say(whole[0][1] + whole[2][1]).seconds
    assert longer == pytest.approx(alone + 0.32, abs=0.2)


def test_chinese_words_in_an_english_text_are_spoken_in_chinese(say: Say) -> None:
    text = "Our school, 阳光幼儿园, opens its doors."
    assert [piece.language for piece in pieces(text, "en")] == ["en", "zh", "en"]
    named_one_by_one = 5 * 0.6  # "Chinese letter" for each hanzi
    only_english = say("Our school, opens its doors.", "en").seconds
    assert say(text, "en").seconds - only_english < named_one_by_one


def test_a_short_english_name_stays_in_its_chinese_sentence() -> None:
    assert [piece.language for piece in pieces("我们的 Summer Camp 用iPad学习。", "en")] == ["zh"]


def test_a_number_alone_is_read_in_the_language_of_the_narration() -> None:
    assert [piece.language for piece in pieces("138-0000-0000", "zh")] == ["zh"]
    assert [piece.language for piece in pieces("138-0000-0000", "en")] == ["en"]


@pytest.mark.parametrize(
    "text", ["IQ和EQ", "35μg/m³", "No.1", "A4、K12", "AM 9:00", "VIP", "5 kg", "DIY、PPT"]
)
def test_short_forms_and_units_stay_with_the_chinese_voice(text: str) -> None:
    assert [piece.language for piece in pieces(text, "zh")] == ["zh"]


@pytest.mark.parametrize("text", ["WE LOVE YOU", "Yes, we can!", "Open Day"])
def test_an_english_sentence_alone_is_spoken_in_english(text: str) -> None:
    assert {piece.language for piece in pieces(text, "zh")} == {"en"}


def test_an_address_neither_ends_a_sentence_nor_decides_its_language() -> None:
    text = "请访问https://www.abc.edu.cn/a?b=c#d，谢谢"
    assert [(piece.language, piece.text) for piece in pieces(text, "zh")] == [("zh", text)]


def test_abbreviations_and_decimals_do_not_end_a_sentence() -> None:
    text = "Dr. Smith comes at 9 a.m. on Monday. It costs 3.5 dollars."
    assert [piece.text.strip() for piece in pieces(text, "en")] == [
        "Dr. Smith comes at 9 a.m. on Monday.",
        "It costs 3.5 dollars.",
    ]


def test_the_voice_does_not_stop_after_max_or_approx() -> None:
    text = (
        "Max. 12 children, approx. 6 a class, from Oct. 5. Tel. 555-1234. Ask Max. He says no. Go."
    )
    assert [piece.text.strip() for piece in pieces(text, "en")] == [
        "Max. 12 children, approx. 6 a class, from Oct. 5. Tel. 555-1234.",
        "Ask Max.",
        "He says no.",
        "Go.",
    ]
