"""Limits the size and time of request bodies, and gives them to the application in pieces.

Daphne calls the application only when Twisted has stored the whole body. No ASGI middleware can
refuse a body before that (Daphne's issue 126), so it is refused here, while Twisted reads it.
"""

import asyncio
import io
import re
import time
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, BinaryIO

from daphne import http_protocol  # type: ignore[import-untyped]
from django.conf import settings
from twisted.web.http_headers import Headers

from videostudio import disk
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO, MB

LARGEST_ANONYMOUS = 64 * 1024  # bytes: without a sign-in there is nothing large to send
LARGEST_BODY = LARGEST_PHOTO + 2 * MB  # a photo with the rest of its form
LARGEST_CLIP_BODY = LARGEST_CLIP + 2 * MB
CLIP_PATHS = re.compile(
    rb"/projects/[0-9a-f-]{36}/scenes/\d{1,19}/own/"
    rb"|/api/video-creation/projects/[0-9a-f-]{36}/scenes/\d{1,2}/own-clip"
)
BODY_WITHIN = 3600.0  # seconds that a body may take: enough for 202 MB at half a megabit a second
# Seconds for which a refused body is still read and dropped. If the connection were closed at once,
# the client could not read the answer.
LINGER = 5.0
PIECE = 64 * 1024  # bytes of a body that the application gets at a time
REFUSAL = (
    b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
)
TOO_LARGE, NO_SPACE = b"413 Content Too Large", b"507 Insufficient Storage"

Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[dict[str, Any], Receive, Any], Awaitable[None]]


def largest_body(headers: Headers, path: bytes) -> int:
    """The limit in bytes, by what the headers claim. Views check the session or token later."""
    sessions = map(_session_cookie().search, headers.getRawHeaders(b"Cookie", []))
    signed_in = headers.hasHeader(b"Authorization") or any(sessions)
    # Daphne reads the body of a request for a WebSocket into memory.
    upgrade = headers.getRawHeaders(b"Upgrade", [b""])[0].lower()
    if upgrade == b"websocket" or not signed_in:
        return LARGEST_ANONYMOUS
    return LARGEST_CLIP_BODY if CLIP_PATHS.fullmatch(path) else LARGEST_BODY


@cache
def _session_cookie() -> re.Pattern[bytes]:
    return re.compile(rb"(?:^|; ?)%b=\w" % settings.SESSION_COOKIE_NAME.encode())


def refusal(size: int, largest: int) -> bytes:
    """The status that refuses a body that has, or will have, `size` bytes; b"" if it may come."""
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
    until: float | None = None  # the time.monotonic() at which the connection is closed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Otherwise Twisted parses a form of any size, in the thread that serves all clients, and
        # with twelve times its size in memory. Django parses it again in any case.
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """`length` is None for a chunked body."""
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")  # Daphne trusts it from any client
        # Twisted sets the path of a request only when the whole body is there.
        self.largest = largest_body(self.requestHeaders, self.channel._path)
        reason = refusal(length or 0, self.largest)
        super().gotLength(0 if reason else length)
        if reason:
            self.requestHeaders.removeHeader(b"Expect")  # otherwise Twisted answers 100 Continue
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
        """The stored body. Daphne gets an empty one: it would read all of it into memory."""
        body, self.content = self.content, io.BytesIO()
        return body

    def _refuse(self, reason: bytes) -> None:
        self.refused, self.until = True, time.monotonic() + LINGER
        self.channel.write(REFUSAL % reason)


def in_pieces(application: Application) -> Application:
    """Middleware that gives the file `scope["body"]` to the application piece by piece.

    It removes that key from the scope. Daphne's own messages come after the body.
    """

    async def with_body(scope: dict[str, Any], receive: Receive, send: Any) -> None:
        body = scope.pop("body", None)
        await application(scope, _pieces(body, receive) if body else receive, send)

    return with_body


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
