"""Tries in a child which walls of the box stand on this system."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from . import Box, Files, environment

WALLS = ("network", "files")
"""Foreign code in the box reaches no network; it opens no files but those that it is given."""

_PATIENCE = 10.0  # seconds; it takes a fiftieth of one
_TRIAL = """
import _socket, os, sys
try:
    _socket.socket(_socket.AF_UNIX).close()
    apart = os.readlink("/proc/self/ns/net") != sys.argv[1]
except PermissionError:
    apart = True
except OSError:
    apart = False
print("network" if apart else "")
try:
    open(sys.argv[2]).close()
except PermissionError:
    print("files")
"""


@cache
def lacking() -> tuple[str, ...]:
    """Which of the walls a child that reads files of strangers has not, in this process."""
    reads = tuple(map(Path, (sys.executable, sys.prefix, sys.base_prefix)))
    argv = [sys.executable, "-I", "-S", "-c", _TRIAL, _network(), __file__]
    try:
        with Box(apart=True).closed(Files(reads)) as before_exec:
            told = subprocess.run(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
                env=environment(),
                preexec_fn=before_exec,
            ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return WALLS
    return tuple(wall for wall in WALLS if wall.encode() not in told)


def _network() -> str:
    try:
        return str(Path("/proc/self/ns/net").readlink())
    except OSError:  # this is not Linux
        return ""
