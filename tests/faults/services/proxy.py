"""A proxy between a page and the studio, which can cut, freeze or slow the connection."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

DELAY = 0.4  # seconds before each piece
TRICKLE = 1024  # bytes a second


class Proxy:
    """Listens on `port` of this machine and passes data on to `target`.

    `how` can change at any time: passes, cut (connections are closed and refused), frozen (they
    stay open, but nothing passes), slow (with DELAY), trickles (TRICKLE bytes a second).
    """

    def __init__(self, target: int) -> None:
        self.target, self.how = target, "passes"
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._meet, "127.0.0.1", 0)
        )
        self.port = int(self._server.sockets[0].getsockname()[1])
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def become(self, how: str) -> None:
        self.how = how
        if how == "cut":
            self._loop.call_soon_threadsafe(self._drop_all)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._drop_all)
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _drop_all(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.how == "cut":
            writer.transport.abort()
            return
        # Small buffers, so that the sender notices a slow reader.
        there, to_there = await asyncio.open_connection("127.0.0.1", self.target, limit=4096)
        self._writers |= {writer, to_there}
        try:
            await asyncio.gather(self._pass(reader, to_there), self._pass(there, writer))
        finally:
            self._writers -= {writer, to_there}
            for end in (writer, to_there):
                end.close()

    async def _pass(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await source.read(TRICKLE):
                await self._take_time(len(chunk))
                to.write(chunk)
                await to.drain()
        to.close()

    async def _take_time(self, size: int) -> None:
        while self.how == "frozen":  # noqa: ASYNC110 - told from another thread
            await asyncio.sleep(0.05)
        await asyncio.sleep({"slow": DELAY, "trickles": size / TRICKLE}.get(self.how, 0))
