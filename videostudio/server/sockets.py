"""Daphne's WebSockets, which here also send the reason of a close, and have a FrameWriter."""

from typing import Any

from daphne import ws_protocol  # type: ignore[import-untyped]

from videostudio.server.frames import FrameWriter


class Socket(ws_protocol.WebSocketProtocol):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frames = FrameWriter(self)

    def onOpen(self) -> None:  # noqa: N802 - Autobahn's name
        super().onOpen()
        self.frames.open()

    def handle_reply(self, message: dict[str, Any]) -> None:
        """Daphne sends the code of a close and drops its reason (its issue 374)."""
        closes = message["type"] == "websocket.close" and self.state == self.STATE_OPEN
        if closes and message.get("reason"):
            self.sendClose(message["code"], message["reason"])
        else:
            super().handle_reply(message)
