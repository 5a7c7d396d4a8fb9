"""A thousand pages in one process, at little cost. It notes when each revision came to each page.

Commands: {"open": requests, "port": n, "wait": whether each gets something at once};
{"report": true} answers {"arrivals": {revision: [seconds since 1970, ...]}, "frame": the last one}.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tests.tools.lines import answer, commands

MARK = b'data-revision="'
PING, CLOSE = 9, 8  # opcodes of RFC 6455
AT_ONCE = 50  # handshakes at the same time


class Pages:
    """All pages, and what they have received."""

    def __init__(self) -> None:
        self.arrivals: dict[int, list[float]] = {}
        self.heard = self.closed = 0
        self.frame = b""
        self.changed = asyncio.Event()

    def hear(self, frame: bytes) -> None:
        if (at := frame.find(MARK)) < 0:
            return
        at += len(MARK)
        self.arrivals.setdefault(int(frame[at : frame.index(b'"', at)]), []).append(time.time())
        self.heard, self.frame = self.heard + 1, frame
        self.changed.set()

    async def heard_from(self, count: int) -> None:
        while self.heard < count:
            self.changed.clear()
            await self.changed.wait()


class Page(asyncio.Protocol):
    def __init__(self, request: bytes, pages: Pages) -> None:
        self.request, self.pages, self.buffer, self.is_open = request, pages, b"", False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, error: Exception | None) -> None:
        self.pages.closed += 1

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_open:
            head, found, self.buffer = self.buffer.partition(b"\r\n\r\n")
            assert found, "the answer to a handshake comes in one piece"
            assert b" 101 " in head.splitlines()[0], head
            self.is_open = True
        at = 0
        while (frame := _frame(self.buffer, at)) is not None:
            self._take(self.buffer[at] & 15, frame[0])
            at = frame[1]
        self.buffer = self.buffer[at:]

    def _take(self, opcode: int, frame: bytes) -> None:
        if opcode == PING:
            self.transport.write(bytes([0x8A, 0x80 | len(frame), 0, 0, 0, 0]) + frame)
        elif opcode != CLOSE:
            self.pages.hear(frame)


def _frame(buffer: bytes, at: int) -> tuple[bytes, int] | None:
    """The payload of the frame that begins at `at`, and where the next frame begins."""
    if len(buffer) < at + 2:
        return None
    size, body = buffer[at + 1] & 127, at + 2
    if size > 125:
        more = 2 if size == 126 else 8
        size, body = int.from_bytes(buffer[body : body + more], "big"), body + more
    return (buffer[body : body + size], body + size) if len(buffer) >= body + size else None


async def open_pages(pages: Pages, command: dict[str, Any]) -> None:
    loop, gate, wanted = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE), pages.heard

    async def one(request: str) -> None:
        async with gate:
            await loop.create_connection(
                lambda: Page(request.encode(), pages), "127.0.0.1", command["port"]
            )

    await asyncio.gather(*map(one, command["open"]))
    if command["wait"]:
        await pages.heard_from(wanted + len(command["open"]))


async def main() -> None:
    pages = Pages()
    async for command in commands():
        if "open" in command:
            await open_pages(pages, command)
            answer(None)
        else:
            frame = pages.frame.decode()
            answer({"arrivals": pages.arrivals, "frame": frame, "closed": pages.closed})
            pages.arrivals = {}


if __name__ == "__main__":
    asyncio.run(main())
