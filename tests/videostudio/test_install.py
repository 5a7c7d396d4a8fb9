"""Whoever waits for the first start sees what is being done."""

from __future__ import annotations

from pathlib import Path

from videostudio.install import Progress

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
