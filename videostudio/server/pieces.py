"""Gives a body that has come to the application, in pieces."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from videostudio.server.room import Held

PIECE = 64 * 1024  # bytes that the application gets at a time

Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[dict[str, Any], Receive, Any], Awaitable[None]]


@dataclass
class Body:
    """A body that has come, and its room."""

    file: BinaryIO
    size: int
    held: Held | None

    def close(self) -> None:
        self.file.close()
        if self.held:
            self.held.close()


def in_pieces(application: Application) -> Application:
    """Middleware that gives the Body `scope["body"]` to the application piece by piece.

    It removes that key from the scope. Daphne's own messages come after the body.
    """

    async def with_body(scope: dict[str, Any], receive: Receive, send: Any) -> None:
        body: Body | None = scope.pop("body", None)
        if body is None:
            await application(scope, receive, send)
            return
        _tell_size(scope["headers"], body.size)
        try:
            await application(scope, _pieces(body.file, receive), send)
        finally:
            body.close()

    return with_body


def _tell_size(headers: list[tuple[bytes, bytes]], size: int) -> None:
    """Django reads no form, and limits no text, whose size is not known."""
    if chunked := [header for header in headers if header[0] == b"transfer-encoding"]:
        for header in chunked:
            headers.remove(header)
        headers.append((b"content-length", b"%d" % size))


def _pieces(body: BinaryIO, receive: Receive) -> Receive:
    async def next_message() -> dict[str, Any]:
        if body.closed:
            message = await receive()
            # Daphne's own http.request has the empty body that `take_body` left: skip it.
            return message if message["type"] != "http.request" else await receive()
        await asyncio.sleep(0)  # so that other clients are served between two pieces
        piece = body.read(PIECE)
        if len(piece) < PIECE:
            body.close()
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

    return next_message
