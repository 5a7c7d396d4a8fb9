"""Every address and every socket has a line in tests/support/addresses.py, by which the walks over
them (tests/videostudio/test_every_address.py, tests/live/test_live.py) know whose each one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from projects.live import routing
from tests.support.addresses import ADDRESSES, ADMIN, SOCKETS

EXPRESSION = re.compile(r"\^?\(\?P<(\w+)>.*\)/?\$")  # Django's admin has two of them


def routes(resolver: Any, prefix: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + EXPRESSION.sub(r"<\1>/", str(each.pattern)).replace("url>/", "url>")


def test_every_address_has_a_line() -> None:
    known, there = ADDRESSES.keys() | ADMIN.keys(), set(routes(get_resolver()))
    assert not there - known, (
        "Say in tests/support/addresses.py whose these are, and what their owner gets by each"
        f" method: {sorted(there - known)}"
    )
    assert not known - there, f"These addresses are gone: {sorted(known - there)}"


def test_every_socket_has_a_line() -> None:
    there = {str(each.pattern) for each in routing.pages}
    assert there == SOCKETS.keys(), "Say in tests/support/addresses.py whose each socket is"
