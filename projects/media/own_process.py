"""Runs a program of ours in a process of its own: its memory is given back at once, and bytes that
crash it do no harm here."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from videostudio.server.lifeline import ends_with_us

_BEAT = 0.5  # seconds between heartbeats
_ROOT = Path(__file__).resolve().parents[2]


def run(
    module: str, *args: str | Path, patience: float, beat: Callable[[], None] = lambda: None
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m module`, and wait until it ends. It ends with this process, too.

    Raises SubprocessError if it cannot be started, and TimeoutExpired if it takes longer than
    `patience` seconds. `beat` is called twice a second. If it raises, the program is killed.
    """
    child = _started([sys.executable, "-m", module, *map(str, args)])
    with child:
        try:
            told = _wait(child, patience, beat)
        except BaseException:
            child.kill()
            raise
    return subprocess.CompletedProcess(child.args, child.returncode, *told)


def _started(argv: list[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            argv,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=ends_with_us(signal.SIGKILL),
        )
    except OSError as error:  # there is no memory for it
        raise subprocess.SubprocessError from error


def _wait(
    child: subprocess.Popen[bytes], patience: float, beat: Callable[[], None]
) -> tuple[bytes, bytes]:
    given_up = time.monotonic() + patience
    while True:
        beat()
        try:
            return child.communicate(timeout=_BEAT)
        except subprocess.TimeoutExpired:
            if time.monotonic() > given_up:
                raise
