"""Ways in which a service fails."""

from __future__ import annotations

import socket
import struct
from typing import Any

from .server import Answering, Talk


def status(code: int, body: Any = None, **headers: str) -> Answering:
    """An error as it should be: a status, and words of the service in JSON."""

    def answer(talk: Talk) -> None:
        talk.say_json(code, {"error": body or {"message": "no"}}, **headers)

    return answer


def text(code: int, body: bytes, kind: str = "text/html", **headers: str) -> Answering:
    return lambda talk: talk.say(code, body, kind, **headers)


def reset(talk: Talk) -> None:
    """Take the request, and drop the connection without an answer."""
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.connection.close()


def cut(talk: Talk) -> None:
    """Promise a hundred bytes, and send ten."""
    talk.begin(200, "application/json", content_length="100")
    talk.wfile.write(b'{"choices"')


def flood(talk: Talk) -> None:
    """Send without an end."""
    talk.begin(200, "application/json")
    while True:
        talk.wfile.write(b" " * 65536)


def elsewhere(url: str) -> Answering:
    return lambda talk: talk.say(302, b"", location=url)
