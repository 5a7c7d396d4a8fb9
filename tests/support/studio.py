"""Runs a whole studio for tests: `manage.py studio` with its own data."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import dj_database_url
import psutil
import psycopg

from tests.support import data_template
from tests.support.folders import open_folder
from tests.support.shell import Shell
from tests.support.sources import ROOT
from videostudio import embedded
from videostudio.cookies import prefix_of
from videostudio.secret import stored_secret
from videostudio.server.lifeline import ends_with_us

NO_REDIS = {"REDIS_URL": "redis://127.0.0.1:1"}  # nothing listens there
MANAGE = [sys.executable, str(ROOT / "manage.py")]
CONFIGURED = re.compile(r"STUDIO_|DATABASE_URL|REDIS_URL|HOST$|PORT$|SECRET_KEY|DJANGO_")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(happened: Callable[[], object], timeout: float = 90.0) -> None:
    until = time.monotonic() + timeout
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def unconfigured() -> dict[str, str]:
    """The environment without what configures a studio."""
    return {key: value for key, value in os.environ.items() if not CONFIGURED.match(key)}


class Web:
    """What serves pages at a port of this machine, and prints into a file."""

    port: int
    output: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def printed(self) -> str:
        return self.output.read_text()

    def answers(self) -> bool:
        try:
            return self.get("/login/") == 200
        except (OSError, http.client.HTTPException):
            return False

    def get(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse().status


class Studio(Web):
    """Starts the command and waits until it is ready. If there is no data yet, it is copied from a
    template. With `first` it starts without any data."""

    argv = [*MANAGE, "studio"]

    def __init__(self, data: Path, port: int, *, first: bool = False, **settings: str) -> None:
        self.data, self.port = data, port
        self.env = unconfigured()
        if not (first or data.exists()):
            data_template.copy_to(data, self.env)
        quick = {"STUDIO_VOICE": "quick", "STUDIO_STILLS": "no", "STUDIO_DRAFTS": "no"}
        self.env |= quick | {"STUDIO_DATA": str(data), "PORT": str(port)} | settings
        self._shell: Shell | None = None
        self.output = data.with_name("output.txt")
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                self.argv,
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=output,
                preexec_fn=ends_with_us(signal.SIGINT),
            )
        wait_until(lambda: self.process.poll() is not None or "http://" in self.printed())

    @cached_property
    def cookie_prefix(self) -> str:
        """What the names of its cookies begin with."""
        url = self.env.get("DATABASE_URL") or embedded.database_url(self.data)
        secret = self.env.get("SECRET_KEY") or stored_secret(self.data / "secret_key")
        return prefix_of(secret, dj_database_url.parse(url))

    def cookies(self, **values: str) -> str:
        """A Cookie header with these cookies, such as `session`."""
        return "; ".join(f"{self.cookie_prefix}_{name}={value}" for name, value in values.items())

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        argv = [*MANAGE, *arguments]
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, check=False)

    def shell(self, code: str) -> str:
        """Run Python in a shell beside the studio. Returns what it printed."""
        if self._shell is None:
            self._shell = Shell(MANAGE, self.env)
        return self._shell(code)

    def call(self, name: str, *arguments: object, **named: object) -> Any:
        """Run that function of tests/support/in_studio.py in the shell. Returns its result, which
        comes as JSON."""
        call = f"in_studio.{name}(*{arguments!r}, **{named!r})"
        return json.loads(
            self.shell(
                f"import json\nfrom tests.support import in_studio\nprint(json.dumps({call}))"
            )
        )

    def close_shell(self) -> None:
        """Close the shell. While it is open, it keeps the embedded servers running."""
        if self._shell:
            self._shell.close()
            self._shell = None

    def child(self, word: str) -> int | None:
        """The pid of the child with that word among its arguments."""
        for process in psutil.process_iter(["pid", "ppid", "cmdline"]):
            if process.info["ppid"] == self.process.pid and word in (process.info["cmdline"] or []):
                return int(process.info["pid"])
        return None

    def database_answers(self) -> bool:
        try:
            psycopg.connect(embedded.database_url(self.data)).close()
        except psycopg.OperationalError:
            return False
        return True

    def left_running(self) -> list[list[str]]:
        """The command lines of processes that have the data folder in their arguments or
        environment, or as their current folder."""
        return [
            process.info["cmdline"]
            for process in psutil.process_iter(["cmdline", "environ", "cwd"])
            if any(str(self.data) in part for part in process.info["cmdline"] or [])
            or (process.info["environ"] or {}).get("STUDIO_DATA") == str(self.data)
            or str(process.info["cwd"]).startswith(str(self.data))
        ]

    def interrupt(self) -> None:
        """End the studio as Ctrl-C does."""
        self.close_shell()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


class SecondWeb(Web):
    """Another web process of a running studio, with settings of its own. It starts in a third of
    the time that a studio takes, and has the same people and data."""

    def __init__(
        self,
        studio: Studio,
        code: str = "from videostudio.server import web; web.main()",
        limit: Callable[[], None] | None = None,
        **settings: str,
    ) -> None:
        self.data, self.cookies = studio.data, studio.cookies
        self.shell, self.call = studio.shell, studio.call
        self.port = free_port()
        self.env = studio.env | {"PORT": str(self.port)} | settings
        self.output = studio.output.with_name(f"web-{self.port}.txt")
        address = ["-b", "127.0.0.1", "-p", str(self.port), "videostudio.asgi:application"]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, *address],
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=output,
                preexec_fn=limit or ends_with_us(signal.SIGTERM),
            )

    def __enter__(self) -> SecondWeb:
        wait_until(lambda: self.process.poll() is not None or self.answers())
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


@contextmanager
def running(**settings: str) -> Iterator[Studio]:
    """A studio with data of its own, gone after the block."""
    with open_folder("running") as folder:
        studio = Studio(folder / "data", free_port(), **settings)
        try:
            yield studio
        finally:
            studio.interrupt()
