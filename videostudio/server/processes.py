"""What processes do now, as Linux says, and how one is waited for. Elsewhere no process is known to
be stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from videostudio.server.lease import Attention

STOPPED = "T"
LONG = 5.0  # seconds
_BEAT = 0.25  # seconds


class Standstill:
    """Whether a process has been stopped (SIGSTOP) for too long. Ask every few seconds at least.

    Nothing stops a process by itself, and no load does. But who stops many processes, such as all
    of a machine, does not wake all of them in the same moment.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._seconds = pid, 0.0
        self._attention = Attention(most=LONG / 2)

    def is_long(self) -> bool:
        passed = self._attention.passed()
        self._seconds = self._seconds + passed if stopped([self._pid]) else 0.0
        return self._seconds >= LONG


def output_of(
    child: subprocess.Popen[bytes],
    *,
    patience: float,
    beat: Callable[[], None],
    request: bytes | None = None,
) -> tuple[bytes, bytes]:
    """What it prints on stdout and stderr until it ends. `request` goes to its stdin.

    `beat` is called several times a second. If it raises, the child is killed. Raises
    TimeoutExpired if it took longer than `patience` seconds or was stopped for too long: then it
    was killed, too.
    """
    given_up, still = time.monotonic() + patience, Standstill(child.pid)
    with child:
        try:
            while True:
                beat()
                try:
                    return child.communicate(request, timeout=_BEAT)
                except subprocess.TimeoutExpired:
                    if time.monotonic() > given_up or still.is_long():
                        raise
                    request = None  # communicate goes on with what it was given first
        except BaseException:
            child.kill()
            raise


def family(pid: int) -> set[int]:
    """The process and all that it has started, and these have started."""
    found, new = set[int](), {pid}
    while new:
        found |= new
        new = {child for each in new for child in _children(each)} - found
    return found


def stopped(pids: Iterable[int]) -> set[int]:
    """Those that were stopped (SIGSTOP). A process that only waits, or is slow, is not among
    them."""
    return {pid for pid in pids if _state(pid) == STOPPED}


def kill(pids: Iterable[int], program: str) -> None:
    """SIGKILL to those that still run this program. Another one may have got the number."""
    for pid in pids:
        if _name(pid) in (program, ""):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    return []


def _state(pid: int) -> str:
    # The name of the program comes before, in brackets, and may hold anything.
    return _stat(pid).rpartition(")")[2].strip()[:1]


def _name(pid: int) -> str:
    return _stat(pid).partition("(")[2].rpartition(")")[0]


def _stat(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text()
    return ""
