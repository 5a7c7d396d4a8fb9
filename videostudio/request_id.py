"""A number for each request: who meets a failure reads it, and its lines of the log have it too.

It is ours alone. What a caller sends as X-Request-ID is not taken over: it could be anything.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.crypto import get_random_string

HEADER = "X-Request-ID"
DIGITS = "0123456789"  # people of every language can read them out over the telephone
LENGTH = 8
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The number of the request that is being answered; a new one where there is none yet."""
    return _current.get() or get_random_string(LENGTH, DIGITS)


@contextmanager
def numbered() -> Iterator[str]:
    """What happens within belongs to one request."""
    before = _current.set(number := current())
    try:
        yield number
    finally:
        _current.reset(before)


class InLog(logging.Filter):
    """Gives each line of a log its `request_number`, in brackets; "" outside of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        number = _current.get()
        record.request_number = f" [{number}]" if number else ""
        return True
