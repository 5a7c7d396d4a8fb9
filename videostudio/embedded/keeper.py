"""Keeps one server running while it is used: python -m videostudio.embedded.keeper NAME DATA LOCK

LOCK is the descriptor of the locked `keeper` file. It is locked before the keeper's first
instruction and until its end, so a free lock always means that there is no keeper. The server and
all its children hold a second lock, `server`: if it is free, none of them is left.
"""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from videostudio.embedded import locks
from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.redis import Redis
from videostudio.embedded.server import EmbeddedError, Server

POLL_EVERY = 0.5
PAUSE = 0.03
GRACE = 30.0
SERVERS: dict[str, type[Server]] = {server.name: server for server in (PostgreSQL, Redis)}


class Keeper:
    """It has only one thread: on Linux a server dies with the *thread* that started it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.child: subprocess.Popen[bytes] | None = None
        self.told_to_stop = False
        self.signals, wakeup = os.pipe()
        os.set_blocking(wakeup, False)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._told_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def keep(self) -> None:
        """Returns when the server is down, because nobody uses it or because of SIGTERM.

        Raises EmbeddedError if the server cannot be started.
        """
        try:
            while not self.told_to_stop:
                self._watch(self._start())
                self.server.state("ready").unlink(missing_ok=True)
        finally:
            self._stop()

    def _told_to_stop(self, *_: object) -> None:
        self.told_to_stop = True

    def _start(self) -> "subprocess.Popen[bytes]":
        lock = self._claim()
        try:
            self.server.prepare()
            child = self.child = self.server.start(lock)
        finally:
            os.close(lock)
        while not self.server.answers():
            if child.poll() is not None:
                raise EmbeddedError(f"It ended at once with code {child.returncode}.")
            time.sleep(PAUSE)
        self.server.complete()
        self.server.state("ready").touch()
        return child

    def _claim(self) -> int:
        """Waits until nothing is left of an earlier server, and ends it if it is an orphan.

        Returns the server's lock.
        """
        lock = locks.open_lock(self.server.state("server"))
        until = time.monotonic() + GRACE
        if not locks.try_exclusive(lock) and not self.child:
            self._end_orphan()
        while not locks.try_exclusive(lock):
            if time.monotonic() > until:
                raise EmbeddedError(f"An earlier {self.server.name} does not end.")
            time.sleep(PAUSE)
        return lock

    def _end_orphan(self) -> None:
        if pid := self.server.main_pid():
            os.kill(pid, self.server.stop_signal)

    def _watch(self, child: "subprocess.Popen[bytes]") -> None:
        while child.poll() is None and not self.told_to_stop:
            select.select([self.signals], [], [], POLL_EVERY)
            self._drain()
            self._look_for_users()

    def _drain(self) -> None:
        if select.select([self.signals], [], [], 0)[0]:
            os.read(self.signals, 1024)

    def _look_for_users(self) -> None:
        """If there is no user, and none just comes in, stop. `switch` stays locked until the end,
        so that no user comes in meanwhile."""
        switch = locks.open_lock(self.server.state("switch"))
        users = locks.open_lock(self.server.state("users"))
        if locks.try_exclusive(switch) and locks.try_exclusive(users):
            self.told_to_stop = True
            return
        os.close(users)
        os.close(switch)

    def _stop(self) -> None:
        self.server.state("ready").unlink(missing_ok=True)
        if not self.child or self.child.poll() is not None:
            return
        self.child.send_signal(self.server.stop_signal)
        try:
            self.child.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def main(name: str, data: str, lock: str) -> int:
    server = SERVERS[name](Path(data))
    os.set_inheritable(int(lock), False)
    server.state("keeper").write_text(f"{os.getpid()}\n")
    try:
        Keeper(server).keep()
    except EmbeddedError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the keeper's stderr is the server's log
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
