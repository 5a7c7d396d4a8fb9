"""Lets a child process open only some files: Landlock, in Linux from 5.13, `landlock(7)`.

It holds for root as well. From 6.7 on it also refuses TCP, and from 6.12 signals to other processes
and abstract Unix sockets.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on all processors
_ASK_VERSION, _PATH_BENEATH = 1, 1

# linux/landlock.h, LANDLOCK_ACCESS_FS_*
_EXECUTE, _WRITE, _READ, _LIST, _REMOVE, _MAKE, _CUT = (1 << n for n in (0, 1, 2, 3, 5, 8, 14))
_ON_FILES = _EXECUTE | _WRITE | _READ | _CUT
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many there are in each version
_TCP, _SCOPES = 0b11, 0b11

# Programs, libraries and what they look up. Nobody's data and no secret is there.
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/nix/store", "/gnu/store", "/etc/ld.so.cache"),
    *("/etc/localtime", "/etc/alternatives", "/dev/urandom", "/dev/random", "/dev/zero"),
    *("/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm"),
)
_SINK = "/dev/null"

# Looked up now: see `lifeline`.
_syscall = ctypes.CDLL(None).syscall if sys.platform == "linux" else None


@dataclass(frozen=True)
class Files:
    """The files and folders that a child may open, besides those of the system.

    `lists`: folders of which it sees the names alone.
    """

    reads: tuple[Path, ...] = ()
    writes: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()


def ruleset(files: Files) -> int | None:
    """The descriptor for `restrict_self`, to be closed by the caller. None without Landlock."""
    version = _version()
    if not _syscall or version < 1:
        return None
    known = (1 << _RIGHTS.get(version, _RIGHTS[max(_RIGHTS)])) - 1
    attributes = [known, *([_TCP] if version >= 4 else []), *([_SCOPES] if version >= 6 else [])]
    wanted = struct.pack(f"={len(attributes)}Q", *attributes)
    rules: int = _syscall(_CREATE, wanted, ctypes.c_size_t(len(wanted)), 0)
    if rules < 0:
        return None
    _allow(rules, (*_SYSTEM, *files.reads), (_EXECUTE | _READ | _LIST) & known)
    _allow(rules, (_SINK, *files.writes), (_READ | _LIST | _WRITE | _REMOVE | _MAKE | _CUT) & known)
    _allow(rules, files.lists, _LIST)
    return rules


def restrict_self(rules: int | None) -> None:
    """In the child: from now on, and for all that it starts."""
    if rules is not None and _syscall:
        _syscall(_RESTRICT, rules, 0)


@cache
def _version() -> int:
    if not _syscall:
        return 0
    found: int = _syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION)
    return found


def _allow(rules: int, paths: Iterable[str | Path], rights: int) -> None:
    for path in paths:
        with suppress(OSError):  # there is none
            found = os.open(path, os.O_PATH | os.O_CLOEXEC)
            on = rights if stat.S_ISDIR(os.fstat(found).st_mode) else rights & _ON_FILES
            if _syscall:
                _syscall(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", on, found), 0)
            os.close(found)
