"""How the studio ends a WebSocket."""

from __future__ import annotations

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection


def closing(socket: ClientConnection) -> tuple[int, str]:
    """Read until the studio closes the socket. Returns the code and the reason."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            socket.recv(timeout=20)
    assert closed.value.rcvd
    return closed.value.rcvd.code, closed.value.rcvd.reason
