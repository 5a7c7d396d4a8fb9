"""Frames that are written past the layers of the server come whole and in order, between pings."""

from __future__ import annotations

import subprocess
import sys
import time
from types import SimpleNamespace

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.support.numbered_frames import FRAMES, SIZE
from tests.support.sources import ROOT
from tests.support.studio import free_port, wait_until
from videostudio.server.frames import FrameWriter

PINGS = 3


def opened(port: int) -> ClientConnection | None:
    try:
        # After its close the client reads no more, so it would wait for the end of the connection.
        options = {"max_size": None, "max_queue": 1, "close_timeout": 1.0}
        return connect(f"ws://127.0.0.1:{port}/", compression=None, **options)
    except OSError:
        return None


def test_a_client_that_reads_slowly_gets_every_frame_whole_and_in_order() -> None:
    """Pings, ordinary messages and frames share one connection, which stays open."""
    port = free_port()
    web = [sys.executable, "-m", "videostudio.web", "-b", "127.0.0.1", "-p", str(port)]
    limits = ["--ping-interval", "1", "--ping-timeout", "3"]
    app = "tests.support.numbered_frames:application"
    server = subprocess.Popen([*web, *limits, app], cwd=ROOT)
    try:
        found: list[ClientConnection] = []
        wait_until(lambda: (socket := opened(port)) and not found.append(socket))
        with found[0] as socket:
            numbers, said = read(socket)
            assert numbers == list(range(FRAMES))
            assert said == PINGS
            socket.send("still there?")
            assert socket.recv(timeout=20) == "said"
    finally:
        server.terminate()
        server.wait()


class HalfSent:
    """A transport of which the system has taken only a half of what was written last."""

    dataBuffer = b"the other half of a ping"  # noqa: N815 - Twisted's names
    producerPaused = False  # noqa: N815

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writeSomeData(self, data: bytes) -> int:  # noqa: N802
        raise AssertionError("it would come between the halves")

    def write(self, data: bytes) -> None:
        self.waiting.append(data)


def test_a_frame_waits_for_the_other_half_of_what_was_written_before() -> None:
    transport = HalfSent()
    writer = FrameWriter(SimpleNamespace(transport=transport))
    writer.write(b"a frame")
    assert (transport.waiting, transport.producerPaused) == ([b"a frame"], True)


def read(socket: ClientConnection) -> tuple[list[int], int]:
    """Ask for an ordinary message now and then, and wait for a ping, while frames pile up."""
    numbers: list[int] = []
    said = 0
    while len(numbers) < FRAMES or said < PINGS:
        try:
            text = str(socket.recv(timeout=20))
        except ConnectionClosed as closed:
            raise AssertionError(f"closed after {len(numbers)} frames") from closed
        if text == "said":
            said += 1
            continue
        number, _, rest = text.partition(" ")
        assert len(rest) == SIZE
        numbers.append(int(number))
        if len(numbers) % (FRAMES // PINGS) == 1:
            time.sleep(1.1)  # longer than the interval of pings: what waits for it is the server
            socket.send("speak")
    return numbers, said
