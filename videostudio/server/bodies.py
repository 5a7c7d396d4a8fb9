"""Request bodies: how large they may be, how long they may take, how the application reads them.

Daphne calls the application only when Twisted has stored the whole body. No ASGI middleware can
refuse a body before that (Daphne's issue 126), so it is refused here, while Twisted reads it.
"""

import asyncio
import io
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any, BinaryIO

from daphne import http_protocol  # type: ignore[import-untyped]
from twisted.web.http_headers import Headers

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
LINGER = 5.0  # seconds in which a refused body is thrown away, so that the answer can be read
PIECE = 64 * 1024  # bytes of a body that the application gets at a time
REFUSAL = (
    b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
)
TOO_LARGE, NO_SPACE = b"413 Content Too Large", b"507 Insufficient Storage"

Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[dict[str, Any], Receive, Any], Awaitable[None]]


def largest_body(headers: Headers, path: bytes) -> int:
    """In bytes, by what the request claims. Views ask whether its session or token is true."""
    sessions = map(SESSION.search, headers.getRawHeaders(b"Cookie", []))
    signed_in = headers.hasHeader(b"Authorization") or any(sessions)
    # Daphne reads the body of a request for a WebSocket into memory.
    upgrade = headers.getRawHeaders(b"Upgrade", [b""])[0].lower()
    if upgrade == b"websocket" or not signed_in:
        return LARGEST_ANONYMOUS
    return LARGEST_CLIP_BODY if CLIP_PATHS.fullmatch(path) else LARGEST_BODY


def refusal(size: int, largest: int) -> bytes:
    """The status for a body that has, or will have, `size` bytes; empty where it may come."""
    if size > largest:
        return TOO_LARGE
    # The embedded database may be on the same disk.
    return NO_SPACE if size > LARGEST_ANONYMOUS and disk.is_short() else b""


class Request(http_protocol.WebRequest):
    """Daphne's request, with limits on its body.

    Twisted calls `gotLength` when it has all headers, `handleContentChunk` for each part of the
    body, and `process` when it has all of it. Daphne calls `check_timeouts` every two seconds.
    """

    content: BinaryIO
    largest = LARGEST_ANONYMOUS
    refused = False
    until: float | None = None  # by time.monotonic(): then the connection is closed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Twisted would parse a form of any size, on the thread that serves everybody, and take
        # twelve times its size in memory. Django parses it again.
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """`length` is None for a chunked body."""
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")  # Daphne takes it from anybody
        # Twisted gives a request its own path only when the whole body is there.
        self.largest = largest_body(self.requestHeaders, self.channel._path)
        reason = refusal(length or 0, self.largest)
        super().gotLength(0 if reason else length)
        if reason:
            self.requestHeaders.removeHeader(b"Expect")  # Twisted would answer 100 Continue
            self._refuse(reason)
        else:
            self.until = time.monotonic() + BODY_WITHIN

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if self.refused:
            return
        if reason := refusal(self.content.tell() + len(data), self.largest):
            self.content.truncate(0)
            self._refuse(reason)
        else:
            super().handleContentChunk(data)

    def process(self) -> None:
        self.until = None
        if self.refused:
            self.loseConnection()
        else:
            super().process()

    def check_timeouts(self) -> None:
        if self.until and time.monotonic() > self.until:
            self.loseConnection()
        else:
            super().check_timeouts()

    def take_body(self) -> BinaryIO:
        """The stored body. Daphne is left an empty one: it would read all of it into memory."""
        body, self.content = self.content, io.BytesIO()
        return body

    def _refuse(self, reason: bytes) -> None:
        self.refused, self.until = True, time.monotonic() + LINGER
        self.channel.write(REFUSAL % reason)


def in_pieces(application: Application) -> Application:
    """Middleware: the application reads `scope["body"]`, a file, piece by piece.

    It does not see that key. What Daphne itself sends comes after the body.
    """

    async def with_body(scope: dict[str, Any], receive: Receive, send: Any) -> None:
        body = scope.pop("body", None)
        await application(scope, _pieces(body, receive) if body else receive, send)

    return with_body


def _pieces(body: BinaryIO, receive: Receive) -> Receive:
    async def next_message() -> dict[str, Any]:
        if body.closed:
            message = await receive()
            # Daphne's own http.request is the empty body that it was left.
            return message if message["type"] != "http.request" else await receive()
        await asyncio.sleep(0)  # others are served between two pieces
        piece = body.read(PIECE)
        if len(piece) < PIECE:
            body.close()
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

    return next_message
