"""F7: the storage is full. No unfinished file is seen, the reason says so, and a retry goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from projects.crashpoints import Point
from tests.faults.figures import Figures
from tests.faults.film import AT_REST, Film
from tests.faults.services.servers import ServedBench

WRITES = (Point.MADE, Point.UPLOADED, Point.MEASURED)
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small storage")
Verdict = Callable[..., None]


@contextmanager
def small(folder: Path, spare: int) -> Iterator[None]:
    """`folder` becomes a disk of its own, with `spare` KB of free space."""
    pages = sum(path.stat().st_size // 4096 + 1 for path in folder.iterdir())
    size = 4 * (pages + 1) + spare
    kept = folder.with_name(f"{folder.name}.kept")
    subprocess.run(["cp", "-a", folder, kept], check=True)
    options = f"size={size}k,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        subprocess.run(["cp", "-a", f"{kept}/.", folder], check=True)
        yield
        subprocess.run(["cp", "-a", f"{folder}/.", kept], check=True)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        subprocess.run(["rm", "-r", folder], check=True)
        kept.rename(folder)


@needs_root
@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.rounds(small=1, full=5)
def test_a_step_that_finds_no_room_says_so_and_passes_once_there_is(
    bench: ServedBench,
    at_peace: Verdict,
    chance: Random,
    figures: Figures,
    step: str,
    round_no: int,
) -> None:
    film = Film.before(bench, step)
    before = film.files
    with small(film.folder, chance.choice([0, 16])):
        assert film.start(step) == 302
        film.wait_for_rest()
        assert (film.status, film.row["error"]["code"]) == ("failed", "disk_full")
        kept = {Path(row["file"]).name for row in film.artifacts}
        assert film.files == kept
        assert kept >= before
    assert film.post("retry/") == 302
    film.wait_for_rest()
    at_peace(film)
    assert film.status == AT_REST[step]
    figures.count("F7")


@pytest.mark.some("step", AT_REST, small=1)
@pytest.mark.some("point", WRITES, small=1)
@pytest.mark.rounds(small=0, full=5)
def test_a_write_that_fails_for_want_of_room_leaves_nothing_half(
    bench: ServedBench, at_peace: Verdict, figures: Figures, step: str, point: Point, round_no: int
) -> None:
    """The disk is full at the k-th write. k rises by one each round, until a step succeeds."""
    if point == Point.MEASURED and step != "edit":
        step = "edit"
    film = Film.before(bench, step)
    bench.arm(point, f"enospc:{round_no + 1}")
    assert film.start(step) == 302
    film.wait_for_rest()
    if bench.fired_at(point):
        assert (film.status, film.row["error"]["code"]) == ("failed", "disk_full")
        assert film.files == {Path(row["file"]).name for row in film.artifacts}
        assert film.post("retry/") == 302
        film.wait_for_rest()
    at_peace(film)
    assert film.status == AT_REST[step]
    figures.count("F7")
