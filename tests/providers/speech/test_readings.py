"""Somebody says how words are to be said; captions stay as they are written."""

from __future__ import annotations

import pytest

from projects.providers.base import Word
from projects.providers.speech.natural.child.sounds import sounds
from projects.providers.speech.readings import MOST, Unreadable, read, told, used_in, written
from projects.providers.speech.zh.espeak import spoken_form

LONG = {"长隆": "chang2 long2"}
STEAM = {"STEAM": "斯蒂姆"}


@pytest.mark.parametrize(
    ("line", "readings"),
    [
        ("长隆 = chang2 long2", LONG),
        (" 长隆＝Cháng lóng ", LONG),
        ("长隆=CHANG2LONG2", LONG),
        ("长隆\tchang2-long2", LONG),
        ("女=nǚ", {"女": "nü3"}),
        ("绿 → lv4", {"绿": "lü4"}),
        ("好的 = hǎo de", {"好的": "hao3 de5"}),
        ("STEAM = 斯蒂姆", STEAM),
        ("Siobhan O'Hara = Shivawn O'Hara", {"Siobhan O'Hara": "Shivawn O'Hara"}),
        ("长隆 = 常龙\n\nSTEAM=斯蒂姆", {"长隆": "常龙", **STEAM}),
        ("长隆 = 常龙\n长隆 = 常隆", {"长隆": "常隆"}),
        ("", {}),
    ],
    ids=range(12),
)
def test_a_line_is_a_word_and_how_it_is_said(line: str, readings: dict[str, str]) -> None:
    assert read(line) == readings
    assert read(written(readings)) == readings


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("长隆", "parts"),
        ("长隆 = 常 = 龙", "parts"),
        ("= 常龙", "word"),
        ("<speak> = 常龙", "word"),
        ("长/(chang2) = 常龙", "word"),
        ("x" * 21 + " = 常龙", "word"),
        ("STEAM = <phoneme>", "said"),
        ("STEAM = (s1)", "pinyin"),
        ("STEAM = 斯" + "姆" * 60, "said"),
        ("STEAM = ", "said"),
        ("长隆 = chang long", "pinyin"),
        ("长隆 = chang2", "pinyin"),
        ("长隆 = Chánglóng", "pinyin"),
        ("长隆 = chang2 xyz3", "pinyin"),
        ("STEAM = chang2", "pinyin"),
        ("一二三四五六七八九十一 = " + " ".join(["yi1"] * 11), "pinyin"),
        ("\n".join(f"w{n} = 常" for n in range(MOST + 1)), "many"),
    ],
    ids=range(17),
)
def test_what_says_no_reading_is_refused(line: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(line)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "readings", "takes_pinyin", "said", "pinyin"),
    [
        ("我们去长隆。", LONG, True, "我们去长隆。", LONG),
        ("我们去长隆。", LONG, False, "我们去常龙。", {}),
        ("我们去公园。", LONG, True, "我们去公园。", {}),
        ("STEAM课，STEAMED包", STEAM, True, "斯蒂姆课，STEAMED包", {}),
        ("STEAM去长隆", STEAM | LONG, True, "斯蒂姆去长隆", LONG),
        ("AB和A", {"A": "甲", "AB": "乙"}, True, "乙和甲", {}),
        ("银行行长", {"行长": "hang2 zhang3"}, False, "银行杭掌", {}),
    ],
    ids=range(7),
)
def test_a_voice_is_told_what_it_can_say(
    text: str, readings: dict[str, str], takes_pinyin: bool, said: str, pinyin: dict[str, str]
) -> None:
    found = told(text, used_in(text, readings), takes_pinyin=takes_pinyin)
    assert (found.text, found.pinyin) == (said, pinyin)


def test_what_is_said_lies_at_the_places_of_what_is_written() -> None:
    found = told("去STEAM课", STEAM, takes_pinyin=True)
    assert found.text == "去斯蒂姆课"
    spoken = [Word(at, at / 10) for at in range(5)]
    assert found.in_written(spoken) == (Word(0, 0.0), Word(1, 0.1), Word(6, 0.4))


def test_as_many_hanzi_have_places_of_their_own() -> None:
    found = told("去长隆和STEAM", {"长隆": "常龙", **STEAM}, takes_pinyin=True)
    assert (found.text, [*found.places]) == ("去常龙和斯蒂姆", [0, 1, 2, 3, 4, 4, 4])


def test_our_own_voices_say_it() -> None:
    assert spoken_form("去长隆", {"长隆": "zhang3 long2"}).text == "去掌茏"
    as_usual = [each.symbols for each in sounds("去长城", [])]
    wanted = [each.symbols for each in sounds("去长城", [], {"长城": "zhang3 cheng2"})]
    assert as_usual != wanted and "ꭧa↓ŋ" in wanted
