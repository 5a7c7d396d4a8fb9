"""What the voice process makes of a text: its sounds, and its pauses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.pinyin_dict import pinyin_dict

from projects.providers.speech.natural import child
from projects.providers.speech.natural.child import pinyin, silences, sounds
from projects.providers.speech.natural.child.model import RATE
from projects.providers.speech.natural.script import sentences

SYMBOLS = json.loads((Path(child.__file__).parent / "symbols.json").read_text())


@pytest.mark.parametrize(
    ("syllable", "said"),
    [
        ("zhang3", "ꭧa↓ŋ"),
        ("lü4", "ly↘"),
        ("yuan2", "ɥɛ↗n"),
        ("xue2", "ɕɥe↗"),
        ("liu4", "ljou↘"),
        ("shi4", "ʂɨ↘"),
        ("er2", "ɚ↗"),
        ("de5", "tɤ"),
        ("wen4", "wə↘n"),
    ],
)
def test_a_syllable_sounds_as_the_model_has_learnt_it(syllable: str, said: str) -> None:
    assert pinyin.symbols(syllable) == said


def test_every_syllable_of_a_dictionary_can_be_spoken() -> None:
    written = {sound for found in pinyin_dict.values() for sound in found.split(",")}
    tones = (to_tone3(sound, neutral_tone_with_five=True, v_to_u=True) for sound in written)
    assert set("".join(map(pinyin.symbols, tones))) <= SYMBOLS.keys()


def said(text: str, language: str = "zh") -> list[str]:
    return [
        "".join(sound.symbols for sound in sounds.sounds(each.text, each.english))
        for each, _ in sentences(text, language)
    ]


def test_words_and_letters_inside_chinese_are_said_as_people_say_them() -> None:
    (heard,) = said("请VIP家长来Open Day。")
    assert "vˌiˌIpˈi" in heard and "ˈOpᵊn dˈA" in heard


def test_a_vowel_after_n_does_not_run_into_it() -> None:
    assert "n ai" in said("亲爱的")[0]


def test_the_mark_that_was_written_makes_the_pause() -> None:
    (first, _), (last, pause) = sentences("电话：123；好，来吧！\n再见", "zh")
    assert [mark for mark in first.text if mark in "：；，！"] == ["：", "；", "，", "！"]
    assert last.text == "再见。" and pause == 0.0


def tone(seconds: float) -> np.ndarray:
    at = np.arange(round(seconds * RATE)) / RATE
    return (0.5 * np.sin(440 * 2 * np.pi * at)).astype(np.float32)


def quiet(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.mark.parametrize(("made", "heard"), [(0.1, 0.2), (0.3, 0.3), (1.5, 0.4)])
def test_a_pause_is_as_long_as_its_mark_asks(made: float, heard: float) -> None:
    sound = np.concatenate([quiet(0.5), tone(0.5), quiet(made), tone(0.5), quiet(0.7)])
    mark = silences.Pause(round((1.0 + made) * RATE), 0.2, 0.4)
    end = silences.Pause(len(sound) - RATE // 2, 0.3, 0.5)
    changes = silences.edits(sound, [mark, end])
    length = len(silences.edited(sound, changes)) / RATE
    assert length == pytest.approx(1.0 + heard + 0.06, abs=0.03)
    second = silences.moved(round((1.0 + made) * RATE), changes) / RATE
    assert second == pytest.approx(0.53 + heard, abs=0.03)
