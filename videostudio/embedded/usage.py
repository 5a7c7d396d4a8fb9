"""One process's use of a server. The server runs while at least one Usage is entered."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from videostudio.embedded import locks
from videostudio.embedded.server import EmbeddedError, Server

START_TIMEOUT = 60.0
STOP_TIMEOUT = 60.0
PAUSE = 0.01
ELSEWHERE = "root's PostgreSQL runs as another user, who cannot reach the data folder."
PROJECT = Path(__file__).resolve().parents[2]


class Usage:
    """A context manager. Entering it raises EmbeddedError if the server does not start."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._users = -1
        self._keeper: subprocess.Popen[bytes] | None = None

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
            self._keeper = self._spawn_keeper(lock, log)
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
        keeper = self.server.state("keeper")
        if not locks.is_free(keeper):
            os.kill(int(keeper.read_text()), signal.SIGTERM)
        while not locks.is_free(keeper) and time.monotonic() < until:
            time.sleep(PAUSE)
        self._reap()

    def _reap(self) -> None:
        if self._keeper:
            self._keeper.wait()
            self._keeper = None


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
