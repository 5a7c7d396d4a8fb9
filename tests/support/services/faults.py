"""Ways in which a service fails."""

from __future__ import annotations

import socket
import struct
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from .server import Answering, Asked, Talk, refused

# What some say with the status 200 when they have too much to do: by the first part of the path.
BUSY: dict[str, Any] = {
    "ark": {"error": {"code": "ServerOverloaded"}},
    "dashscope": {"code": "Throttling.RateQuota"},
    "kling": {"code": 1303, "message": "parallel task over resource pack limit"},
    "minimax": {"base_resp": {"status_code": 1002, "status_msg": "rate limit"}},
    "openai": {"error": {"code": "rate_limit_exceeded"}},
}


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


def until(code: int, seconds: float) -> Answering:
    """An error that says by a date when to come again."""

    def answer(talk: Talk) -> None:
        when = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
        status(code, retry_after=when)(talk)

    return answer


def busy(talk: Talk) -> None:
    """An error with the status 200, as this service says it."""
    said = BUSY.get(talk.asked.path.split("/")[1])
    talk.say_json(200, said) if said else status(429)(talk)


def is_paid(asked: Asked) -> bool:
    """Whether it costs something. All services but one are asked by GET how far they are."""
    return asked.method == "POST" and not asked.path.endswith("/status")


def free(fault: Answering) -> Answering:
    """This fault if the request costs nothing. An order is never taken and then not answered: that
    may be asked again by a person alone."""
    return lambda talk: (busy if is_paid(talk.asked) else fault)(talk)


def stall(talk: Talk) -> None:
    """Take the request, and say nothing until the server ends."""
    talk.server.services.stall(talk)


TRANSIENT = (
    *(status(429), status(429, retry_after="2"), until(429, 20), status(429, retry_after="90")),
    *(status(500), status(502), status(503), status(503, retry_after="2"), until(503, 100)),
    *(busy, refused, free(status(504)), free(reset), free(cut), free(stall)),
)
"""They do nothing, and are over when one asks again."""
