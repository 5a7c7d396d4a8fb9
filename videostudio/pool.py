"""Gives a connection to the database back to the pool before its request ends: others need it."""

from __future__ import annotations

from django.db import connection


def give_back() -> None:
    """That of this thread. The next query gets another one from the pool."""
    if not connection.in_atomic_block:  # the transaction is a caller's, such as a test's
        connection.close()
