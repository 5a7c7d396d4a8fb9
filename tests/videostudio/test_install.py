"""Whoever waits for the first start sees what is being done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sources import ROOT
from videostudio.install import PIP, Progress

LOCK = """
asgiref==3.13.0 \\
    --hash=sha256:00
    # via django
Django==5.2.19 ; python_version < "4" \\
    --hash=sha256:00
"""


def test_the_install_says_what_it_fetches_and_how_much_it_has_installed(tmp_path: Path) -> None:
    (tmp_path / "pip-26.0.dist-info").mkdir()  # was there before
    progress, said = Progress(LOCK, tmp_path), []
    for line in (
        "Looking in indexes: https://pypi.org/simple",
        "Collecting asgiref==3.13.0 (from -r requirements.txt (line 1))",
        "Collecting django==5.2.19 (from -r requirements.txt (line 5))",
        "Installing collected packages: asgiref, django",
    ):
        progress.hear(line)
        said.append(str(progress))
    (tmp_path / "asgiref-3.13.0.dist-info").mkdir()
    assert [*said, str(progress)] == [
        "  asking for the packages",
        "  fetching package 1 of at most 2: asgiref",
        "  fetching package 2 of at most 2: django",
        "  installed 0 of 2 packages",
        "  installed 1 of 2 packages",
    ]


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_package_is_locked_by_the_hashes_of_its_files(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", "")
    packages = [line for line in text.splitlines() if line.strip() and line.lstrip()[0] != "#"]
    assert not [line for line in packages if "--hash=sha256:" not in line]
    assert "--require-hashes" in PIP
