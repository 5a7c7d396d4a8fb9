"""A PostgreSQL or a Redis that tests can stop, freeze and start again."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil

from tests.support.studio import wait_until
from videostudio.embedded.server import Server


class Service:
    """One server, as the studio runs it, but without a keeper that starts it again."""

    def __init__(self, server: Server) -> None:
        self.server = server
        server.prepare()
        self.start()
        server.complete()

    def start(self) -> None:
        with Path(os.devnull).open() as held:
            self.process = self.server.start(held.fileno())
        wait_until(self.server.answers)

    def stop(self, by: signal.Signals) -> None:
        self.process.send_signal(by)
        self.process.wait(60)

    def freeze(self) -> None:
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, signal_: signal.Signals) -> None:
        """Send the signal to the child processes too: PostgreSQL has one for each connection."""
        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(self.process.pid)
            for process in [server, *server.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(signal_)

    def is_up(self) -> bool:
        return self.process.poll() is None
