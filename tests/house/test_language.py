"""Which language a text is in, and that every language has what the studio asks of it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from projects import providers
from projects.language import LANGUAGES, count_hanzi, language_of
from projects.providers.script.languages import WrittenLanguage, written_language
from projects.providers.speech.languages import SpokenLanguage, spoken_language

FOLDERS = [Path(providers.__file__).parent / kind for kind in ("script", "speech")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("春季招生", "zh"),
        ("Scratch 入门", "zh"),
        ("𠮷", "zh"),
        ("Spring open day", "en"),
        ("2026", "en"),
        ("ひらがな", "en"),
        ("", "en"),
    ],
)
def test_a_text_is_chinese_with_a_single_chinese_character(text: str, code: str) -> None:
    assert language_of(text).code == code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((text, False) for text in ("", "🎉👍", "2026", "!!!", "10:30", "5km", "A", "K12")),
        *((text, False) for text in ("STEAM", "VIP 2026", "www.abc.com", "a@b.cn", "I ❤ U")),
        *((text, True) for text in ("Sports", "OPEN DAY", "iPad 2", "Łódź", "Reading/Writing")),
        *((text, True) for text in ("さくら", "東京の桜まつり", "Привет", "a 2026 walk")),
    ],
)
def test_a_text_without_a_word_is_in_the_language_of_its_writer(text: str, told: bool) -> None:
    assert [language_of(text, code).code for code in LANGUAGES] == (
        ["en", "en"] if told else [*LANGUAGES]
    )


@pytest.mark.parametrize("text", ["STEAM课程", "鲜の每日", "Open day\n小班", "🎉招生", "ㄅㄆㄇ"])
def test_a_text_with_chinese_words_is_chinese_whoever_wrote_it(text: str) -> None:
    assert {language_of(text, code).code for code in LANGUAGES} == {"zh"}


def test_rare_characters_are_counted_and_marks_are_not() -> None:
    assert count_hanzi("二〇二六年，𠮷野家。豈！") == 9
    assert count_hanzi("，。「」！（）ａ１アカ䷀㎡☯") == 0


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_language_has_a_folder_with_the_same_files(folder: Path) -> None:
    files = [{path.name for path in folder.glob(f"{code}/*.*")} for code in LANGUAGES]
    assert files[0]
    assert all(names == files[0] for names in files)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_answers_what_the_writer_and_the_voice_ask(code: str) -> None:
    for asked, language in (
        (WrittenLanguage, written_language(code)),
        (SpokenLanguage, spoken_language(code)),
    ):
        for name in names_of(asked):
            wanted, there = getattr(asked, name, None), getattr(language, name)
            assert callable(there) == inspect.isfunction(wanted), name
            if callable(there):
                wanted_parameters = [*inspect.signature(wanted).parameters][1:]
                assert [*inspect.signature(there).parameters] == wanted_parameters, name


def names_of(protocol: Any) -> set[str]:
    named = {name for name in vars(protocol) if not name.startswith("_")}
    return named | set(inspect.get_annotations(protocol))


def test_what_a_chinese_character_is_stands_in_one_place() -> None:
    root = Path(providers.__file__).parents[1]
    written = [
        path.name
        for path in root.rglob("*.py")
        if re.search(r"\\u(?:4e00|3400|9fff)", path.read_text())
    ]
    assert written == ["language.py"]


def test_nothing_is_decided_by_the_code_of_a_language() -> None:
    """A language is looked up, once: a comparison would be one more place for a third language."""
    root = Path(providers.__file__).parents[1]
    compared = {
        path.name
        for path in root.rglob("*.py")
        if any(f'"{code}"' in path.read_text() for code in LANGUAGES)
    }
    assert compared == {"language.py"}
