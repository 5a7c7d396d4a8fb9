"""Decodes photos from people one at a time, each in its own process."""

from __future__ import annotations

import signal
import subprocess
import threading
from pathlib import Path

from .. import own_process
from ..box import Box, writable
from .picture_kinds import TAKEN, NotAPicture
from .seen import Seen
from .slots import turn

PATIENCE = 45.0  # seconds; the largest photos take five, and more on a busy machine
_WORKER = "projects.media.intake.photo_worker"
_one_at_a_time = threading.Lock()
_BOX = Box(memory=1_500_000_000, cpu=100, largest_file=128_000_000, apart=True)
"""The worst photo of 50 megapixels takes 1 billion bytes of memory. None becomes such a file."""


def take_in(source: Path, out: Path, *, worker: str = _WORKER) -> Seen:
    """Run `photo_decoder.accept` in its own process, where a photo cannot crash or fill this one.

    Returns what the file says. Raises NotAPicture, and OSError if the new picture could not be
    written.
    """
    with turn(_one_at_a_time, NotAPicture("picture_busy")):
        try:
            paths = source.resolve(), out.resolve()
            files = writable(paths[1].parent, paths[0])
            done = own_process.run(worker, *paths, patience=PATIENCE, box=_BOX, files=files)
        except subprocess.TimeoutExpired:
            raise NotAPicture("picture_too_slow") from None
    return Seen(_said(done).removeprefix(TAKEN))


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        raise NotAPicture(_crash(done.returncode))
    if done.returncode:  # the picture is not to blame: the disk may be full
        raise OSError(done.returncode, done.stderr.decode(errors="replace")[-2000:])
    said = done.stdout.decode()
    if not said.startswith(TAKEN):
        raise NotAPicture(said)
    return said


def _crash(code: int) -> str:
    """SIGKILL: the kernel ran out of memory. SIGXCPU: it has met its limit. Any other signal: a
    codec crashed on the bytes."""
    ended = code in (-signal.SIGKILL, -signal.SIGXCPU)
    return "picture_too_slow" if ended else "picture_damaged"
