"""What had to be started again over and over. The supervisor counts it, and tells its web process
by a small file, because it has no pages of its own."""

import json
import os
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

OFTEN = 3  # times
WITHIN = 600.0  # seconds


class Restarts:
    """`file`: where the others read it. It is written only when it changes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ends: dict[str, deque[float]] = {}
        self._told: dict[str, int] = {}

    def count(self, name: str) -> None:
        """This process has ended, and nobody had told it to."""
        self._ends.setdefault(name, deque(maxlen=999)).append(time.monotonic())

    def tell(self) -> None:
        often = {name: times for name in self._ends if (times := self._lately(name)) >= OFTEN}
        if often == self._told:
            return
        with suppress(OSError):  # such as a full disk: then the next call tries again
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps({"supervisor": os.getpid(), "often": often}))
            new.replace(self._file)
            self._told = often

    def _lately(self, name: str) -> int:
        ends = self._ends[name]
        while ends and ends[0] < time.monotonic() - WITHIN:
            ends.popleft()
        return len(ends)


def restarted_often(file: Path) -> dict[str, int]:
    """Names such as "worker 1", and how often each was started again lately.

    Only the supervisor that has started this process counts: a file of another one may be old.
    """
    try:
        told = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return dict(told["often"]) if told["supervisor"] == os.getppid() else {}
