"""One process's use of a server. The server runs while at least one Usage is entered."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from videostudio.embedded import locks
from videostudio.embedded.server import EmbeddedError, Server
from videostudio.server.backoff import Backoff
from videostudio.server.lease import Attention, Lease

START_TIMEOUT = 60.0
STOP_TIMEOUT = 60.0
PAUSE = 0.01
ENDED = "ended"
KEEPER_LEASE = 30.0  # seconds; a keeper shows twice a second that it is not frozen
ELSEWHERE = "root's PostgreSQL runs as another user, who cannot reach the data folder."
PROJECT = Path(__file__).resolve().parents[2]


class Usage:
    """A context manager. Entering it raises EmbeddedError if the server does not start."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._users = -1
        self._keeper: subprocess.Popen[bytes] | None = None
        self._beat = self._known = 0
        self._lease, self._attention = Lease(KEEPER_LEASE), Attention(most=KEEPER_LEASE / 10)
        self._backoff, self._start_at = Backoff(), 0.0
        self._why = ENDED

    def __enter__(self) -> "Usage":
        with locks.exclusive(self.server.state("switch")):
            self._users = locks.open_lock(self.server.state("users"))
            locks.wait_shared(self._users)
            try:
                self._bring_up()
            except BaseException:
                self._leave()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with locks.exclusive(self.server.state("switch")):
            self._leave()

    def ensure(self) -> bool:
        """Starts a keeper if there is none. Returns whether it did. It is cheap and never waits."""
        switch = locks.open_lock(self.server.state("switch"))
        try:
            lost = locks.try_exclusive(switch) and locks.is_free(self.server.state("keeper"))
            if lost:
                self._start_keeper()
            return lost
        finally:
            os.close(switch)

    def look(self) -> list[str]:
        """What has happened to the server since the last call, a line for each. It replaces a
        keeper that has ended or is frozen. Call it about once a second: it never waits."""
        told = self._news()
        passed = self._attention.passed()
        beat = _changed_at(self.server.state("keeper"))
        if beat != self._beat:
            self._beat = beat
            self._lease.hear()
        elif self._lease.expires(passed) and self._kill_keeper():
            self._why = f"stood still for {self._lease.silence:.0f} s, was killed"
        if time.monotonic() >= self._start_at and self.ensure():
            self._start_at = time.monotonic() + self._backoff.pause()
            told.append(f"its keeper {self._why} and is started again")
            self._why = ENDED
        return told

    def _news(self) -> list[str]:
        """The new lines of the keeper's `news`. A new keeper begins with none."""
        try:
            lines = self.server.state("news").read_text().splitlines()
        except FileNotFoundError:
            lines = []
        known, self._known = min(self._known, len(lines)), len(lines)
        return lines[known:]

    def _kill_keeper(self) -> bool:
        """A frozen process does not heed SIGTERM. The server ends with its keeper (on Linux)."""
        pid = self._keeper_pid()
        with suppress(ProcessLookupError, PermissionError):
            if pid:
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def _keeper_pid(self) -> int:
        """0: it has not written it yet."""
        return int(self.server.state("keeper").read_text() or 0)

    def _bring_up(self) -> None:
        is_new = not self.server.home.exists()
        if locks.is_free(self.server.state("keeper")):
            self._start_keeper()
        self._wait_until_ready()
        if is_new and self.server.home.is_symlink():
            sys.stderr.write(f"The database is in {self.server.home.resolve()}: {ELSEWHERE}\n")

    def _start_keeper(self) -> None:
        self._reap()
        self.server.state("ready").unlink(missing_ok=True)
        log = _fresh_log(self.server.log)
        lock = locks.open_lock(self.server.state("keeper"))
        try:
            locks.try_exclusive(lock)
            os.truncate(lock, 0)  # until it has written its own, there is no pid to be killed
            self._keeper = self._spawn_keeper(lock, log)
            self._lease.begin()
            self._backoff.begin()
        finally:
            os.close(lock)

    def _spawn_keeper(self, lock: int, log: Path) -> "subprocess.Popen[bytes]":
        module = "videostudio.embedded.keeper"
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", module, self.server.name, str(self.server.data), str(lock)],
                cwd=PROJECT,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=[lock],
                start_new_session=True,
            )

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_TIMEOUT
        while not self.server.state("ready").exists():
            if locks.is_free(self.server.state("keeper")):
                raise EmbeddedError(_last_words(self.server))
            if time.monotonic() > until:
                raise EmbeddedError(f"{self.server.name} does not answer; see {self.server.log}")
            time.sleep(PAUSE)

    def _leave(self) -> None:
        try:
            if locks.try_exclusive(self._users):
                self._stop_keeper()
        finally:
            os.close(self._users)

    def _stop_keeper(self) -> None:
        until = time.monotonic() + STOP_TIMEOUT
        keeper, server = self.server.state("keeper"), self.server.state("server")
        is_told = False
        while not (locks.is_free(keeper) and locks.is_free(server)) and time.monotonic() < until:
            is_told = is_told or locks.is_free(keeper) or self._tell_to_stop()
            time.sleep(PAUSE)
        if not locks.is_free(keeper):
            self._kill_keeper()
        self._reap()

    def _tell_to_stop(self) -> bool:
        """A frozen keeper is woken for it. A new one has not yet written its pid."""
        pid = self._keeper_pid()
        with suppress(ProcessLookupError):
            for number in (signal.SIGTERM, signal.SIGCONT) if pid else ():
                os.kill(pid, number)
        return bool(pid)

    def _reap(self) -> None:
        if self._keeper:
            self._keeper.wait()
            self._keeper = None


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _environment() -> dict[str, str]:
    """The environment for the keeper. It has no secrets, because the service account could read
    them, and no PGPORT or PGDATA."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}
    return kept | {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _fresh_log(log: Path) -> Path:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    return log


def _last_words(server: Server) -> str:
    lines = server.log.read_text(errors="replace").strip().splitlines()
    return f"{server.name} did not start: {' | '.join(lines[-3:])}"
