"""Whoever sends or reads next to nothing, over however many connections, keeps nobody else out."""

from __future__ import annotations

import resource
import select
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import psutil
import pytest

from tests.support.people import make_owner
from tests.support.studio import SecondWeb, Studio

MB = 1024 * 1024
MOST = 40  # connections
FEW = 128  # descriptors that the system allows at first
# Its time-outs are a moment; it looks at them every two seconds. One look at a connection fails,
# which must not end the looks at the others.
HASTY = """
from videostudio.server import channel, pace, web
pace.WINDOW = channel.HEAD_WITHIN = 0.1
look, faults = channel.Channel.check_times, iter([RuntimeError("one look fails")])
def look_or_fail(connection):
    for fault in faults:
        raise fault
    look(connection)
channel.Channel.check_times = look_or_fail
web.main()
"""


@pytest.fixture(scope="module")
def web(idle_studio: Studio) -> Iterator[SecondWeb]:
    """A hasty web process of the studio, which may have few connections."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    few = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (FEW, hard))
    limits = {"STUDIO_CONNECTIONS": str(MOST), "STUDIO_LEAST_RATE": "1000000"}
    with SecondWeb(idle_studio, HASTY, few, **limits) as web:
        yield web


def connect(web: SecondWeb) -> socket.socket:
    return socket.create_connection(("127.0.0.1", web.port), timeout=60)


HEAD = "POST /login/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n"


def test_who_sends_a_request_too_slowly_is_told_so(web: SecondWeb) -> None:
    """Twisted itself would wait for 60 seconds of silence, or as long as a byte comes now and then.
    All wait for the same look at the time. Who left before it must not be in its way."""
    slow = ["G", HEAD, f"{HEAD}X-More: a", f"{HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n"]
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(web)) for _ in slow]
        for connection, head in zip(connections, slow, strict=True):
            connection.sendall(head.encode())
        for _ in range(20):
            left_again(web, slow[-1])
        for connection, head in zip(connections, slow, strict=True):
            answer = b"".join(iter(lambda c=connection: c.recv(65536), b"")).decode()
            assert answer.startswith("HTTP/1.1 408 "), head
            assert ("did not arrive in time" in answer) == (head != "G")


def left_again(web: SecondWeb, head: str) -> None:
    with connect(web) as connection:
        connection.sendall(head.encode())


def test_silent_connections_give_way(web: SecondWeb) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(connect(web)) for _ in range(MOST * 2)]
        assert [web.get("/login/") for _ in range(3)] == [200, 200, 200]
        assert select.select([silent[0]], [], [], 60)[0], "the oldest one was closed"


@pytest.mark.skipif(sys.platform != "linux", reason="asks for the limits of another process")
def test_as_many_descriptors_are_taken_as_the_system_allows(web: SecondWeb) -> None:
    assert psutil.Process(web.process.pid).rlimit(psutil.RLIMIT_NOFILE)[0] > FEW


@pytest.mark.skipif(sys.platform != "linux", reason="asks for the events of a connection")
def test_who_reads_nothing_costs_no_memory_and_is_cut_off(
    idle_studio: Studio, web: SecondWeb
) -> None:
    owner: Any = make_owner(idle_studio, "reader")
    film = idle_studio.call("new_film", owner["project"], 40 * MB)
    cookie = idle_studio.cookies(session=owner["session"])
    process = psutil.Process(web.process.pid)
    before = process.memory_info().rss
    with connect(web) as connection:
        connection.sendall(
            f"GET /projects/{owner['project']}/files/{film}/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: {cookie}\r\n\r\n".encode()
        )
        assert connection.recv(12, socket.MSG_PEEK | socket.MSG_WAITALL) == b"HTTP/1.1 200"
        events = select.poll()
        events.register(connection, 0)  # the end alone, and nothing that comes
        assert events.poll(60_000)
    assert process.memory_info().rss - before < 20 * MB
    assert web.answers()
