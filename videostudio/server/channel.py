"""One connection of a client: says why it refuses what it cannot read, and lets the client read it.

If a connection were closed while its client is still sending, the client's system would throw the
answer away. So only our side is closed. What still comes is read and dropped.
"""

from __future__ import annotations

import asyncio
import re
import socket
import time
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, parse_cookie
from twisted.internet.protocol import connectionDone
from twisted.web import http

from videostudio.refusals import Words, fail, refuse
from videostudio.server.connections import connections
from videostudio.server.pace import Pace, time_for

LINGER = 10.0  # seconds of silence after a refusal
LINGER_AT_MOST = 3600.0  # seconds: somebody may send a whole video before reading
HEAD_WITHIN = 30.0  # seconds that the head of a request may take: it has 16 KB at most
HELD_BY_SYSTEM = 128 * 1024  # bytes of an answer that are not sent yet
GOOD_PART = 16 * 1024  # bytes of a body: who has sent so many since the last look is not silent
METHOD = re.compile(rb"(?!CONNECT$)[A-Z]+")  # views say which of them they take
# A name, an IPv4 address, or an IPv6 address in brackets, and perhaps a port (RFC 9110, 7.2).
HOST = re.compile(rb"(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?", re.ASCII)


class Channel(http.HTTPChannel):
    """Twisted's connection. Its own refusals have no words, or are no answer at all."""

    transport: Any
    _path: Any
    _networkProducer: Any  # noqa: N815
    _command: Any
    _version: Any
    refused = False
    dropped_until = 0.0  # the time.monotonic() at which a refused client is cut off
    paused = False  # LineReceiver's: it then keeps what has come, and parses none of it
    _timeout_after_hold: Any = None
    _head_until: float | None = None  # the time.monotonic() at which a head is given up that comes
    _read_until: float | None = None  # when a client is cut off that reads nothing
    _came = 0  # bytes since `since`

    def __init__(self) -> None:
        super().__init__()
        self.head: list[bytes] = []  # the first lines of the last request, at most 16 KB
        self.since = time.monotonic()
        self._all_read: asyncio.Future[None] | None = None  # while bytes wait for the client
        self._dropped, self._pace = 0, Pace()  # of what comes after a refusal

    def connectionMade(self) -> None:  # noqa: N802 - Twisted's names
        super().connectionMade()
        # Otherwise the system holds up to 4 MB of an answer, and takes no more until a third of it
        # is read: on a bad line it would seem for minutes that nothing is read.
        with suppress(AttributeError, OSError):  # this system cannot, or this is no TCP
            self.transport.socket.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, HELD_BY_SYSTEM
            )
        connections.come(self)

    def connectionLost(self, reason: Any = connectionDone) -> None:  # noqa: N802
        connections.leave(self.transport)
        self._tell_all_read()
        super().connectionLost(reason)

    @property
    def is_awaited(self) -> bool:
        """Whether we wait for the client: for a request, or for more of one."""
        return not (self._handlingRequest or self.paused)

    def check_times(self) -> None:
        """Give up a client that sends a head, or reads its answer, too slowly. Called every two
        seconds. bodies.py does the same for bodies."""
        now = time.monotonic()
        if self.refused:
            gives_up = self._pace.is_too_slow(self._dropped)
        else:
            gives_up = bool(self._read_until and now > self._read_until)
        if gives_up:
            self.transport.abortConnection()
        elif not self.refused and self._head_until and now > self._head_until:
            self.refuse(408)

    async def all_read(self) -> None:
        """Waits until the client has read what was sent before, except for what the systems of both
        sides hold. What it does not read would stay in our memory."""
        if self._waitingForTransport:
            if self._all_read is None:
                self._all_read = asyncio.get_running_loop().create_future()
            await asyncio.shield(self._all_read)

    def pauseProducing(self) -> None:  # noqa: N802
        """More than 64 KB wait for the client."""
        if not self._waitingForTransport:
            # Twisted has no public name for what waits.
            waiting = len(self.transport.dataBuffer) + self.transport._tempDataLen
            self._read_until = time.monotonic() + time_for(waiting)
        super().pauseProducing()

    def hold(self) -> None:
        """Read no more until `go_on`: then what is still to come waits with the client."""
        self.paused = True
        self._timeout_after_hold = self.setTimeout(None)
        self._networkProducer.pauseProducing()

    def go_on(self) -> None:
        self.paused = False
        if self._handlingRequest:  # all of it came with the last bytes that were read
            self._savedTimeOut = self._timeout_after_hold
        else:
            self.setTimeout(self._timeout_after_hold)
        if not self._waitingForTransport:
            self._networkProducer.resumeProducing()
        self.dataReceived(b"")  # parse what was kept

    def resumeProducing(self) -> None:  # noqa: N802
        """The client has read what was sent before. It may be held all the same."""
        super().resumeProducing()
        self._read_until = None
        self._tell_all_read()
        if self.paused:
            self._networkProducer.pauseProducing()

    def refuse(self, status: int, words: Words | None = None, **headers: str) -> None:
        """Answer, and take no more requests. `words`, `headers`: as of `refusals.refuse`."""
        if self.refused:
            return
        self.refused, self.dropped_until = True, time.monotonic() + LINGER_AT_MOST
        self._pace = Pace()
        answer = self.answer(status, words, **headers)
        answer["Connection"] = "close"
        line = f"HTTP/1.1 {status} {answer.reason_phrase}\r\n"
        self.transport.write(line.encode() + answer.serialize())
        self.clearLineBuffer()
        self._networkProducer.unregisterProducer()
        if self.paused:  # what still comes is dropped, so it must be read
            self.paused = False
            self._networkProducer.resumeProducing()
        self.transport.loseWriteConnection()
        self.setTimeout(LINGER)

    def answer(self, status: int, words: Words | None = None, **headers: str) -> HttpResponse:
        """The words of a refusal, for whoever sent what has come so far."""
        method, _, rest = b"".join(self.head[:1]).partition(b" ")
        request = HttpRequest()
        request.path = rest.partition(b" ")[0].decode("latin-1")
        request.COOKIES = parse_cookie(self._header(b"Cookie"))
        request.META = {"HTTP_ACCEPT_LANGUAGE": self._header(b"Accept-Language")}
        if self._header(b"HX-Request"):
            request.META["HTTP_HX_REQUEST"] = "true"
        if status in (500, 503) and words is None:
            answer = fail(request, status, **headers)
        else:
            answer = refuse(request, status, words, **headers)
        answer["Content-Length"] = str(len(answer.content))
        if method == b"HEAD":
            answer.content = b""
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if not self.refused:
            self._note(len(data))
            super().dataReceived(data)
            self._head_comes(bool(self.line_mode and self._buffer))
        elif time.monotonic() > self.dropped_until:
            self.transport.abortConnection()
        else:
            self._dropped += len(data)
            self.resetTimeout()

    def requestDone(self, request: Any) -> None:  # noqa: N802
        connections.rest(self.transport)
        self._note(GOOD_PART)
        super().requestDone(request)

    def allHeadersReceived(self) -> None:  # noqa: N802
        self._head_until = None
        said = self.requests[-1].requestHeaders.getRawHeaders(b"X-Forwarded-For", [])
        peer = getattr(self.transport.getPeer(), "host", "")
        if no := connections.enter(self.transport, peer, b",".join(said).decode("latin-1")):
            self.refuse(no.code, no.words, **no.headers)
        elif not METHOD.fullmatch(self._command):
            self.refuse(501)
        elif not self._names_a_host():
            self.refuse(400)
        else:
            super().allHeadersReceived()

    def _names_a_host(self) -> bool:
        """HTTP/1.1 demands exactly one (RFC 9112, section 3.2). Of two, a proxy and we might each
        believe another one."""
        named = self.requests[-1].requestHeaders.getRawHeaders(b"Host", [])
        if not named:
            return bool(self._version == b"HTTP/1.0")
        return len(named) == 1 and bool(HOST.fullmatch(named[0].strip()))

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        if not self._has_request_line:
            self.head = []
        self._head_comes(True)
        self.head.append(line)
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802
        """Twisted would close the connection. `line` is all that has come, with later lines."""
        if self._has_request_line:
            self.refuse(431)
        else:
            self.head = line.splitlines()
            self.refuse(414)

    def timeoutConnection(self) -> None:  # noqa: N802
        """A request has stopped coming. A client that has sent nothing expects no answer."""
        if self.refused or not self.requests:
            super().timeoutConnection()
        else:
            self.refuse(408)

    def _respondToBadRequestAndDisconnect(self) -> None:  # noqa: N802
        too_many = self._receivedHeaderCount > self.maxHeaders
        too_long = self._receivedHeaderSize > self.totalHeadersSize
        self.refuse(431 if too_many or too_long else 400)

    def _note(self, size: int) -> None:
        self._came += size
        if self._came >= GOOD_PART:
            self._came, self.since = 0, time.monotonic()

    def _head_comes(self, comes: bool) -> None:
        if comes and self._head_until is None:
            self._head_until = time.monotonic() + HEAD_WITHIN

    def _tell_all_read(self) -> None:
        if self._all_read and not self._all_read.done():
            self._all_read.set_result(None)
        self._all_read = None

    @property
    def _has_request_line(self) -> bool:
        return hasattr(self, "_path")  # Twisted keeps it until the request has come to its end

    def _header(self, name: bytes) -> str:
        """ "" if it has not come. What Twisted has not yet read may hold it too."""
        came = b"\n".join([*self.head, self._buffer])
        found = re.search(rb"(?im)^%b:[ \t]*(.*?)\r?$" % name, came)
        return found[1].decode("latin-1") if found else ""
