"""How hanzi sound in their words."""

from __future__ import annotations

from projects.providers.speech.zh.pronunciation import Syllable, syllables


def test_every_hanzi_of_a_text_has_its_sound_and_its_place() -> None:
    assert syllables("K 一班，绿了！") == (
        Syllable(2, "yi1", starts_word=True),
        Syllable(3, "ban1", starts_word=False),
        Syllable(5, "lü4", starts_word=True),
        Syllable(6, "le5", starts_word=False),
    )
