"""How long a web process waits for an answer of PostgreSQL.

A frozen server keeps its connections open, and the system goes on to say that they are fine. So no
time-out of the server or of TCP helps: without a limit of our own, the thread of each request would
wait for ever, and its connection would be lost to the others.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import psycopg

CANCEL_WITHIN = 0.5  # seconds for the server to take the wish to stop a statement


class Silent(psycopg.OperationalError):
    """PostgreSQL has not answered in time. Whether it did what it was asked is not known."""


class Connection(psycopg.Connection[Any]):
    """A connection that is closed if an answer takes longer than `limit` seconds.

    None is no limit: workers and commands may have long statements, such as migrations.
    """

    limit: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is not None or self.limit is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.limit)
        except psycopg.errors._WaitTimeout:  # psycopg has no public name for it
            self._give_up()
            raise Silent(f"PostgreSQL has not answered within {self.limit:g} s") from None

    def _give_up(self) -> None:
        """A healthy server, in which the statement waits for a lock, ends the statement. Then the
        pool gets a new connection: nobody knows what would still come over this one."""
        with suppress(psycopg.Error):
            self.cancel_safe(timeout=CANCEL_WITHIN)
        self.pgconn.finish()
