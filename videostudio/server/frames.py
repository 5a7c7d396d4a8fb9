"""Encodes a frame once and writes it to many WebSockets, to each as fast as its client reads.

A message that goes through ASGI, Daphne and Autobahn costs more than ten times the system call that
sends it. One change of a project goes to every page that shows it, so this would be the main cost
of the web process. The application finds the FrameWriter of a socket in
`scope["extensions"][EXTENSION]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autobahn.websocket.protocol import PreparedMessage

EXTENSION = "videostudio.frames"


def encoded(text: str) -> bytes:
    """A text message as one unmasked frame (RFC 6455, section 5.2)."""
    message = PreparedMessage(text.encode(), isBinary=False, applyMask=False, doNotCompress=True)
    return bytes(message.payloadHybi)


class FrameWriter:
    """Writes frames straight to the transport of an open WebSocket, without the layers above it.

    `is_clear` is false while bytes wait until the client reads. Do not write then: keep the newest
    content, and write it when `on_clear` is called. This object is the push producer of the
    transport (twisted.internet.interfaces.IPushProducer): so it learns when nothing waits any more.
    """

    __slots__ = ("_has_sent", "_protocol", "on_clear")

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._has_sent = False  # whether all that was written has left
        self.on_clear: Callable[[], None] | None = None

    @property
    def is_clear(self) -> bool:
        return self._has_sent and bool(self._protocol.state == self._protocol.STATE_OPEN)

    def open(self) -> None:
        """The handshake is done. Replaces the producer of the HTTP request, which is over."""
        transport = self._protocol.transport
        transport.unregisterProducer()
        transport.registerProducer(self, True)
        # The answer to the handshake still waits there. The first frame must come after it.
        transport.producerPaused = True

    def write(self, frame: bytes) -> None:
        """Send the frame now. What the system does not take at once waits in the transport.

        Call it only while `is_clear`. If the connection is lost, nothing needs to be done: the
        transport finds that out itself.
        """
        transport = self._protocol.transport
        # Another frame, such as a ping, may be sent only in part. Then this one must wait for it.
        sent = 0 if transport.dataBuffer else transport.writeSomeData(frame)
        if isinstance(sent, Exception):
            self._has_sent = False
        elif sent < len(frame):
            self._has_sent = False
            transport.producerPaused = True  # so it calls resumeProducing when all is sent
            transport.write(frame[sent:])

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's name
        self._has_sent = False

    def resumeProducing(self) -> None:  # noqa: N802
        if self._protocol.state != self._protocol.STATE_OPEN:
            # Otherwise the transport never closes: it waits for a producer that it has paused.
            self._protocol.transport.unregisterProducer()
            return
        self._has_sent = True
        if self.on_clear:
            self.on_clear()

    def stopProducing(self) -> None:  # noqa: N802
        self._has_sent = False
        self.on_clear = None
