"""Photos from people are decoded one at a time, each in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

from videostudio.server.lifeline import ends_with_us

from .photo_decoder import NotAPicture
from .slots import turn

PATIENCE = 30.0  # seconds; the largest photos take two
_ROOT = Path(__file__).resolve().parents[3]
_one_at_a_time = threading.Lock()


def take_in(source: Path, out: Path) -> None:
    """`photos.accept` where it can neither end nor fill this process. Raises NotAPicture."""
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
            raise NotAPicture("picture_too_large") from None
    _refuse(done)


def _refuse(done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode < 0:
        raise NotAPicture(_crash(done.returncode))
    if done.returncode:  # nothing a picture can do: a full disk, say
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    if done.stdout:
        raise NotAPicture(done.stdout.decode())


def _crash(code: int) -> str:
    """SIGKILL is the kernel out of memory; any other signal, a codec on bytes it cannot read."""
    return "picture_too_large" if code == -signal.SIGKILL else "picture_damaged"
