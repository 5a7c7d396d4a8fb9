"""Signs of life: a process proves that its work goes on, and whoever watches it restarts it if not.

The process calls `beat` once a second *from the loop that does its work*, never from a thread
beside it: so a loop that hangs gives no signs, just like a process that is frozen. The studio's own
supervisor gets them by a pipe that its child inherits, and a service manager by systemd's protocol
(WATCHDOG=1 to NOTIFY_SOCKET).
"""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress

EVERY = 1.0  # seconds
PIPE = "STUDIO_PULSE"  # the environment variable with the pipe's descriptor
OF_SYSTEMD = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")
_SIGN = b"READY=1\nWATCHDOG=1"


class Signs:
    """The watcher's end of the pipe. The child must inherit `writer` and `environment`."""

    def __init__(self) -> None:
        self._reader, self.writer = os.pipe()
        os.set_blocking(self._reader, False)
        self.environment = {PIPE: str(self.writer)}

    def fileno(self) -> int:
        return self._reader

    def were_given(self) -> bool | None:
        """Whether there were some since the last call. None: there will be none any more."""
        try:
            return True if os.read(self._reader, 65536) else None
        except BlockingIOError:
            return False

    def given_on(self) -> None:
        """The child has its end now."""
        os.close(self.writer)

    def close(self) -> None:
        os.close(self._reader)


class Pulse:
    """The signs of this process. There are none if nobody watches it."""

    def __init__(self) -> None:
        self._pipe = _taken_pipe()
        address = os.environ.get("NOTIFY_SOCKET", "")
        # A name that begins with @ is Linux's abstract one, which begins with a zero byte.
        self._address = "\0" + address[1:] if address.startswith("@") else address

    def beat(self) -> None:
        """It never waits: if the watcher does not read, the sign is dropped."""
        with suppress(OSError):
            if self._pipe >= 0:
                os.write(self._pipe, b".")
            elif self._address:
                with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
                    to.setblocking(False)
                    to.sendto(_SIGN, self._address)

    async def go_on(self, is_well: Callable[[], bool]) -> None:
        """Beats for ever, from the event loop that runs this, while `is_well` says so."""
        while True:
            if is_well():
                self.beat()
            await asyncio.sleep(EVERY)


def _taken_pipe() -> int:
    """The inherited pipe, which no child of ours shall have. -1 if there is none."""
    pipe = int(os.environ.pop(PIPE, "-1"))
    try:
        os.set_inheritable(pipe, False)
        os.set_blocking(pipe, False)
    except OSError:  # there is none: only the supervisor's own children inherit it
        return -1
    return pipe
