"""Frames that are encoded once and written to many WebSockets, to each as fast as its client reads.

The way of a message through ASGI, Daphne and Autobahn costs more than ten times the system call
that sends it. One change of a project goes to every page that shows it, so that way is the cost of
the web process. A socket's application finds its FrameWriter in `scope["extensions"][EXTENSION]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autobahn.websocket.protocol import PreparedMessage

EXTENSION = "videostudio.frames"


def encoded(text: str) -> bytes:
    """A whole text message as one unmasked frame (RFC 6455, section 5.2)."""
    message = PreparedMessage(text.encode(), isBinary=False, applyMask=False, doNotCompress=True)
    return bytes(message.payloadHybi)


class FrameWriter:
    """Writes frames to the transport of an open WebSocket, past the layers above it.

    While bytes wait for the client to read, `is_clear` is false: do not write then, keep the newest
    content and write it when `on_clear` is called. It is the push producer of the transport
    (twisted.internet.interfaces.IPushProducer), which says when nothing waits any more.
    """

    __slots__ = ("_has_sent", "_protocol", "on_clear")

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._has_sent = False  # all that was written
        self.on_clear: Callable[[], None] | None = None

    @property
    def is_clear(self) -> bool:
        return self._has_sent and bool(self._protocol.state == self._protocol.STATE_OPEN)

    def open(self) -> None:
        """The handshake is done. The producer of the HTTP request before it has nothing to do."""
        transport = self._protocol.transport
        transport.unregisterProducer()
        transport.registerProducer(self, True)
        # The answer to the handshake still waits there: the first frame must not overtake it.
        transport.producerPaused = True

    def write(self, frame: bytes) -> None:
        """Send the frame now; what the system does not take at once waits in the transport.

        Only while `is_clear`. A connection that turns out to be lost is left to the transport,
        which hears of it by itself.
        """
        transport = self._protocol.transport
        # Another frame, such as a ping, may be half sent: nothing may come in between.
        sent = 0 if transport.dataBuffer else transport.writeSomeData(frame)
        if isinstance(sent, Exception):
            self._has_sent = False
        elif sent < len(frame):
            self._has_sent = False
            transport.producerPaused = True  # so that it calls resumeProducing when all is sent
            transport.write(frame[sent:])

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's name
        self._has_sent = False

    def resumeProducing(self) -> None:  # noqa: N802
        if self._protocol.state != self._protocol.STATE_OPEN:
            # The transport does not close while it has a producer that it has paused.
            self._protocol.transport.unregisterProducer()
            return
        self._has_sent = True
        if self.on_clear:
            self.on_clear()

    def stopProducing(self) -> None:  # noqa: N802
        self._has_sent = False
        self.on_clear = None
