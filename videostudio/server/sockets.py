"""Daphne's WebSockets, which here also send the reason of a close, and have a FrameWriter.

A client that breaks the protocol, or sends too much, gets a close frame that it can read. If the
connection were closed while bytes still come, the client's system would throw that frame away. So
only our side is closed, and what still comes is dropped without a look at it, for some seconds.
"""

from __future__ import annotations

import time
from typing import Any

from autobahn.util import encode_truncate
from autobahn.websocket.protocol import WebSocketProtocol
from daphne import ws_protocol  # type: ignore[import-untyped]
from django.conf import settings

from videostudio.server.connections import connections
from videostudio.server.frames import FrameWriter

LINGER = 10.0  # seconds that a client has to read why it is closed, and to close its side
DROPPED_AT_MOST = 16 * 1024 * 1024  # bytes that are dropped meanwhile
EARLY_AT_MOST = 64 * 1024  # bytes that may come before the answer to the handshake
LONGEST_REASON = 123  # bytes in UTF-8 (RFC 6455, section 5.5)
MINUTE = 60.0


class Socket(ws_protocol.WebSocketProtocol):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frames = FrameWriter(self)
        self._came, self._came_until = 0, 0.0  # frames in this minute, and when the next begins
        self._is_asked = False  # whether the application decides about the handshake
        self._dropped = 0
        self._abort: Any = None  # the call that ends the connection of who does not close its side

    def onConnect(self, request: Any) -> Any:  # noqa: N802 - Autobahn's names
        self._is_asked = True
        return super().onConnect(request)

    def onOpen(self) -> None:  # noqa: N802
        super().onOpen()
        self.frames.open()

    def handle_reply(self, message: dict[str, Any]) -> None:
        """Daphne sends the code of a close and drops its reason (its issue 374)."""
        closes = message["type"] == "websocket.close" and self.state == self.STATE_OPEN
        if closes and message.get("reason"):
            self.sendClose(message["code"], message["reason"])
        else:
            super().handle_reply(message)

    # What comes

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Autobahn would take what comes before the answer to the handshake for another handshake,
        and keep what comes after the end."""
        if self.state == self.STATE_CONNECTING and self._is_asked:
            self.data += data
            self._abort_if(len(self.data) > EARLY_AT_MOST)
        elif self.state != self.STATE_CLOSED:
            super().dataReceived(data)
        else:
            self._dropped += len(data)
            self._abort_if(self._dropped > DROPPED_AT_MOST)

    def onFrameBegin(self) -> None:  # noqa: N802
        """A frame of any kind has begun: count it before it costs more than its head.

        The studio expects pongs, a close, and now and then a ping. Each ping is answered, and the
        answers to a client that does not read them would stay in memory.
        """
        now = time.monotonic()
        if now > self._came_until:
            self._came, self._came_until = 0, now + MINUTE
        self._came += 1
        if self._came > settings.STUDIO_FRAMES_A_MINUTE:
            self._fail_connection(
                WebSocketProtocol.CLOSE_STATUS_CODE_POLICY_VIOLATION,
                f"more than {settings.STUDIO_FRAMES_A_MINUTE} frames in a minute",
            )
        else:
            super().onFrameBegin()

    def _abort_if(self, too_much: bool) -> None:
        if too_much:
            self.transport.abortConnection()

    # How it ends

    def _fail_connection(self, code: int = 1001, reason: str = "going away") -> None:
        """Autobahn either closes without a word, or goes on to read what makes no sense."""
        self.failedByMe = True
        if self.state == self.STATE_OPEN:
            self.sendCloseFrame(code, encode_truncate(reason, LONGEST_REASON))
        self.wasNotCleanReason = reason
        self.dropConnection()

    def _closeConnection(self, abort: bool = False) -> None:  # noqa: N802
        """Close our side. After a clean close Autobahn wants to abort, but what was sent last may
        still be on its way."""
        self.data = b""
        if abort and not self.wasClean:
            self.transport.abortConnection()
        else:
            self.transport.loseWriteConnection()
            ending = self.transport.abortConnection
            self._abort = self.transport.reactor.callLater(LINGER, ending)

    def onCloseHandshakeTimeout(self) -> None:  # noqa: N802
        """The client has not answered our close. Autobahn would abort, but it may read slowly."""
        self.closeHandshakeTimeoutCall = None
        self.dropConnection()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        connections.leave(self.transport)
        if self._abort and self._abort.active():
            self._abort.cancel()
        super().connectionLost(reason)
