"""One address never has all connections, and who comes through a proxy is not the proxy."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from videostudio.server.connections import SPARE, Connections
from videostudio.server.descriptors import connections_for

OFFICE, STRANGER = "203.0.113.7", "198.51.100.1"


@dataclass(eq=False)
class Line:
    """What Connections knows of a connection, which is its own transport here."""

    host: str = OFFICE
    since: float = field(default_factory=time.monotonic)
    is_awaited: bool = True
    is_cut: bool = False

    @property
    def transport(self) -> Any:
        return self

    def getPeer(self) -> Any:  # noqa: N802
        return self

    def abortConnection(self) -> None:  # noqa: N802
        self.is_cut = True

    def check_times(self) -> None:
        pass


@pytest.fixture
def connections(settings: Any) -> Connections:
    """Ten of one address, forty in all."""
    settings.STUDIO_CONNECTIONS, settings.STUDIO_CONNECTIONS_OF_ADDRESS = 40, 10
    return Connections()


def asks(connections: Connections, line: Line, said: str = "") -> int:
    """The status by which its request is refused, or 200."""
    refused = connections.enter(line, line.host, said)
    return refused.code if refused else 200


def open_all(connections: Connections, count: int, **line: Any) -> list[Line]:
    lines = [Line(**line) for _ in range(count)]
    for each in lines:
        connections.come(each)
    return lines


def test_one_address_has_no_more_than_its_share_and_reads_why(connections: Connections) -> None:
    lines = open_all(connections, 12)
    assert [asks(connections, each) for each in lines] == [200] * 10 + [429] * 2
    (stranger,) = open_all(connections, 1, host=STRANGER)
    assert asks(connections, stranger) == 200
    connections.leave(lines[0])
    connections.leave(lines[10])
    connections.leave(lines[11])
    assert asks(connections, open_all(connections, 1)[0]) == 200


def test_who_goes_on_to_open_more_is_not_even_answered(connections: Connections) -> None:
    lines = open_all(connections, 10 + SPARE + 5, is_awaited=False)
    assert [each.is_cut for each in lines] == [False] * (10 + SPARE) + [True] * 5


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_a_proxy_on_this_machine_is_nobody_s_address(connections: Connections, host: str) -> None:
    assert {asks(connections, each) for each in open_all(connections, 40, host=host)} == {200}


def test_behind_a_proxy_elsewhere_callers_count_and_not_the_proxy(
    connections: Connections, settings: Any
) -> None:
    settings.HTTPS = True
    lines = open_all(connections, 12, host="10.0.0.1")
    assert {asks(connections, each) for each in lines} == {200}, "it does not say for whom"
    assert [asks(connections, each, OFFICE) for each in lines] == [200] * 10 + [429] * 2
    assert asks(connections, lines[10], STRANGER) == 200
    connections.rest(lines[0])
    assert asks(connections, lines[11], OFFICE) == 200, "a request that was answered is over"


def test_those_who_have_been_silent_for_longest_give_way(connections: Connections) -> None:
    served = open_all(connections, 20, host="127.0.0.1", is_awaited=False, since=0.0)
    silent = [open_all(connections, 1, host="127.0.0.1", since=float(n))[0] for n in range(20)]
    (newest,) = open_all(connections, 1, host="127.0.0.1")
    assert [each.is_cut for each in silent] == [True] * 2 + [False] * 18
    assert not any(each.is_cut for each in served)
    assert asks(connections, newest) == 200


def test_when_all_are_served_the_next_reads_that_it_must_wait(connections: Connections) -> None:
    served = open_all(connections, 40, host="127.0.0.1", is_awaited=False)
    (one_more,) = open_all(connections, 1, host="127.0.0.1")
    assert (asks(connections, one_more), any(each.is_cut for each in served)) == (503, False)


def test_a_system_that_allows_little_gets_fewer_connections() -> None:
    assert [connections_for(most) for most in (64, 1024, 65536)] == [16, 384, 32640]
