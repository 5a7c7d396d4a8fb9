"""The web server: Daphne, with a limit on request bodies and without reading forms itself.

`python -m videostudio.web` takes Daphne's own arguments.
"""

import asyncio
from typing import Any

# First, because it chooses the reactor: importing more of Twisted before it would choose another.
import daphne.cli  # type: ignore[import-untyped]
from daphne import http_protocol, ws_protocol

LARGEST_BODY = 32 * 1024 * 1024  # bytes: the largest photo that is taken, and some
LINGER = 5.0  # seconds in which a refused body is thrown away, so that the answer can be read
TOO_LARGE = (
    b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 18\r\n\r\nContent too large\n"
)


class Request(http_protocol.WebRequest):
    """Twisted would parse a form of any size for everybody, on the thread that serves them all,
    into twelve times its memory; Django parses it again, for those whom a page lets in."""

    refused = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        """All headers are there. `length` is None for a chunked body."""
        too_large = (length or 0) > LARGEST_BODY
        super().gotLength(0 if too_large else length)
        if too_large:
            self.requestHeaders.removeHeader(b"Expect")  # or it would be asked to go on
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if self.refused:
            return
        if self.content.tell() + len(data) > LARGEST_BODY:
            self.content.truncate(0)
            self._refuse()
        else:
            super().handleContentChunk(data)

    def requestReceived(self, *line: bytes) -> None:  # noqa: N802
        if self.refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(*line)

    def _refuse(self) -> None:
        self.refused = True
        self.transport.write(TOO_LARGE)
        asyncio.get_running_loop().call_later(LINGER, self.transport.loseConnection)


class Socket(ws_protocol.WebSocketProtocol):
    """Daphne knows the code of a close, and drops the reason beside it (its issue 374)."""

    def handle_reply(self, message: dict[str, Any]) -> None:
        closes = message["type"] == "websocket.close" and self.state == self.STATE_OPEN
        if closes and message.get("reason"):
            self.sendClose(message["code"], message["reason"])
        else:
            super().handle_reply(message)


if __name__ == "__main__":
    http_protocol.WebRequest = Request  # its factory has no other way to be told
    ws_protocol.WebSocketFactory.protocol = Socket
    daphne.cli.CommandLineInterface.entrypoint()
