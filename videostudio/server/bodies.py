"""Limits the size and time of request bodies.

Daphne calls the application only when Twisted has stored the whole body. No ASGI middleware can
refuse a body before that (Daphne's issue 126), so it is refused here, while Twisted reads it.
Twisted also stores it, and the disk may be full.

A small body comes in memory. A large one comes only when its sender is known and there is room for
it (door.py). Until then it is not read.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, cast
from urllib.parse import unquote

from daphne import http_protocol  # type: ignore[import-untyped]
from django.http import HttpRequest, parse_cookie
from django.http.request import HttpHeaders
from twisted.web.http_headers import Headers

from videostudio import disk
from videostudio.callers import place_of
from videostudio.refusals import Words
from videostudio.request_id import numbered
from videostudio.senders import Coming, Refused, shows_something
from videostudio.server.channel import Channel
from videostudio.server.door import Door
from videostudio.server.pace import Pace
from videostudio.server.pieces import Body
from videostudio.server.room import Held, crowded
from videostudio.upload_limits import KB, LARGEST_ANONYMOUS, LARGEST_CLIP, LARGEST_PHOTO, MB

LARGEST_BODY = LARGEST_PHOTO + 2 * MB  # a photo with the rest of its form
LARGEST_CLIP_BODY = LARGEST_CLIP + 2 * MB
CLIP_PATHS = re.compile(
    r"/projects/[0-9a-f-]{36}/scenes/\d{1,19}/own/"
    r"|/api/video-creation/projects/[0-9a-f-]{36}/(?:scenes/\d{1,2}/(?:own-clip|shots)|material)"
)
# What comes without being counted: the headers before it may take as much memory.
UNCOUNTED = 16 * KB
# Seconds that a body may take: enough for 202 MB at 0.1 megabits a second. pace.py limits what
# comes more slowly.
BODY_WITHIN = 5 * 3600.0
log = logging.getLogger(__name__)
door = Door()


def largest_body(headers: Headers, request: HttpRequest) -> int:
    """The limit in bytes, by what the headers claim. The door then looks the sender up."""
    # Daphne reads the body of a request for a WebSocket into memory.
    upgrade = headers.getRawHeaders(b"Upgrade", [b""])[0].lower()
    if upgrade == b"websocket" or not shows_something(request):
        return LARGEST_ANONYMOUS
    return LARGEST_CLIP_BODY if CLIP_PATHS.fullmatch(request.path) else LARGEST_BODY


def head_of(headers: Headers, target: bytes, peer: str) -> HttpRequest:
    """What Django will see of who sends a request, before there is a request for Django."""
    request = HttpRequest()
    request.path = unquote(target.partition(b"?")[0].decode("latin-1"))
    request.META = {"REMOTE_ADDR": peer}
    for name in ("Cookie", "Authorization", "X-Forwarded-For"):
        if values := headers.getRawHeaders(name.encode()):
            between = b"; " if name == "Cookie" else b","  # as Django joins several lines
            request.META[HttpHeaders.to_wsgi_name(name)] = between.join(values).decode("latin-1")
    request.COOKIES = parse_cookie(request.META.get("HTTP_COOKIE", ""))
    return request


class Request(http_protocol.WebRequest):
    """Daphne's request, with limits on its body, and words for what Daphne itself refuses.

    Twisted calls `gotLength` when it has all headers, `handleContentChunk` for each part of the
    body, and `requestReceived` when it has all of it. Daphne calls `check_timeouts` every two
    seconds.
    """

    channel: Channel
    content: BinaryIO
    largest = LARGEST_ANONYMOUS
    allowed = UNCOUNTED  # bytes that may come without another question
    held: Held | None = None
    until: float | None = None  # the time.monotonic() at which the body is given up
    pace: Pace  # of the body, while `until` is set
    waiting: asyncio.Task[None] | None = None  # for the door

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Otherwise Twisted parses a form of any size, in the thread that serves all clients, and
        # with twelve times its size in memory. Django parses it again in any case.
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)
        self.came: list[bytes] = []  # what was read with the bytes after which the client waits
        self.request_line: tuple[bytes, ...] = ()  # if that was all of the body

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """`length` is None for a chunked body."""
        self.requestHeaders.removeHeader(b"Daphne-Root-Path")  # Daphne trusts it from any client
        # Twisted sets the path of a request only when the whole body is there.
        peer = getattr(self.client, "host", "")
        self.head = head_of(self.requestHeaders, self.channel._path, peer)
        self.largest = largest_body(self.requestHeaders, self.head)
        self.announced = length
        spooled = tempfile.SpooledTemporaryFile(LARGEST_ANONYMOUS)  # noqa: SIM115
        self.content = cast(BinaryIO, spooled)
        if self._may_have(length or 0):
            self._begin()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if self.channel.refused:
            return
        if self.waiting or not self._may_have(self.content.tell() + len(data)):
            self.came.append(data)
        elif self._stores(lambda: self.content.write(data)) and self.held:
            self.held.stored += len(data)

    def requestReceived(self, *request_line: bytes) -> None:  # noqa: N802
        self.until = None
        if self.waiting:
            self.request_line = request_line
        # What is still in Python's buffer may be what the disk has no space for.
        elif not self.channel.refused and self._stores(self.content.flush):
            super().requestReceived(*request_line)
            self._leave()

    def check_timeouts(self) -> None:
        if self.until and (time.monotonic() > self.until or self._is_too_slow()):
            self._refuse(408)
        else:
            super().check_timeouts()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        self.until = None
        if self.waiting:
            self.waiting.cancel()
        self._leave()
        super().connectionLost(reason)

    def take_body(self) -> Body:
        """The stored body. Daphne gets an empty one: it would read all of it into memory."""
        self.content.seek(0, io.SEEK_END)
        body = Body(self.content, self.content.tell(), self.held)
        self.content.seek(0)
        self.content, self.held = io.BytesIO(), None
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
        with numbered():  # the line of the log has the number too
            log.error("The request failed: %s", type(exception).__name__)
            self.basic_error(507 if disk.is_full(exception) else 500, b"", "")

    def _begin(self) -> None:
        self.until, self.pace = time.monotonic() + BODY_WITHIN, Pace()

    def _is_too_slow(self) -> bool:
        return self.pace.is_too_slow(self.content.tell())

    def _may_have(self, size: int) -> bool:
        """Whether a body of so many bytes may come now. If not, it is refused, or waits."""
        if size <= self.allowed:
            return True
        if size > self.largest:
            self._refuse(413)
        elif size <= LARGEST_ANONYMOUS and (held := door.room.take_small(place_of(self.head))):
            self.held, self.allowed = held, LARGEST_ANONYMOUS
            return True
        elif not shows_something(self.head):
            self._refuse_with(crowded())
        else:
            self._wait(self.largest if self.announced is None else size)
        return False

    def _wait(self, size: int) -> None:
        if not door.room.could_store(size):
            self._refuse(507)  # nobody needs to be looked up for that
            return
        self.channel.hold()
        self.until = None
        is_asked = self.requestHeaders.getRawHeaders(b"Expect", [b""])[0].lower() == b"100-continue"
        is_asked = is_asked and self.announced is not None and self.channel._version == b"HTTP/1.1"
        self.requestHeaders.removeHeader(b"Expect")  # otherwise Twisted answers 100 Continue now
        self.waiting = asyncio.ensure_future(self._enter(size, says_go=is_asked))

    async def _enter(self, size: int, *, says_go: bool) -> None:
        try:
            held = await door.let_in(Coming(self.head, size))
        except Refused as refused:
            self._refuse_with(refused)
            return
        except Exception:  # nobody waits for this task, so its client would wait for ever
            with numbered():
                log.exception("A request body could not be let in")
                self._refuse(500)
            return
        self._leave()
        self.waiting, self.held, self.allowed = None, held, size
        if says_go:
            self.channel._send100Continue()
        self._go_on()

    def _go_on(self) -> None:
        channel, came, self.came = self.channel, self.came, []
        self._begin()
        for data in came:
            self.handleContentChunk(data)
        if self.request_line:
            self.requestReceived(*self.request_line)
        if not channel.refused:
            channel.go_on()

    def _leave(self) -> None:
        if self.held:
            self.held.close()
            self.held = None

    def _stores(self, write: Callable[[], object]) -> bool:
        try:
            write()
        except OSError as error:
            log.warning("A request body could not be stored: %s", error)
            self._refuse(507)
        return not self.channel.refused

    def _refuse_with(self, refused: Refused) -> None:
        self._refuse(refused.code, refused.words, **refused.headers)

    def _refuse(self, status: int, words: Words | None = None, **headers: str) -> None:
        self.until, self.waiting, self.came = None, None, []
        self.requestHeaders.removeHeader(b"Expect")  # otherwise Twisted answers 100 Continue
        with suppress(OSError):  # the disk is full
            self.content.close()
        self.content = io.BytesIO()
        self._leave()
        self.channel.refuse(status, words, **headers)
