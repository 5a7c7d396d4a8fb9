from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress

from tests.support.services import Talk
from tests.support.services.server import Answering


class Killer:
    """Kills workers while a service has their request, and before it answers. `at`: which request:
    an order of something, a question how far it is, or for a file."""

    def __init__(self) -> None:
        self.at = ""
        self.pids: Callable[[], list[int]] = list

    def before(self, what: str, shape: Answering) -> Answering:
        def answer(talk: Talk) -> None:
            if self.at == what:
                self.at = ""
                for pid in self.pids():
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            shape(talk)

        return answer
