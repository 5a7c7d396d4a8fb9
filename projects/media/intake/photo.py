"""Decodes photos from people one at a time, each in its own process."""

from __future__ import annotations

import signal
import subprocess
import threading
from pathlib import Path

from .. import own_process
from .picture_kinds import NotAPicture
from .slots import turn

PATIENCE = 45.0  # seconds; the largest photos take five, and more on a busy machine
_WORKER = "projects.media.intake.photo_worker"
_one_at_a_time = threading.Lock()


def take_in(source: Path, out: Path) -> None:
    """Run `photo_decoder.accept` in its own process, where a photo cannot crash or fill this one.

    Raises NotAPicture, and OSError if the new picture could not be written.
    """
    with turn(_one_at_a_time, NotAPicture("picture_busy")):
        try:
            done = own_process.run(_WORKER, source.resolve(), out.resolve(), patience=PATIENCE)
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
