"""Keeps one server running while it is used: python -m videostudio.embedded.keeper NAME DATA LOCK

LOCK is the descriptor of the locked `keeper` file. It is locked before the keeper's first
instruction and until its end, so a free lock always means that there is no keeper. While the keeper
is not frozen, the time of this file changes twice a second. The server and all its children hold a
second lock, `server`: if it is free, none of them is left. `news` has a line for each time that the
server was started again.
"""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from videostudio.embedded import locks
from videostudio.embedded.guard import LOOK_EVERY, Guard
from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.redis import Redis
from videostudio.embedded.server import EmbeddedError, Server
from videostudio.server import processes
from videostudio.server.backoff import Backoff

POLL_EVERY = 0.5
PAUSE = 0.03
GRACE = 30.0
CHILDREN_GRACE = 5.0  # for the children of a server that has ended
SERVERS: dict[str, type[Server]] = {server.name: server for server in (PostgreSQL, Redis)}


class Keeper:
    """It has only one thread: on Linux a server dies with the *thread* that started it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.child: subprocess.Popen[bytes] | None = None
        self.guard: Guard | None = None
        self.look_at = 0.0
        self.backoff = Backoff()
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
                child, guard = self._start()
                self.backoff.begin()
                self._watch(child)
                self.server.state("ready").unlink(missing_ok=True)
                if not (self.told_to_stop or guard.has_killed):
                    self._tell(f"ended (code {child.returncode}) and is started again")
                self._rest(self.backoff.pause())
        finally:
            self._stop()

    def _told_to_stop(self, *_: object) -> None:
        self.told_to_stop = True

    def _start(self) -> "tuple[subprocess.Popen[bytes], Guard]":
        lock = self._claim()
        try:
            self.server.prepare()
            child = self.child = self.server.start(lock)
        finally:
            os.close(lock)
        guard = self.guard = Guard(self.server, child.pid)
        while not self.server.answers():
            if child.poll() is not None:
                raise EmbeddedError(f"It ended at once with code {child.returncode}.")
            self._look()
            time.sleep(PAUSE)
        self.server.complete()
        self.server.state("ready").touch()
        return child, guard

    def _claim(self) -> int:
        """Waits until nothing is left of an earlier server, and ends what is.

        Returns the server's lock.
        """
        lock = locks.open_lock(self.server.state("server"))
        if locks.try_exclusive(lock):
            return lock
        if not self.guard:
            self._end_orphan()
        if not self._comes_free(lock, CHILDREN_GRACE if self.guard else GRACE):
            processes.kill(self._left(), self.server.program)
            if not self._comes_free(lock, CHILDREN_GRACE):
                raise EmbeddedError(f"An earlier {self.server.name} does not end.")
        return lock

    def _comes_free(self, lock: int, within: float) -> bool:
        until = time.monotonic() + within
        while not (is_free := locks.try_exclusive(lock)) and time.monotonic() < until:
            self._beat()
            time.sleep(PAUSE)
        return is_free

    def _end_orphan(self) -> None:
        """Asks the server of a killed keeper to end, but kills it if it is frozen."""
        if processes.stopped(left := self._left()):
            processes.kill(left, self.server.program)
        elif pid := self.server.main_pid():
            with suppress(ProcessLookupError):
                os.kill(pid, self.server.stop_signal)

    def _left(self) -> set[int]:
        """What may still run of the server before."""
        if self.guard:
            return self.guard.family
        pid = self.server.main_pid()
        return processes.family(pid) if pid else set()

    def _watch(self, child: "subprocess.Popen[bytes]") -> None:
        """Returns when the server has ended or shall end."""
        while child.poll() is None and not self.told_to_stop:
            self._wait(POLL_EVERY)
            self._look()

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self.told_to_stop:
            self._wait(min(left, POLL_EVERY))

    def _wait(self, seconds: float) -> None:
        select.select([self.signals], [], [], seconds)
        self._drain()
        self._look_for_users()
        self._beat()

    def _beat(self) -> None:
        """Shows the studio that the keeper is not frozen. The time itself is of no importance."""
        with suppress(OSError):
            os.utime(self.server.state("keeper"))

    def _look(self) -> None:
        """Lets the guard look now and then."""
        self._beat()
        if self.guard and time.monotonic() >= self.look_at:
            if found := self.guard.look():
                self._tell(found)
            self.look_at = time.monotonic() + LOOK_EVERY

    def _tell(self, what: str) -> None:
        print(what, file=sys.stderr)  # noqa: T201 - the keeper's stderr is the server's log
        with suppress(OSError), self.server.state("news").open("a") as news:
            news.write(f"{what}\n")

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
        if self.guard and processes.stopped(self.guard.family):
            self.guard.kill_all()
        self.child.send_signal(self.server.stop_signal)
        try:
            self.child.wait(GRACE)
        except subprocess.TimeoutExpired:
            if self.guard:
                self.guard.kill_all()
            self.child.wait()


def main(name: str, data: str, lock: str) -> int:
    server = SERVERS[name](Path(data))
    os.set_inheritable(int(lock), False)
    server.state("news").unlink(missing_ok=True)
    server.state("keeper").write_text(f"{os.getpid()}\n")
    try:
        Keeper(server).keep()
    except EmbeddedError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the keeper's stderr is the server's log
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
