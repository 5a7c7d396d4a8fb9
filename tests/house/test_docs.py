"""What the docs say of the code is so: the files that they name, the words that they explain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps

from projects.models.notification import Outcome
from projects.timeline import Kind, State, Status, StepName
from projects.vocabulary import Platform
from tests.support.sources import ROOT

DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = [ROOT / "docs" / "guide" / name for name in ("en.md", "zh.md")]
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
NEW = re.compile(r"`[^`]+` \(new\)")
TOP = ("projects", "videostudio", "templates", "static", "tests", "docs")
GLOSSARY = (ROOT / "docs/glossary.md").read_text()
FOLDERS = sorted(path.parent.name for path in (ROOT / "projects").glob("*/__init__.py"))


def named_in(text: str) -> set[str]:
    """Paths below the root that the text names, and in a table those below its row's folder."""
    found = set()
    for line in NEW.sub("", text).splitlines():
        names = CODE.findall(line)
        found |= {name for name in names if "/" in name and name.partition("/")[0] in TOP}
        if folder := next((name for name in names if name in found and name.endswith("/")), ""):
            found |= {folder + name for name in names if re.fullmatch(r"\w+\.py", name)}
    return {name for name in found if not re.search(r"[\s<*]|\b[A-Z]{4,}\b", name)}  # SUCH_AS NAME


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_file_that_a_page_names_is_there(doc: Path) -> None:
    text = doc.read_text()
    named = {ROOT / name for name in named_in(text)} | {
        doc.parent / link for link in LINK.findall(text)
    }
    assert not {str(path) for path in named if not path.exists()}


def words_of_the_pages(chinese: bool) -> set[str]:
    with (ROOT / "projects/locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {str(message.string if chinese else message.id) for message in messages}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_the_guide_names_stands_on_the_pages(guide: Path) -> None:
    named = set(re.findall(r"\*\*(.+?)\*\*", guide.read_text()))
    assert named
    assert not named - words_of_the_pages(guide.stem == "zh")


def test_the_guide_says_the_same_in_both_languages() -> None:
    parts = [re.findall(r"^(#+|\d+\.|-) ", path.read_text(), re.MULTILINE) for path in GUIDES]
    assert parts[0] == parts[1]


def test_every_threat_names_tests_that_are_there() -> None:
    """A row of docs/security.md without a test would be a promise that nobody holds us to."""
    rows = [
        line
        for line in (ROOT / "docs/security.md").read_text().partition("\n## ")[0].splitlines()
        if line.startswith("| ") and not line.startswith("| threat")
    ]
    known = "".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row.rpartition(" | ")[2])
        assert named, row
        assert not [name for name in named if f"def {name}(" not in known], row


def test_every_model_has_its_line_in_the_glossary() -> None:
    names = [model.__name__ for model in apps.get_app_config("projects").get_models()]
    assert not [name for name in names if f"`{name}`" not in GLOSSARY]


@pytest.mark.parametrize("choices", [StepName, Status, State, Kind, Outcome, Platform])
def test_every_name_that_programs_see_is_in_the_glossary(choices: type) -> None:
    assert not [value for value in choices.values if f"`{value}`" not in GLOSSARY]  # type: ignore[attr-defined]


def test_a_word_has_one_line_in_the_glossary() -> None:
    words = re.findall(r"^\| ([^|`]+) \|", GLOSSARY, re.MULTILINE)
    explained = [word for word in words if word not in ("word", "folder")]
    assert sorted(explained) == sorted(set(explained))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_explained_in_the_glossary_and_on_a_floor(folder: str) -> None:
    assert f"`{folder}/`" in GLOSSARY
    if folder != "migrations":
        assert f"`projects/{folder}/`" in (ROOT / "docs/architecture.md").read_text()
