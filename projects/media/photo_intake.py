"""Photos from people are decoded one at a time, each in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

from videostudio.lifeline import ends_with_us

from .photos import NotAPicture

PATIENCE = 30.0  # seconds; the largest photos take two
_ROOT = Path(__file__).resolve().parents[2]
_one_at_a_time = threading.Lock()


def take_in(source: Path, out: Path) -> tuple[int, int]:
    """`photos.accept` where it can neither end nor fill this process. Raises NotAPicture."""
    worker = [sys.executable, "-m", "projects.media.photo_worker"]
    with _one_at_a_time:
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
    return _size(done)


def _size(done: subprocess.CompletedProcess[bytes]) -> tuple[int, int]:
    if done.returncode < 0:
        raise NotAPicture(_crash(done.returncode))
    if done.returncode:  # nothing a picture can do: a full disk, say
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    answer = json.loads(done.stdout)
    if "reason" in answer:
        raise NotAPicture(answer["reason"])
    width, height = answer["size"]
    return width, height


def _crash(code: int) -> str:
    """SIGKILL is the kernel out of memory; any other signal, a codec on bytes it cannot read."""
    return "picture_too_large" if code == -signal.SIGKILL else "picture_damaged"
