"""What a keeper must know about a server, and where the server's files are."""

import os
import pwd
import signal
import socket
import stat
import subprocess
import sys
from abc import ABC, abstractmethod
from hashlib import sha256
from pathlib import Path

# The kernel's limit for the path of a socket, in bytes, with the zero at its end.
SOCKET_PATH_LIMIT = 108 if sys.platform == "linux" else 104

ANSWER = 3.0  # seconds to wait for an answer


class EmbeddedError(Exception):
    """A server could not be prepared or started. The text is for a person."""


class Server(ABC):
    """One server of one data folder. `data` is absolute."""

    name: str
    program: str  # the name of its processes
    socket_name: str
    stop_signal: signal.Signals

    def __init__(self, data: Path) -> None:
        self.data = data

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients connect."""

    @abstractmethod
    def prepare(self) -> None:
        """Makes what must exist before the start. It may be called again. Raises EmbeddedError."""

    @abstractmethod
    def start(self, held: int) -> "subprocess.Popen[bytes]":
        """Starts the server in the foreground. It inherits the descriptor `held` of its lock."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether the server accepts connections now."""

    @abstractmethod
    def lives(self) -> bool:
        """Whether it answers at all within some seconds, if only that it does not accept
        connections yet."""

    def ask(self, question: bytes) -> bytes:
        """What the server says to this at its socket; b"" if nothing comes within ANSWER."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(ANSWER)
            try:
                client.connect(str(self.socket_folder / self.socket_name))
                client.sendall(question)
                return client.recv(16)
            except OSError:
                return b""

    def complete(self) -> None:  # noqa: B027 - a server may need nothing
        """Does what is left to do when the server answers."""

    @abstractmethod
    def main_pid(self) -> int | None:
        """The process id that the server has written. It is true only while its lock is held."""

    @property
    def home(self) -> Path:
        return self.data / self.name

    @property
    def socket_folder(self) -> Path:
        """The server's own folder, or a short one if the path of the socket would be too long.

        The short one is below /tmp and not $TMPDIR, because every command must find the same one.
        """
        if len(os.fsencode(self.home / self.socket_name)) < SOCKET_PATH_LIMIT:
            return self.home
        digest = sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(f"/tmp/video-studio-{digest}-{self.name}")  # noqa: S108 - see claim_folder

    def state(self, kind: str) -> Path:
        """A small file about the server: a lock, or the mark that it is ready."""
        return self.data / "run" / f"{self.name}.{kind}"

    @property
    def log(self) -> Path:
        return self.data / "log" / f"{self.name}.log"


def claim_folder(folder: Path, account: pwd.struct_passwd | None = None) -> None:
    """Make a private folder for sockets in a public place. It may exist if it is ours already.

    Raises EmbeddedError if it belongs to somebody else.
    """
    uid = account.pw_uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, uid, -1)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
            raise EmbeddedError(f"{folder} exists and belongs to somebody else.") from None
