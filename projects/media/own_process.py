"""Runs a program of ours in a process of its own: its memory is given back at once, and bytes that
crash it do no harm here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from videostudio.server.processes import output_of

from .box import Box, Files, environment

_ROOT = Path(__file__).resolve().parents[2]
_DRAWING = Box(cpu=600, largest_file=500_000_000)
_NONE = Files()
# Python, its packages and our code. The data folder may be beside our code, and is not for them.
_CODE = (
    *(Path(sys.prefix), Path(sys.base_prefix), _ROOT / "projects", _ROOT / "videostudio"),
    *(path for path in map(Path, sys.path) if path.is_absolute() and path != _ROOT),
)


def run(
    module: str,
    *args: str | Path,
    patience: float,
    box: Box = _DRAWING,
    files: Files = _NONE,
    beat: Callable[[], None] = lambda: None,
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m module`, and wait until it ends. It ends with this process, too.

    In a `box` that is `apart`, it opens only Python, our code and `files`.

    Raises SubprocessError if it cannot be started, and TimeoutExpired if it takes longer than
    `patience` seconds, or is stopped for some. `beat` is called several times a second. If it
    raises, the program is killed.
    """
    child = _started([sys.executable, "-m", module, *map(str, args)], box, files)
    told = output_of(child, patience=patience, beat=beat)
    return subprocess.CompletedProcess(child.args, child.returncode, *told)


def start(module: str, *, box: Box) -> subprocess.Popen[bytes]:
    """Start `python -m module`, with pipes for its standard input and output. It ends with the
    thread that has started it. Raises SubprocessError."""
    argv = [sys.executable, "-m", module]
    return _started(argv, box, _NONE, stdin=subprocess.PIPE, stderr=None)


def _started(
    argv: list[str],
    box: Box,
    files: Files,
    *,
    stdin: int = subprocess.DEVNULL,
    stderr: int | None = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    opened = replace(files, reads=(Path(argv[0]), *_CODE, *files.reads), lists=(_ROOT,))
    try:
        with box.closed(opened) as before_exec:
            return subprocess.Popen(
                argv,
                cwd=_ROOT,
                env=environment(),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=stderr,
                bufsize=0 if stdin == subprocess.PIPE else -1,
                preexec_fn=before_exec,
            )
    except OSError as error:  # there is no memory for it
        raise subprocess.SubprocessError from error
