"""Whoever breaks the protocol of WebSockets, or sends too much, reads why; nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psutil
import pytest

from tests.support.people import make_owner
from tests.support.raw_socket import BINARY, CLOSE, PING, PONG, TEXT, RawSocket, close, frame
from tests.support.studio import Studio
from videostudio.limits import STUDIO_FRAMES_A_MINUTE

START = frame(TEXT, b"begun", fin=False)
LARGEST = 128 * 1024  # bytes of a message
MORE = frame(PING) * 2000  # what a client goes on to send, which is not read any more
MB = 1024 * 1024

# RFC 6455 section 5.2: bits and opcodes that mean nothing
RESERVED = {
    **{f"reserved bits {rsv}": frame(TEXT, b"x", rsv=rsv) for rsv in (1, 2, 4, 7)},
    "a ping with a reserved bit": frame(PING, rsv=4),
    "a close with a reserved bit": frame(CLOSE, rsv=1),
    "a continuation with a reserved bit": START + frame(0, b"x", rsv=4),
    **{f"opcode {opcode}": frame(opcode, b"x") for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
}
# Section 5.1: all that a client sends is masked
UNMASKED = {
    f"unmasked {name}": frame(opcode, payload, masked=False)
    for name, opcode, payload in (
        ("text", TEXT, b"x"),
        ("ping", PING, b""),
        ("close", CLOSE, b"\x03\xe8"),
        ("continuation", 0, b"x"),
    )
}
# Section 5.5: control frames are whole and short
CONTROL = {
    **{
        f"a {name} in parts": frame(opcode, fin=False)
        for name, opcode in (("ping", PING), ("pong", PONG), ("close", CLOSE))
    },
    **{
        f"a {name} of 126 bytes": frame(opcode, b"\x03\xe8" + bytes(124))
        for name, opcode in (("ping", PING), ("pong", PONG), ("close", CLOSE))
    },
    "a ping without end": frame(PING, length=2**62),
}
# Section 5.4: fragments
FRAGMENTS = {
    "a continuation of nothing": frame(0, b"x"),
    "a part of nothing": frame(0, b"x", fin=False),
    "an empty part of nothing": frame(0, fin=False),
    "a continuation after a pong": frame(PONG) + frame(0),
    "a text within a text": START + frame(TEXT, b"x"),
    "a binary within a text": START + frame(BINARY, b"x"),
    "a text within a binary": frame(BINARY, b"x", fin=False) + frame(TEXT, b"x"),
    "a new beginning within a text": START + START,
}
LENGTHS = {
    "a length in more bytes than it needs": frame(TEXT, b"x", width=2),
    "a length of 125 in two bytes": frame(TEXT, bytes(125), width=2),
    "a short length in eight bytes": frame(TEXT, b"x", width=8),
    "a length of 65535 in eight bytes": frame(BINARY, length=65535, width=8),
    "a negative length": frame(TEXT, length=2**63),
}
# Section 7.4
CODES = {
    "a close of one byte": frame(CLOSE, b"\x03"),
    **{
        f"close code {code}": close(code)
        for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535)
    },
}
# Section 8.1. What is wrong is noticed before the message has come to its end.
WORDS = {
    "a lone continuation byte": b"\x80",
    "an overlong slash": b"\xc0\xaf",
    "an overlong slash of three bytes": b"\xe0\x80\xaf",
    "half of a pair": b"\xed\xa0\x80",
    "a letter beyond the last": b"\xf4\x90\x80\x80",
    "a byte that no letter has": b"\xff",
    "a wrong byte after good words": "工作室".encode() + b"\xfe more",
    "a letter cut off by another": b"\xe5\xb7abc",
}
UTF8 = {
    **{name: frame(TEXT, words) for name, words in WORDS.items()},
    "half of a letter at the end": frame(TEXT, "工".encode()[:2]),
    "a wrong second part": START + frame(0, b"\xff"),
    "half of a letter at the end of all parts": START + frame(0, b"\xe5\xb7", fin=False) + frame(0),
    "a letter that breaks between parts": frame(TEXT, b"\xe5\xb7", fin=False) + frame(0, b"x"),
    "a wrong part of what never ends": frame(TEXT, b"\xff", fin=False),
    "a wrong byte of a frame that never ends": frame(TEXT, b"\xff", length=1000),
    "a close with a wrong reason": close(1000, b"\xff\xfe"),
    "a close with half of a letter": close(1000, "工".encode()[:2]),
}
LARGE = {
    "a frame that is too large": frame(BINARY, length=LARGEST + 1),
    "a frame of 1 MB": frame(TEXT, b"x" * MB),
    "a frame without end": frame(BINARY, length=2**62),
    "parts that are too large together": START + frame(0, b"x" * LARGEST),
    "an endless row of large parts": START + frame(0, b"x" * 50_000, fin=False) * 3,
}
MANY = {
    "pings": frame(PING),
    "large pings": frame(PING, bytes(125)),
    "pongs": frame(PONG),
    "empty parts": frame(0, fin=False),
    "texts": frame(TEXT, b"x"),
    "empty texts": frame(TEXT),
}
CLOSED = {
    "without a code": frame(CLOSE),
    "with a code": close(1000),
    "because it leaves": close(1001),
    "with a code of its own": close(4999, "再见".encode()),
    "with a long reason": close(3000, b"x" * 123),
    "again and again": close(1000) * 500,
}
MESSAGES = {
    "a text": frame(TEXT, b"hello"),
    "an empty text": frame(TEXT),
    "words in Chinese, in parts": frame(TEXT, b"\xe5\xb7", fin=False) + frame(0, b"\xa5"),
    "bytes": frame(BINARY, b"\xff\0"),
    "deep JSON": frame(TEXT, b"[" * 100_000),
    "the largest": frame(TEXT, b"x" * LARGEST),
    "parts with a ping between them": START + frame(PING) + frame(0),
}
# What is sent, by the code of the close that it gets.
SENT = {
    1002: RESERVED | UNMASKED | CONTROL | FRAGMENTS | LENGTHS | CODES,
    1007: UTF8,
    1009: LARGE,
    1000: CLOSED,
    4400: MESSAGES,
}


@pytest.fixture(scope="module")
def owner(idle_studio: Studio) -> Any:
    return make_owner(idle_studio, "mallory")


def opened(studio: Studio, owner: Any, **headers: str) -> RawSocket:
    """The socket of the owner's home page."""
    proof = {"Cookie": studio.cookies(session=owner["session"]), "Origin": studio.address}
    return RawSocket(studio.port, "/ws/projects/", proof | headers)


@pytest.fixture(scope="module")
def quiet(idle_studio: Studio, owner: Any) -> Iterator[RawSocket]:
    """A socket of a page that is open all the time."""
    with opened(idle_studio, owner) as socket:
        yield socket


def is_alive(socket: RawSocket, word: bytes) -> bool:
    socket.send(frame(PING, word))
    return socket.answer() == (PONG, word)


@pytest.mark.parametrize(("code", "what"), [(code, what) for code in SENT for what in SENT[code]])
def test_who_breaks_the_protocol_can_read_which_rule(
    idle_studio: Studio, owner: Any, code: int, what: str
) -> None:
    with opened(idle_studio, owner) as socket:
        socket.send(SENT[code][what], MORE if code != 4400 else b"")
        assert socket.closing() == code


@pytest.mark.parametrize("what", MANY)
def test_who_sends_far_too_many_frames_is_cut_off_and_costs_little(
    idle_studio: Studio, owner: Any, quiet: RawSocket, what: str
) -> None:
    web = psutil.Process(idle_studio.child("videostudio.web"))
    before, memory = sum(web.cpu_times()[:2]), web.memory_info().rss
    with opened(idle_studio, owner) as socket:
        begun = frame(TEXT, fin=False) if what == "empty parts" else b""
        socket.send(begun, *[MANY[what] * 1000] * 100)
        assert socket.closing() == 1008
    assert is_alive(quiet, what.encode())
    assert sum(web.cpu_times()[:2]) - before < 0.5, "100,000 frames would take seconds"
    assert web.memory_info().rss - memory < 4 * MB


def test_a_program_that_pings_each_second_is_none_of_them(idle_studio: Studio, owner: Any) -> None:
    with opened(idle_studio, owner) as socket:
        for number in range(STUDIO_FRAMES_A_MINUTE // 2):
            assert is_alive(socket, b"%d" % number)


def test_all_who_keep_to_the_protocol_notice_nothing(quiet: RawSocket) -> None:
    assert is_alive(quiet, b"still here")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-WebSocket-Version": "12"},
        {"Sec-WebSocket-Version": "x"},
        {"Sec-WebSocket-Key": ""},
        {"Sec-WebSocket-Key": "short"},
        {"Connection": ""},
    ],
)
def test_a_handshake_that_is_none_is_answered(
    idle_studio: Studio, owner: Any, headers: dict[str, str]
) -> None:
    with opened(idle_studio, owner, **headers) as socket:
        assert 400 <= socket.status < 500
