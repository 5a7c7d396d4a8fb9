"""Whatever the studio starts ends with it, even what hangs before its own first line."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.support.sources import ROOT
from tests.support.studio import wait_until

PROGRAMS = {
    "voice": """
from projects.providers.speech.espeak import speaker
from tests.providers.speech.hearing import espeak_says
speaker.WORKER = [frozen]
espeak_says("Good morning.", folder / "out", patience=600)
""",
    "photo": """
from projects.media.intake import photo
sys.executable, photo.PATIENCE = frozen, 600
photo.take_in(folder / "in", folder / "out")
""",
    "ffmpeg": """
from projects.media import ffmpeg
ffmpeg.run([], cwd=folder, on_progress=lambda fraction: None)
""",
}
BEGIN = """
import os, sys
from pathlib import Path
frozen = os.environ["STUDIO_FFMPEG"]
folder = Path(frozen).parent
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], tuple[psutil.Popen, psutil.Process]]]:
    """Runs a program whose child hangs at once; returns it and the child when that stands still."""
    frozen = tmp_path / "frozen"
    frozen.write_text("#!/bin/sh\nexec sleep 600\n")
    frozen.chmod(0o755)
    started: list[psutil.Process] = []

    def run(program: str) -> tuple[psutil.Popen, psutil.Process]:
        env = {**os.environ, "STUDIO_FFMPEG": str(frozen)}
        parent = psutil.Popen([sys.executable, "-c", BEGIN + program], cwd=ROOT, env=env)
        started.append(parent)
        wait_until(parent.children)
        (child,) = parent.children()
        started.append(child)
        wait_until(lambda: child.name() == "sleep")
        child.suspend()
        return parent, child

    yield run
    for process in started:
        with suppress(psutil.NoSuchProcess):
            process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_child_that_hangs_at_its_very_start_ends_with_its_killed_parent(
    start: Callable[[str], tuple[psutil.Popen, psutil.Process]], program: str
) -> None:
    parent, child = start(program)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
