"""Work that only one worker does at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import InterfaceError, OperationalError, connection


@contextmanager
def alone_with(what: str) -> Iterator[bool]:
    """Whether no other worker works on this now. PostgreSQL frees the lock of a worker that dies,
    or loses its connection: then two may work for a moment, so both must bear that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [what])
        (is_alone,) = cursor.fetchone()
    try:
        yield is_alone
    finally:
        if is_alone:
            _free(what)


def _free(what: str) -> None:
    with suppress(InterfaceError, OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [what])
