"""Limits the size and time of request bodies, and gives them to the application in pieces.

Daphne calls the application only when Twisted has stored the whole body. No ASGI middleware can
refuse a body before that (Daphne's issue 126), so it is refused here, while Twisted reads it.
Twisted also stores it, and the disk may be full.
"""

import asyncio
import io
import logging
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from typing import Any, BinaryIO

from daphne import http_protocol  # type: ignore[import-untyped]
from django.conf import settings
from twisted.web.http_headers import Headers

from videostudio import disk
from videostudio.request_id import numbered
from videostudio.server.channel import Channel
from videostudio.server.pace import Pace
from videostudio.upload_limits import LARGEST_ANONYMOUS, LARGEST_CLIP, LARGEST_PHOTO, MB

LARGEST_BODY = LARGEST_PHOTO + 2 * MB  # a photo with the rest of its form
LARGEST_CLIP_BODY = LARGEST_CLIP + 2 * MB
CLIP_PATHS = re.compile(
    rb"/projects/[0-9a-f-]{36}/scenes/\d{1,19}/own/"
    rb"|/api/video-creation/projects/[0-9a-f-]{36}/scenes/\d{1,2}/(?:own-clip|shots)"
)
# Seconds that a body may take: enough for 202 MB at 0.1 megabits a second. pace.py limits what
# comes more slowly.
BODY_WITHIN = 5 * 3600.0
PIECE = 64 * 1024  # bytes of a body that the application gets at a time
log = logging.getLogger(__name__)

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


def refusal(size: int, largest: int) -> int:
    """The status that refuses a body that has, or will have, `size` bytes; 0 if it may come."""
    if size > largest:
        return 413
    # The embedded database may be on the same disk.
    return 507 if size > LARGEST_ANONYMOUS and disk.is_short() else 0


class Request(http_protocol.WebRequest):
    """Daphne's request, with limits on its body, and words for what Daphne itself refuses.

    Twisted calls `gotLength` when it has all headers, `handleContentChunk` for each part of the
    body, and `requestReceived` when it has all of it. Daphne calls `check_timeouts` every two
    seconds.
    """

    channel: Channel
    content: BinaryIO
    largest = LARGEST_ANONYMOUS
    until: float | None = None  # the time.monotonic() at which the body is given up
    pace: Pace  # of the body, while `until` is set

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Otherwise Twisted parses a form of any size, in the thread that serves all clients, and
        # with twelve times its size in memory. Django parses it again in any case.
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """`length` is None for a chunked body."""
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")  # Daphne trusts it from any client
        # Twisted sets the path of a request only when the whole body is there.
        self.largest = largest_body(self.requestHeaders, self.channel._path)
        if status := refusal(length or 0, self.largest):
            self._refuse(status)
        elif self._stores(lambda: super(Request, self).gotLength(length)):
            self.until, self.pace = time.monotonic() + BODY_WITHIN, Pace()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if self.channel.refused:
            return
        if status := refusal(self.content.tell() + len(data), self.largest):
            self._refuse(status)
        else:
            self._stores(lambda: super(Request, self).handleContentChunk(data))

    def requestReceived(self, *request_line: bytes) -> None:  # noqa: N802
        self.until = None
        # What is still in Python's buffer may be what the disk has no space for.
        if not self.channel.refused and self._stores(self.content.flush):
            super().requestReceived(*request_line)

    def check_timeouts(self) -> None:
        if self.until and (time.monotonic() > self.until or self._is_too_slow()):
            self._refuse(408)
        else:
            super().check_timeouts()

    def _is_too_slow(self) -> bool:
        return self.pace.is_too_slow(self.content.tell())

    def take_body(self) -> BinaryIO:
        """The stored body. Daphne gets an empty one: it would read all of it into memory."""
        body, self.content = self.content, io.BytesIO()
        return body

    def handle_reply(self, message: dict[str, Any]) -> None:
        """Twisted drops only the first piece of a body that a HEAD must not have. The rest would
        look like the next answer."""
        if self.method == b"HEAD" and message["type"] == "http.response.body":
            message = message | {"body": b""}
        super().handle_reply(message)

    def basic_error(self, status: int, status_text: bytes, body: str) -> None:
        """Daphne calls this in place of an answer of the application."""
        answer = self.channel.answer(status)
        headers = [(name.encode(), value.encode()) for name, value in answer.items()]
        self.handle_reply({"type": "http.response.start", "status": status, "headers": headers})
        self.handle_reply({"type": "http.response.body", "body": answer.content})

    def handle_exception(self, exception: BaseException) -> None:
        """Django keeps a body on the disk too, and raises outside of its own error handling."""
        with numbered() as number:
            log.error("The request [%s] failed: %s", number, type(exception).__name__)
            self.basic_error(507 if disk.is_full(exception) else 500, b"", "")

    def _stores(self, write: Callable[[], object]) -> bool:
        try:
            write()
        except OSError as error:
            log.warning("A request body could not be stored: %s", error)
            self._refuse(507)
        return not self.channel.refused

    def _refuse(self, status: int) -> None:
        self.until = None
        self.requestHeaders.removeHeader(b"Expect")  # otherwise Twisted answers 100 Continue
        with suppress(OSError, AttributeError):  # there is none yet, or the disk is full
            self.content.close()
        self.content = io.BytesIO()
        self.channel.refuse(status)


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
