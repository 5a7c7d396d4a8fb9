"""An ASGI application that writes 200 numbered frames straight to its socket.

Between them it answers each message in the ordinary way.
"""

from __future__ import annotations

from typing import Any

from videostudio.server.frames import EXTENSION, encoded

FRAMES, SIZE = 200, 100_000


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    writer, numbers = scope["extensions"][EXTENSION], iter(range(FRAMES))

    def write() -> None:
        while writer.is_clear and (number := next(numbers, None)) is not None:
            writer.write(encoded(f"{number} {'x' * SIZE}"))

    writer.on_clear = write
    while (await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": "said"})
        write()
