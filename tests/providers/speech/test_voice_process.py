"""The program that speaks: it is ended, its failures are told, and it stays small."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from projects.providers.base import ProviderError
from projects.providers.speech.espeak.speaker import WORKER
from tests.providers.speech.hearing import NARRATION, espeak_says


class UnwantedError(Exception):
    pass


class Watch:
    """A beat that acts on the voice process when it has started."""

    def __init__(self, act: Callable[[int], None]):
        self.act, self.calls, self.child = act, 0, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == 2:
            self.child = _youngest_child()
            self.act(self.child)


def _youngest_child() -> int:
    asked = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True)
    rows = [line.split(None, 2) for line in asked.stdout.splitlines()]
    mine = [int(pid) for pid, parent, args in rows if int(parent) == os.getpid() and "-P" in args]
    return max(mine)


def _speak_under(watch: Watch, out: Path, patience: float = 20.0) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        espeak_says(NARRATION, out, beat=watch, patience=patience)
    return caught.value


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_cancelling_ends_the_voice_process(out: Path) -> None:
    def unwanted(pid: int) -> None:
        raise UnwantedError

    watch = Watch(unwanted)
    with pytest.raises(UnwantedError):
        espeak_says("好" * 5000, out, beat=watch)
    assert _is_gone(watch.child)
    assert list(out.parent.iterdir()) == []


def test_a_voice_that_stands_still_is_ended_and_said_so(out: Path) -> None:
    watch = Watch(lambda pid: os.kill(pid, signal.SIGSTOP))
    assert _speak_under(watch, out, patience=0.6).reason == "timed_out"
    assert watch.calls > 3
    assert _is_gone(watch.child) and list(out.parent.iterdir()) == []


def test_a_voice_that_crashes_is_said_so_and_keeps_the_old_file(out: Path) -> None:
    out.write_bytes(b"the narration before")
    error = _speak_under(Watch(lambda pid: os.kill(pid, signal.SIGSEGV)), out)
    assert error.reason == "voice_failed" and "-11" in str(error)
    assert out.read_bytes() == b"the narration before" and list(out.parent.iterdir()) == [out]


def test_a_failure_tells_the_operator_why_without_paths(tmp_path: Path) -> None:
    error = _speak_under(Watch(lambda pid: None), tmp_path / "absent" / "scene.wav")
    assert error.reason == "voice_failed"
    assert "FileNotFoundError" in str(error) and str(tmp_path) not in str(error)


def test_it_never_speaks_in_place_of_another_narrator(out: Path) -> None:
    with pytest.raises(ProviderError) as caught:
        espeak_says(NARRATION, out, narrator="kokoro-1")
    assert caught.value.reason == "voice_gone" and not out.exists()


def test_the_voice_program_loads_nothing_of_the_studio() -> None:
    listing = "import runpy, sys; runpy.run_path(sys.argv[1]); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-P", "-c", listing, WORKER[-1]], capture_output=True, text=True
    )
    modules = {name.split(".")[0] for name in loaded.stdout.split()}
    assert "espeakng_loader" in modules
    assert not {"django", "projects", "numpy"} & modules
