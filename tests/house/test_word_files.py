"""Whoever edits a file of words is told, in one line, what is wrong and where."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import load_command_class
from django.utils.translation import override

from projects.language import LANGUAGES
from projects.media.typesetting import linebreak
from projects.providers.script import stock
from projects.providers.script.stock import read_stock
from projects.word_files import BadWords

ENGLISH = Path(stock.__file__).parent / "en"
HERE, SAID = "themes[1] “Small classes” says[1]", "Fewer children, and more time for each of them."
FRAME, THEME = "There will be {p}.", "themes[1] “Small classes”"

Complain = Callable[[str, str, str], list[str]]


@pytest.fixture
def complain(tmp_path: Path) -> Complain:
    """What is said of the English files when, in one of them, `old` has become `new`."""

    def of(name: str, old: str, new: str) -> list[str]:
        folder = shutil.copytree(ENGLISH, tmp_path / "en")
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))
        with pytest.raises(BadWords) as caught, override("en"):
            read_stock(folder)
        return [line.removeprefix(f"{folder}/") for line in caught.value.lines]

    return of


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_files_that_come_with_the_studio_are_right(code: str) -> None:
    assert read_stock(Path(stock.__file__).parent / code)
    linebreak.check()


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (
            "calls.toml",
            'bilibili = ["Save it to find it again."]',
            'bilibili = ["Save it to find it again."',
            "calls.toml: is no TOML: Unclosed array (at end of document)",
        ),
        ("themes.toml", 'tag = "SmallClasses"\n', "", f"themes.toml: {THEME} tag: is missing"),
        (
            "themes.toml",
            'tag = "SmallClasses"',
            'tag = "SmallClasses"\ntags = "x"',
            f"themes.toml: {THEME} tags: is not a key that is known here",
        ),
        (
            "themes.toml",
            'tag = "SmallClasses"',
            "tag = 7",
            f"themes.toml: {THEME} tag: has to be a text in quotes",
        ),
        (
            "occasions.toml",
            "is_notice = true",
            'is_notice = "yes"',
            "occasions.toml: occasions[n].is_notice: has to be true or false",
        ),
        (
            "themes.toml",
            "'ratios?\\b'",
            "'rat(ios?'",
            f"themes.toml: {THEME} words[5]: has signs that do not fit together "
            "(missing ), unterminated subpattern at position 3): “rat(ios?”",
        ),
        (
            "pictures.toml",
            "lively = [",
            "livelier = [",
            "pictures.toml: looks.livelier: is not known; there are "
            "warm, lively, professional, fresh, modern",
        ),
        (
            "posts.toml",
            'campus = "Our campus"\n',
            "",
            "posts.toml: plain_topics: has nothing for campus",
        ),
        (
            "posts.toml",
            'campus = "Our campus"',
            'campas = "Our campus"',
            "posts.toml: plain_topics.campas: is not known; there are "
            "enrollment, activity, course, campus",
        ),
        (
            "calls.toml",
            "[calls]\ndouyin",
            "[calls]\ntiktok",
            "calls.toml: calls.tiktok: is not known; there are douyin, kuaishou, "
            "wechat_channels, xiaohongshu, bilibili",
        ),
        (
            "roles.toml",
            'limit = "Places"',
            'limits = "Places"',
            "roles.toml: titles.limits: is not known; there are "
            "what, who, when, where, price, limit, ask, join, contact",
        ),
        ("themes.toml", SAID, "", f"themes.toml: {HERE}: is empty"),
        (
            "themes.toml",
            SAID,
            f"{SAID} ",
            f"themes.toml: {HERE}: has spaces at its ends, or a line break: “{SAID} ”",
        ),
        (
            "themes.toml",
            SAID,
            "Fewer children",
            f"themes.toml: {HERE}: has no full stop at its end: “Fewer children”",
        ),
        (
            "themes.toml",
            SAID,
            "What about {t}?",
            f"themes.toml: {HERE}: has a {{t}}, which stands for nothing here: “What about {{t}}?”",
        ),
        (
            "occasions.toml",
            FRAME,
            "There it is.",
            "occasions.toml: occasions[n].frames.things[1]: has no {p}: “There it is.”",
        ),
        (
            "occasions.toml",
            FRAME,
            "There will be {p}",
            "occasions.toml: occasions[n].frames.things[1]: has no full stop at its end: "
            "“There will be {p}”",
        ),
        (
            "occasions.toml",
            FRAME,
            "There will be {p.",
            "occasions.toml: occasions[n].frames.things[1]: has a { or } that stands alone: "
            "“There will be {p.”",
        ),
        (
            "themes.toml",
            SAID,
            "Everybody gets a turn to speak.",
            f"themes.toml: {THEME} says: stands here twice: “Everybody gets a turn to speak.”",
        ),
        (
            "themes.toml",
            SAID,
            "A little help from many is a lot of help.",
            f"themes.toml: {HERE}: stands in occasions.toml occasions[n].says[1] already: "
            "“A little help from many is a lot of help.”",
        ),
        (
            "calls.toml",
            "calls_elsewhere = [",
            "calls_elsewhere = []\nother = [",
            "calls.toml: calls_elsewhere: has too few entries: at least 1",
        ),
        (
            "pictures.toml",
            "[looks]",
            "looks = 1\n[spare]",
            "pictures.toml: looks: has to be a table: a line in [ ], and keys below it",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    complain: Complain, name: str, old: str, new: str, line: str
) -> None:
    """Occasions are added above others, so their numbers are not looked at."""
    assert re.sub(r"occasions\[\d+\]", "occasions[n]", complain(name, old, new)[0]) == line


def test_all_that_is_wrong_in_all_files_is_said_at_once(tmp_path: Path) -> None:
    folder = shutil.copytree(ENGLISH, tmp_path / "en")
    (folder / "themes.toml").unlink()
    (folder / "posts.toml").write_bytes(b"tags = '\xff'")
    with pytest.raises(BadWords) as caught, override("en"):
        read_stock(folder)
    assert caught.value.lines == [
        f"{folder}/posts.toml: is not in UTF-8: save it anew",
        f"{folder}/themes.toml: cannot be read: No such file or directory",
    ]


def test_a_file_may_come_from_any_editor(tmp_path: Path) -> None:
    """Notepad puts a mark at the beginning and two characters at the end of a line."""
    folder = shutil.copytree(ENGLISH, tmp_path / "en")
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text(), encoding="utf-8-sig", newline="\r\n")
    assert read_stock(folder) == read_stock(ENGLISH)


@pytest.mark.parametrize(
    ("language", "said"), [("zh_CN.UTF-8", "不是正确的 TOML"), ("C.UTF-8", "is no TOML")]
)
def test_nothing_starts_with_a_broken_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, said: str
) -> None:
    broken = tmp_path / "trade_words.toml"
    broken.write_text("words = [")
    monkeypatch.setattr(linebreak, "TRADE_WORDS", broken)
    monkeypatch.setenv("LC_ALL", language)
    linebreak._trade_words.cache_clear()
    (error,) = run_checks()
    assert error.msg.startswith(f"{broken}: {said}")
    assert error.is_serious()


@pytest.mark.parametrize("name", ["studio", "worker", "makevideo"])
def test_the_files_are_looked_at_before_the_studio_starts(name: str) -> None:
    assert load_command_class("projects", name).requires_system_checks == "__all__"
