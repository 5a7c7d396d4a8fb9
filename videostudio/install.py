"""Installs the packages of a lock file with pip, and says how far that is.

    .venv/bin/python -P videostudio/install.py requirements.txt

make starts it by its path, because it runs before anything is installed. What pip says is shown
only if it fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Thread

PIP = (sys.executable, "-m", "pip", "install", "--require-hashes", "--progress-bar", "off", "-r")
ON_A_TERMINAL, IN_A_LOG = 0.3, 10.0  # seconds between two lines
ERASED = "\r\x1b[K"  # the line on a terminal


class Progress:
    """pip tells which package it fetches. While it installs them it is silent, for a minute at
    times; then the folder of packages tells how many are there."""

    def __init__(self, lock: str, packages: Path) -> None:
        self._locked = len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))
        self._packages, self._there = packages, self._count(packages)
        self._fetched, self._name, self._to_install = 0, "", 0

    def hear(self, line: str) -> None:
        if found := re.match(r"Collecting ([\w.-]+)", line):
            self._fetched, self._name = self._fetched + 1, found[1]
        elif line.startswith("Installing collected packages:"):
            self._to_install = line.count(",") + 1

    def __str__(self) -> str:
        if self._to_install:
            done = min(self._count(self._packages) - self._there, self._to_install)
            return f"  installed {max(done, 0)} of {self._to_install} packages"
        if not self._fetched:
            return "  asking for the packages"
        return f"  fetching package {self._fetched} of at most {self._locked}: {self._name}"

    @staticmethod
    def _count(packages: Path) -> int:
        return sum(1 for _ in packages.glob("*.dist-info"))


def main(lock: Path) -> int:
    """pip's exit code."""
    began, said = time.monotonic(), list[str]()
    progress = Progress(lock.read_text(), Path(sysconfig.get_path("purelib")))
    with subprocess.Popen(
        [*PIP, str(lock)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        listener = Thread(target=_listen, args=(pip.stdout, said, progress), daemon=True)
        listener.start()
        _show(listener, progress)
    print("".join(said) if pip.returncode else f"  done in {time.monotonic() - began:.0f} s")
    return pip.returncode


def _listen(lines: Iterable[str], said: list[str], progress: Progress) -> None:
    for line in lines:
        said.append(line)
        progress.hear(line)


def _show(listener: Thread, progress: Progress) -> None:
    """Until pip says no more: one line that changes on a terminal, a line now and then in a log."""
    terminal, shown = sys.stdout.isatty(), ""
    while listener.is_alive():
        listener.join(ON_A_TERMINAL if terminal else IN_A_LOG)
        if (now := str(progress)) != shown:
            print(f"{ERASED}{now}" if terminal else now, end="" if terminal else "\n", flush=True)
            shown = now
    if terminal:
        print(ERASED, end="")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
