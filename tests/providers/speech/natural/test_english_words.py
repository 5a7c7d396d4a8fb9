"""How words in Latin letters sound, in an English film and inside Chinese."""

from __future__ import annotations

import pytest

from projects.providers.speech.languages import spoken_language

english = pytest.importorskip("projects.providers.speech.natural.child.english")


def said(text: str, code: str) -> str:
    read = english.words if code == "en" else english.words_in_chinese
    return " ".join(sounds for sounds, _ in read(spoken_language(code).plain_form(text).text))


@pytest.mark.parametrize(
    ("text", "code", "sounds"),
    [
        ("Class A at 9am", "en", "klˈæs ˈA æt nˈIn ˌAˈɛm"),
        ("A day with AI", "en", "ɐ dˈA wɪð ˌAˈI"),
        ("VIPs", "en", "vˌiˌIpˈiz"),
        ("JOIN US", "en", "ʤˈYn ˌʌs"),
        ("Open Day", "zh", "ˈOpᵊn dˈA"),
        ("VIP", "zh", "vˌiˌIpˈi"),
        ("STEAM", "zh", "stˈim"),
        ("VIPs", "zh", "vˌiˌIpˈiz"),
    ],
)
def test_letters_are_said_by_their_names_and_words_as_words(
    text: str, code: str, sounds: str
) -> None:
    assert said(text, code) == sounds
