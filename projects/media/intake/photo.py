"""Decodes photos from people one at a time, each in its own process."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

from videostudio.server.lifeline import ends_with_us

from .picture_kinds import NotAPicture
from .slots import turn

PATIENCE = 45.0  # seconds; the largest photos take five, and more on a busy machine
_ROOT = Path(__file__).resolve().parents[3]
_one_at_a_time = threading.Lock()


def take_in(source: Path, out: Path) -> None:
    """Run `photo_decoder.accept` in its own process, where a photo cannot crash or fill this one.

    Raises NotAPicture, and OSError if the new picture could not be written.
    """
    worker = [sys.executable, "-m", "projects.media.intake.photo_worker"]
    with turn(_one_at_a_time, NotAPicture("picture_busy")):
        try:
            done = subprocess.run(
                [*worker, str(source.resolve()), str(out.resolve())],
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                preexec_fn=ends_with_us(signal.SIGKILL),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotAPicture("picture_too_slow") from None
    _refuse(done)


def _refuse(done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode < 0:
        raise NotAPicture(_crash(done.returncode))
    if done.returncode:  # the picture is not to blame: the disk may be full
        raise OSError(done.returncode, done.stderr.decode(errors="replace")[-2000:])
    if done.stdout:
        raise NotAPicture(done.stdout.decode())


def _crash(code: int) -> str:
    """SIGKILL: the kernel ran out of memory. Any other signal: a codec crashed on the bytes."""
    return "picture_too_slow" if code == -signal.SIGKILL else "picture_damaged"
