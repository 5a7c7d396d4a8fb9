"""A WebSocket client that sends what no library would, and reads what comes until the very end."""

from __future__ import annotations

import socket
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
KEY = "AAAAAAAAAAAAAAAAAAAAAA=="


def frame(
    opcode: int,
    payload: bytes = b"",
    *,
    fin: bool = True,
    rsv: int = 0,
    masked: bool = True,
    length: int | None = None,
    width: int | None = None,
) -> bytes:
    """A frame (RFC 6455, section 5.2), right or wrong.

    `length`: the length that it announces, if that is not the payload's. `width`: the bytes in
    which it announces it (0, 2 or 8), if these are not the fewest. The mask is zero.
    """
    announced = len(payload) if length is None else length
    if width is None:
        width = 0 if announced < 126 else 2 if announced < 65536 else 8
    short, wide = {
        0: (announced, b""),
        2: (126, struct.pack("!H", announced & 0xFFFF)),
        8: (127, struct.pack("!Q", announced)),
    }[width]
    head = bytes([fin << 7 | rsv << 4 | opcode, masked << 7 | short])
    return head + wide + (bytes(4) if masked else b"") + payload


def close(code: int, reason: bytes = b"") -> bytes:
    return frame(CLOSE, struct.pack("!H", code) + reason)


class RawSocket:
    """`status` is that of the answer to its handshake; 101 if the socket is open."""

    def __init__(
        self, port: int, path: str, headers: dict[str, str], *, method: str = "GET"
    ) -> None:
        """`headers` replace those of a right handshake; one with "" is not sent."""
        sent = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": KEY,
            "Sec-WebSocket-Version": "13",
        } | headers
        lines = [f"{method} {path} HTTP/1.1", *(f"{n}: {v}" for n, v in sent.items() if v), "", ""]
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._came = b""
        self.send("\r\n".join(lines).encode())
        while b"\r\n\r\n" not in self._came:
            self._read()
        head, _, self._came = self._came.partition(b"\r\n\r\n")
        self.status = int(head[9:12])

    def __enter__(self) -> RawSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.socket.sendall(part)

    def next(self) -> tuple[int, bytes] | None:
        """The next frame: its opcode and its payload; None at the end of the connection.

        Raises ConnectionResetError if the studio has thrown away what it has not read.
        """
        while (found := self._parsed()) is None:
            if not self._read():
                return None
        return found

    def answer(self) -> tuple[int, bytes]:
        """The next control frame."""
        while found := self.next():
            if found[0] >= CLOSE:
                return found
        raise AssertionError("the connection has ended")

    def closing(self) -> int:
        """Answer the close, and read to the very end. Returns the code of the close frame, which
        must be the last one."""
        last = (0, b"")
        while found := self.next():
            last = found
            if last[0] == CLOSE:
                self.send(frame(*last))
        assert last[0] == CLOSE, "the end came without a close frame"
        return int(struct.unpack("!H", last[1][:2])[0])

    def _read(self) -> bool:
        data = self.socket.recv(65536)
        self._came += data
        return bool(data)

    def _parsed(self) -> tuple[int, bytes] | None:
        if len(self._came) < 2:
            return None
        length, start = self._came[1] & 127, 2
        if length == 126:
            (length,), start = struct.unpack("!H", self._came[2:4].rjust(2, b"\xff")), 4
        elif length == 127:
            (length,), start = struct.unpack("!Q", self._came[2:10].rjust(8, b"\xff")), 10
        if len(self._came) < start + length:
            return None
        opcode, payload = self._came[0] & 15, self._came[start : start + length]
        self._came = self._came[start + length :]
        return opcode, payload
