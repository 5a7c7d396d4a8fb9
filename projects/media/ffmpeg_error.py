"""Why ffmpeg failed, from its exit code, its log and what it used."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable, Sequence
from pathlib import Path

from .box import Box

_DISK_FULL = 256 - 28  # ENOSPC, as ffmpeg returns it
_NO_MEMORY = ("Cannot allocate memory", "pthread_create() failed")
# ffmpeg catches SIGXCPU and ends with 255, or with 123 if it cannot end for seconds.
_TOLD_TO_END = (255, 123, -signal.SIGXCPU, -signal.SIGKILL)
_NEARLY = 0.9  # of a limit: the kernel counts CPU time in two ways


class FfmpegError(Exception):
    """ffmpeg failed. `reason`: ffmpeg_failed, ffmpeg_stalled, disk_full, or over_limit (its box
    ended it: it took too much time, memory or space).

    `log` holds its last 20 lines without absolute paths. It is for the operator, not for pages.
    """

    def __init__(self, reason: str, log: str = ""):
        super().__init__(f"{reason}: {log}" if log else reason)
        self.reason, self.log = reason, log


def failure(
    code: int,
    log: Iterable[str],
    cwd: Path,
    args: Sequence[str],
    *,
    box: Box | None = None,
    cpu: float = 0.0,
) -> FfmpegError:
    """`cpu`: how many seconds it took."""
    text = _without_paths("\n".join(log), cwd, args)
    if box and (limit := _limit_met(code, text, cwd, box, cpu)):
        return FfmpegError("over_limit", f"{text}\n{limit}")
    full = code in (_DISK_FULL, -signal.SIGXFSZ) or "No space left" in text
    return FfmpegError("disk_full" if full else "ffmpeg_failed", text)


def _limit_met(code: int, log: str, cwd: Path, box: Box, cpu: float) -> str:
    """Which limit of the box has ended it; "" if none has."""
    if box.cpu and code in _TOLD_TO_END and cpu > _NEARLY * box.cpu:
        return f"it may take {box.cpu} s of CPU"
    # The limit of an operator, which is lower than ours, means a full disk.
    if code == -signal.SIGXFSZ and _has_file_of(cwd, box.largest_file or 0):
        return f"it may write {box.largest_file} bytes"
    if box.memory and any(words in log for words in _NO_MEMORY):
        return f"it may take {box.memory} bytes of memory"
    return ""


def _has_file_of(folder: Path, size: int) -> bool:
    return any(path.stat().st_size >= size > 0 for path in folder.iterdir() if path.is_file())


def _without_paths(log: str, cwd: Path, args: Sequence[str]) -> str:
    for path in sorted((Path(arg) for arg in args if arg.startswith("/")), reverse=True):
        log = log.replace(str(path), path.name)
    log = re.sub(r" @ 0x[0-9a-f]+", "", log.replace(f"{cwd}/", ""))
    return re.sub(r"(?<![\w./])/(?:[^\s/'\":]+/)*", "", log)
