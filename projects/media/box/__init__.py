"""The box of a child process: how much it may use, and what it may reach.

ffmpeg and our own decoders read bytes of strangers, and a hole in a codec runs a stranger's code.
In the box such code has little time, memory and disk, and neither the network nor our secrets. A
system that lacks a wall of the box goes without that one; `trial` tells which walls stand.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from videostudio.server.lifeline import ends_with_us

from . import landlock, seccomp
from .landlock import Files as Files

_GRACE = 5  # seconds of CPU between the limit, of which a child is told, and its end
_MOST_FILES = 256  # open at the same time
_LINUX = sys.platform == "linux"
# No namespace of users for root: without its rights over files, it may not even reach ffmpeg.
_NO_NETWORK = seccomp.CLONE_NEWNET | (seccomp.CLONE_NEWUSER if os.geteuid() else 0)
# What programs and libraries look for. Secrets are in none of them.
_HARMLESS = frozenset(
    {
        *("PATH", "HOME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV"),
        *("STUDIO_FFMPEG", "IMAGEIO_FFMPEG_EXE"),
    }
)
_HARMLESS_KINDS = ("LC_", "DYLD_", "PYTHON")


@dataclass(frozen=True)
class Box:
    """How much a child process may use. None is what this process may.

    `memory`: bytes of address space (Linux only). `cpu`: seconds of all its threads together.
    `largest_file`: bytes of each file that it writes; 0 if it writes none. `nice`: how much it
    gives way to other processes. `apart`: it reads files of strangers. So it starts no other
    process, and if the system can (see `landlock`), it opens only the files that it is given.
    """

    memory: int | None = None
    cpu: int | None = None
    largest_file: int | None = None
    nice: int = 0
    apart: bool = False

    @contextmanager
    def closed(self, files: Files | None = None) -> Iterator[Callable[[], None] | None]:
        """For `preexec_fn` of subprocess, which is to start the child within this block.

        The child ends with this thread, however it ends. A child `apart` opens only `files`.
        """
        rules = landlock.ruleset(files) if self.apart and files else None
        try:
            yield ends_with_us(signal.SIGKILL, then=self._steps(rules))
        finally:
            if rules is not None:
                os.close(rules)

    def _steps(self, rules: int | None) -> Callable[[], None]:
        """What the child does before its program begins. All is prepared here.

        Danger: between fork and exec another thread's locks stay locked, so the child may only make
        plain calls of the system. Its memory is limited last: this process may be larger than that.
        """
        limits, nice, linux = self._limits(), self.nice, _LINUX
        calls = seccomp.filter_of(alone=self.apart)

        def in_child() -> None:
            if nice:
                os.nice(nice)
            if linux:
                seccomp.unshare(_NO_NETWORK)
                seccomp.no_new_privileges()
                landlock.restrict_self(rules)
                seccomp.install(calls)
            for kind, limit in limits:
                with suppress(ValueError, OSError, MemoryError):
                    resource.setrlimit(kind, limit)

        return in_child

    def _limits(self) -> Sequence[tuple[int, tuple[int, int]]]:
        """None of them is higher than what this process may use itself."""
        wanted = [
            (resource.RLIMIT_CORE, 0, 0),
            (resource.RLIMIT_NOFILE, _MOST_FILES, _MOST_FILES),
            (resource.RLIMIT_FSIZE, self.largest_file, self.largest_file),
            (resource.RLIMIT_CPU, self.cpu, None if self.cpu is None else self.cpu + _GRACE),
            (resource.RLIMIT_AS, self.memory if _LINUX else None, self.memory),
        ]
        return [(kind, _lower(kind, *ours)) for kind, *ours in wanted if ours[0] is not None]


def environment() -> dict[str, str]:
    """What a child may know of our environment. Secrets stay here."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _HARMLESS or name.startswith(_HARMLESS_KINDS)
    }


def writable(folder: Path, *inputs: str | Path) -> Files:
    """A folder to work in, and files outside it that are only read."""
    return Files(reads=tuple(map(Path, inputs)), writes=(folder,))


def _lower(kind: int, *ours: int | None) -> tuple[int, int]:
    soft, hard = (
        theirs if own is None else own if theirs == resource.RLIM_INFINITY else min(own, theirs)
        for own, theirs in zip(ours, resource.getrlimit(kind), strict=True)
    )
    return soft, hard
