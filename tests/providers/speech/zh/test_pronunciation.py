"""How hanzi sound in their words, for every voice, and what espeak-ng makes of it."""

from __future__ import annotations

import re
from pathlib import Path

from projects.providers.speech.zh import spoken_form
from projects.providers.speech.zh.pronunciation import Syllable, syllables
from tests.providers.speech.hearing import phonemes


def rows(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line[0] != "#"]


def read(marked: str) -> str:
    """The sounds of the hanzi in brackets."""
    text, asked = re.sub(r"[\[\]]", "", marked), []
    for number, bracket in enumerate(re.finditer(r"\[", marked)):
        asked.append(bracket.start() - 2 * number)
    sounds = {one.position: one.pinyin for one in syllables(text)}
    return " ".join(sounds[at] for at in asked)


def bare(phoneme: str) -> str:
    """Without stress and without gaps between words."""
    return re.sub(r"['_|,\s]", "", phoneme)


def test_every_hanzi_of_a_text_has_its_sound_and_its_place() -> None:
    assert syllables("K 一班，绿了！") == (
        Syllable(2, "yi1", starts_word=True),
        Syllable(3, "ban1", starts_word=False),
        Syllable(5, "lü4", starts_word=True),
        Syllable(6, "le5", starts_word=True),
    )


def test_names_places_and_words_of_a_school_are_read_right() -> None:
    wrong = {text: read(text) for text, sounds in rows("readings.tsv") if read(text) != sounds}
    assert wrong == {}


def test_the_quick_voice_reads_them_right_too() -> None:
    pairs = rows("homophones.tsv")
    said = phonemes([spoken_form(word).text for word, _ in pairs], "cmn")
    alike = phonemes([same for _, same in pairs], "cmn")
    wrong = [pair for pair, a, b in zip(pairs, said, alike, strict=True) if bare(a) != bare(b)]
    assert wrong == []


def test_a_reading_of_ones_own_goes_before_every_other() -> None:
    own = syllables("园长好", {"园长": "yuan2 chang2"})
    assert [one.pinyin for one in own] == ["yuan2", "chang2", "hao3"]
    assert [one.pinyin for one in syllables("园长好")] == ["yuan2", "zhang3", "hao3"]


def test_the_end_of_a_word_that_colours_a_syllable_is_none_of_its_own() -> None:
    assert [one.pinyin for one in syllables("花儿和幼儿")] == ["hua1", "r5", "he2", "you4", "er2"]
