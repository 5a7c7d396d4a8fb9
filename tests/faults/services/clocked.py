"""`python -m tests.faults.services.clocked studio`: a studio in which each child has a clock of its
own. The file CLOCKS/web, CLOCKS/worker 1, ... says by how much it differs, see `clock.c`.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import IO, Any

from tests.faults.forgiving import run
from videostudio.server import supervisor

SOURCE = Path(__file__).with_name("clock.c")
LIBRARY = "clock.so"


def build(clocks: Path) -> None:
    """Build the library with the C compiler of this machine."""
    argv = ["cc", "-shared", "-fPIC", "-O2", "-o", str(clocks / LIBRARY), str(SOURCE)]
    subprocess.run(argv, check=True)


def turn(clock: Path, seconds: int) -> None:
    """Move the clock of a process. The process maps the file, so it must never get shorter."""
    descriptor = os.open(clock, os.O_WRONLY | os.O_CREAT)
    os.pwrite(descriptor, seconds.to_bytes(8, "little", signed=True), 0)
    os.close(descriptor)


class ClockedChild(supervisor.Child):
    def start(self) -> IO[bytes]:
        clocks = Path(os.environ["CLOCKS"])
        clock = clocks / self.name
        if not clock.exists():
            turn(clock, 0)
        self.env = self.env | {"LD_PRELOAD": str(clocks / LIBRARY), "CLOCK": str(clock)}
        return super().start()


if __name__ == "__main__":
    child: Any = ClockedChild
    supervisor.Child = child  # before the command takes its name
    run()
