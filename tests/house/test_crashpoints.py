"""The named crash points: inert for everybody but the fault suite, and none of them idle."""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Any

import pytest

from projects.crashpoints import Point, reach
from tests.support.sources import SOURCES

REACHED = re.compile(r"\bPoint\.([A-Z_]+)\b")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.STUDIO_CRASHPOINTS = str(tmp_path)
    return tmp_path


def test_each_point_is_reached_in_exactly_one_place() -> None:
    sources = [path.read_text() for path in SOURCES if path.name != "crashpoints.py"]
    reached = sorted(name for text in sources for name in REACHED.findall(text))
    assert reached == sorted(Point.__members__)


def test_without_the_suite_s_folder_nothing_happens(settings: Any, tmp_path: Path) -> None:
    (tmp_path / Point.CLAIMED).write_text("error")
    reach(Point.CLAIMED)
    assert settings.STUDIO_CRASHPOINTS == ""


def test_a_point_acts_once(folder: Path) -> None:
    (folder / Point.MADE).write_text("error")
    reach(Point.CLAIMED)
    with pytest.raises(RuntimeError):
        reach(Point.MADE)
    reach(Point.MADE)
    assert [path.name for path in folder.iterdir()] == ["made.fired"]


def test_a_point_acts_at_the_pass_it_is_told(folder: Path) -> None:
    (folder / Point.UPLOADED).write_text("enospc:3")
    reach(Point.UPLOADED)
    reach(Point.UPLOADED)
    with pytest.raises(OSError) as full:
        reach(Point.UPLOADED)
    assert full.value.errno == errno.ENOSPC
