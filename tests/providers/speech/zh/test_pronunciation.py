"""How hanzi sound in their words."""

from __future__ import annotations

from projects.providers.speech.zh.pronunciation import Syllable, syllables


def test_every_hanzi_of_a_text_has_its_sound_and_its_place() -> None:
    assert syllables("K 一班，绿了！") == (
        Syllable(2, "yi1", starts_word=True),
        Syllable(3, "ban1", starts_word=False),
        Syllable(5, "lü4", starts_word=True),
        Syllable(6, "le5", starts_word=True),
    )


def test_a_reading_of_ones_own_goes_before_every_other() -> None:
    own = syllables("园长好", {"园长": "yuan2 chang2"})
    assert [one.pinyin for one in own] == ["yuan2", "chang2", "hao3"]
    assert [one.pinyin for one in syllables("园长好")] == ["yuan2", "zhang3", "hao3"]
