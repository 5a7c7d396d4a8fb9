"""The web server: Daphne, with limits on request bodies, and without reading forms or holding
bodies itself.

`python -m videostudio.server.web` takes Daphne's own arguments.
"""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable
from typing import Any, BinaryIO

# First, because it chooses the reactor: importing more of Twisted before it would choose another.
import daphne.cli  # type: ignore[import-untyped]
from daphne import http_protocol, server, ws_protocol

from videostudio import disk
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO, MB

LARGEST_ANONYMOUS = 64 * 1024  # bytes: nobody sends files before they have signed in
LARGEST_BODY = LARGEST_PHOTO + 2 * MB  # with the rest of its form
LARGEST_CLIP_BODY = LARGEST_CLIP + 2 * MB
CLIP_PATHS = re.compile(
    rb"/projects/[0-9a-f-]{36}/scenes/\d{1,19}/own/"
    rb"|/api/video-creation/projects/[0-9a-f-]{36}/scenes/\d{1,2}/own-clip"
)
SESSION = re.compile(rb"(?:^|; ?)sessionid=\w")
BODY_WITHIN = 3600.0  # seconds that a body may take: 202 MB over half a megabit a second
PIECE = 64 * 1024  # bytes of a body that are in memory at a time
LONG = 3600  # seconds: longer than any view takes
LINGER = 5.0  # seconds in which a refused body is thrown away, so that the answer can be read
REFUSAL = (
    b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
)
TOO_LARGE, NO_ROOM = b"413 Content Too Large", b"507 Insufficient Storage"


class Request(http_protocol.WebRequest):
    """Twisted would parse a form of any size for everybody, on the thread that serves them all,
    into twelve times its memory; Django parses it again, for those whom a page lets in."""

    refused = False
    largest = LARGEST_BODY
    deadline: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """All headers are there. `length` is None for a chunked body."""
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")  # Daphne takes it from anybody
        self.largest = self._largest()
        refusal = self._refusal(length or 0)
        super().gotLength(0 if refusal else length)
        if refusal:
            self.requestHeaders.removeHeader(b"Expect")  # or it would be asked to go on
            self._refuse(refusal)
        elif length != 0:
            loop = asyncio.get_running_loop()
            self.deadline = loop.call_later(BODY_WITHIN, self.transport.loseConnection)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if self.refused:
            return
        if refusal := self._refusal(self.content.tell() + len(data)):
            self.content.truncate(0)
            self._refuse(refusal)
        else:
            super().handleContentChunk(data)

    def requestReceived(self, *line: bytes) -> None:  # noqa: N802
        self._in_time()
        if self.refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(*line)

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        self._in_time()
        super().connectionLost(reason)

    def _largest(self) -> int:
        """By what the headers say alone: whether it is true, a view asks later."""
        cookies = self.requestHeaders.getRawHeaders(b"Cookie", [])
        if not (
            self.requestHeaders.hasHeader(b"Authorization") or any(map(SESSION.search, cookies))
        ):
            return LARGEST_ANONYMOUS
        is_clip = self.channel and CLIP_PATHS.fullmatch(self.channel._path)
        return LARGEST_CLIP_BODY if is_clip else LARGEST_BODY

    def _refusal(self, size: int) -> bytes:
        if size > self.largest:
            return TOO_LARGE
        # It could not be kept; and it may wait on the disk that the embedded database lives on.
        return NO_ROOM if size > LARGEST_ANONYMOUS and disk.is_short() else b""

    def _refuse(self, status: bytes) -> None:
        self.refused = True
        self.transport.write(REFUSAL % status)
        asyncio.get_running_loop().call_later(LINGER, self.transport.loseConnection)

    def _in_time(self) -> None:
        if self.deadline:
            self.deadline.cancel()


class Socket(ws_protocol.WebSocketProtocol):
    """Daphne knows the code of a close, and drops the reason beside it (its issue 374)."""

    def handle_reply(self, message: dict[str, Any]) -> None:
        closes = message["type"] == "websocket.close" and self.state == self.STATE_OPEN
        if closes and message.get("reason"):
            self.sendClose(message["code"], message["reason"])
        else:
            super().handle_reply(message)


class Server(server.Server):
    """Daphne would put the whole of a body into a queue, in memory, before anybody reads it; and it
    would end what has not answered ten seconds after its client left. A view's thread cannot be
    ended: it goes on, but what Django does after it never comes, and its connection to the
    database is lost to the pool. A few such, and nobody is served any more."""

    def __init__(self, application: Any, **options: Any) -> None:
        super().__init__(_in_pieces(application), **options | {"application_close_timeout": LONG})

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "http":
            scope["body"], protocol.content = protocol.content, io.BytesIO()
        return super().create_application(protocol, scope)


def _in_pieces(application: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    def with_body(scope: dict[str, Any], receive: Any, send: Any) -> Awaitable[None]:
        body = scope.pop("body", None)
        return application(scope, _Pieces(body, receive) if body else receive, send)

    return with_body


class _Pieces:
    """What an application receives: the body from where Twisted has put it, then what Daphne says.

    Daphne itself has only an empty body to give, which is passed over.
    """

    def __init__(self, body: BinaryIO, receive: Callable[[], Awaitable[dict[str, Any]]]):
        self._body, self._receive = body, receive

    async def __call__(self) -> dict[str, Any]:
        if self._body.closed:
            message = await self._receive()
            return message if message["type"] != "http.request" else await self._receive()
        await asyncio.sleep(0)  # others are served between two pieces
        piece = self._body.read(PIECE)
        if len(piece) < PIECE:
            self._body.close()
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}


if __name__ == "__main__":
    http_protocol.WebRequest = Request  # its factory has no other way to be told
    ws_protocol.WebSocketFactory.protocol = Socket
    daphne.cli.CommandLineInterface.server_class = Server
    daphne.cli.CommandLineInterface.entrypoint()
