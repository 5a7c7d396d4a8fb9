"""The studio that the suite breaks: real processes, with access to its database, its files and its
crash points."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg.rows import dict_row

from projects.crashpoints import Point
from projects.management.commands.worker import GREETING
from tests.faults.log import INSTALL
from tests.support.studio import Studio, free_port, wait_until
from videostudio import embedded

WORKERS = 2
AT_WORK = ("ffmpeg", "voice_worker", "photo_worker")
SETTLED = 2.0  # seconds after which a process does not become another program any more
PREPARE = """
from tests.support.in_studio import sign_in
from tests.support.projects import write
user = User.objects.create_user("alice")
project = write(Project.objects.create(owner=user, topic="一天的欢笑", seconds=20))
print(project.pk, sign_in("alice"))
"""


class ForgivingStudio(Studio):
    argv = [sys.executable, "-m", "tests.faults.forgiving", "studio"]

    def has_ready(self, name: str) -> bool:
        """Whether that child, such as "worker 1", has said that it is ready since its last end."""
        lines = [line for line in self.printed().splitlines() if line.startswith(f"{name}: ")]
        ended = [number for number, line in enumerate(lines) if ": ended (code" in line]
        return f"{name}: {GREETING}" in lines[ended[-1] if ended else 0 :]


class Bench:
    """`settings`: the studio's environment variables. `template`: a completed project, from which
    films are cloned. `session`: of its owner. `given`: what is stored before there is a project."""

    kind = ForgivingStudio

    def __init__(self, **settings: str) -> None:
        self.base = Path(tempfile.mkdtemp(prefix="studio-faults-"))
        self.base.chmod(0o755)
        self.points, self.temporary = self.base / "points", self.base / "tmp"
        self.points.mkdir()
        self.temporary.mkdir()
        self.settings = {
            "STUDIO_WORKERS": str(WORKERS),
            "STUDIO_CONCURRENCY": "2",
            "STUDIO_CRASHPOINTS": str(self.points),
            "STUDIO_FROZEN_AFTER": "600",  # the suite itself decides how long one is frozen
            "STUDIO_STARTS_AN_HOUR": "1000000",
            "TMPDIR": str(self.temporary),
        } | settings
        self._others = set[psutil.Process]()  # of which it is known that they are none of those
        self.studio = self.kind(self.data, free_port(), **self.settings)
        assert self.studio.process.poll() is None, self.studio.printed()
        self.given = {str(each.relative_to(self.files)) for each in self.files.rglob("*")}
        self.connection = self._connected()
        self.connection.execute(INSTALL.encode())
        self.template, self.session = self.shell(PREPARE).split()

    def shell(self, code: str) -> str:
        """Run these lines, and close the shell at once: an open shell would keep the database
        running, and would itself be a process that is left over."""
        try:
            return self.studio.shell(code)
        finally:
            self.studio.close_shell()

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def files(self) -> Path:
        return self.data / "files"

    def close(self) -> None:
        self.connection.close()
        self.studio.interrupt()
        shutil.rmtree(self.base)

    def start_again(self) -> None:
        """Start the whole studio after it has ended."""
        self.studio = self.kind(self.data, self.studio.port, **self.settings)
        self.connection = self._connected()

    # The database, read from outside of the studio

    def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        return self.connection.execute(sql.encode(), values).fetchall()

    def value(self, sql: str, **values: Any) -> Any:
        (row,) = self.rows(sql, **values)
        return next(iter(row.values()))

    def mark(self) -> int:
        return int(self.value("SELECT coalesce(max(id), 0) FROM judge.log"))

    def _connected(self) -> psycopg.Connection[dict[str, Any]]:
        url = embedded.database_url(self.data)
        return psycopg.connect(url, autocommit=True, row_factory=dict_row)

    # Processes

    def children(self, word: str) -> list[int]:
        """The studio's own children with that word in their arguments, such as "worker"."""
        found = psutil.Process(self.studio.process.pid).children()
        return [child.pid for child in found if word in _arguments(child)]

    @property
    def workers(self) -> list[int]:
        return self.children("worker")

    @property
    def web(self) -> int:
        """The process id of the web server, or 0 while there is none."""
        return next(iter(self.children("videostudio.web")), 0)

    def frozen(self) -> list[int]:
        pids = [*self.workers, *self.children("videostudio.web")]
        return [pid for pid in pids if psutil.Process(pid).status() == psutil.STATUS_STOPPED]

    def at_work(self) -> dict[int, int]:
        """Processes such as ffmpeg, also orphans: process id -> the parent's id."""
        found = {}
        for process in psutil.process_iter():
            if process in self._others:
                continue
            with suppress(psutil.Error):
                names = [Path(part).name for part in process.cmdline()[:3]]
                if any(word in name for name in names for word in AT_WORK) and self._is_ours(
                    process
                ):
                    found[process.pid] = process.ppid()
                elif time.time() - process.create_time() > SETTLED:
                    self._others.add(process)
        return found

    def _is_ours(self, process: psutil.Process) -> bool:
        """What reads files knows nothing of our settings, but where to put its temporary files."""
        dead = process.status() == psutil.STATUS_ZOMBIE
        return not dead and process.environ().get("TMPDIR") == str(self.temporary)

    def open_files(self) -> dict[int, int]:
        """The number of open files of each of the studio's own processes."""
        pids = [*self.workers, *self.children("videostudio.web")]
        return {pid: psutil.Process(pid).num_fds() for pid in pids}

    def temporary_files(self) -> list[Path]:
        return [*self.temporary.iterdir(), *(self.data / "work").iterdir()]

    def is_whole(self) -> bool:
        """Whether both workers take jobs and the web answers."""
        names = [f"worker {number + 1}" for number in range(WORKERS)]
        return (
            len(self.workers) == WORKERS
            and all(map(self.studio.has_ready, names))
            and self.studio.answers()
        )

    def heal(self) -> None:
        """Undo what was done to it: wake the frozen, disarm crash points, wait until all runs."""
        for armed in self.points.iterdir():
            armed.unlink()
        for pid in self.frozen():
            os.kill(pid, signal.SIGCONT)
        wait_until(self.is_whole)

    # Crash points

    def arm(self, point: Point, act: str = "kill") -> None:
        new = self.points / f"{point}.new"
        new.write_text(act)
        self._fired(point).unlink(missing_ok=True)
        new.rename(self.points / point)

    def fired_at(self, point: Point) -> float:
        """When this crash point acted, in seconds since 1970, or 0."""
        fired = self._fired(point)
        return fired.stat().st_ctime if fired.exists() else 0.0

    def wait_for_fire(self, point: Point) -> float:
        wait_until(lambda: self.fired_at(point))
        return self.fired_at(point)

    def _fired(self, point: Point) -> Path:
        return (self.points / point).with_suffix(".fired")


def _arguments(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:  # it has just ended
        return []
