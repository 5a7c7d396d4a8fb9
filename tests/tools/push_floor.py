"""The floor of pushing: a bare `websockets` server that broadcasts a text to all its clients.

Command: {"text": with REVISION in it, "ticks": how often, "a_second": how fast}. The answer says
when each text was sent: {revision: seconds since 1970}.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

from websockets.asyncio.server import broadcast, serve

from tests.tools.lines import answer, commands


async def main() -> None:
    sockets: set[Any] = set()

    async def hold(socket: Any) -> None:
        sockets.add(socket)
        await socket.wait_closed()

    async with serve(hold, "127.0.0.1", int(sys.argv[1]), compression=None, ping_interval=None):
        async for command in commands():
            times = {}
            for revision in range(command["ticks"]):
                times[revision] = time.time()
                broadcast(sockets, command["text"].replace("REVISION", str(revision)))
                await asyncio.sleep(1 / command["a_second"])
            answer(times)


if __name__ == "__main__":
    asyncio.run(main())
