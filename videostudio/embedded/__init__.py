"""Runs PostgreSQL and Redis if there are none: from wheels, on Unix sockets, below the data folder.

    with embedded.running(data, database=True, redis=True):
        connect_to(embedded.database_url(data))

How they start and stop: each process that uses a server (the studio, any manage.py command, a test
run) holds a *shared* lock on its `users` file. The server itself is the child of a **keeper**
(keeper.py), a small process in its own session. The keeper starts the server, starts it again if it
dies, and stops it when the `users` lock is free. So

- commands can overlap in any order, and share one server;
- a user that is killed with -9 leaves nothing behind. The kernel frees its lock, and the keeper
  ends within a second. If there are other users, nothing happens at all;
- the keeper also kills a server that is frozen (guard.py), and the studio a keeper that is;
- if a keeper is killed with -9, its server ends too (on Linux; elsewhere the next keeper ends it).
  The next user, or the studio's own `ensure`, starts another keeper.

A normal end waits: the last user tells the keeper to stop, and returns when all is down. Starts and
stops hold an *exclusive* `switch` lock, so they never overlap. All of this uses `flock`, because
the kernel frees such a lock however a process ends. A pid never proves that a process runs.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from videostudio.embedded.postgresql import PostgreSQL
from videostudio.embedded.redis import Redis
from videostudio.embedded.server import EmbeddedError, Server
from videostudio.embedded.usage import Usage

__all__ = ["EmbeddedError", "Usage", "database_url", "redis_url", "running"]


def database_url(data: Path) -> str:
    """The URL of the embedded PostgreSQL below `data`. This starts nothing."""
    return PostgreSQL(data.resolve()).url


def redis_url(data: Path) -> str | None:
    """The URL of the embedded Redis below `data`, or None if there is no wheel with one."""
    return Redis(data.resolve()).url if Redis.available() else None


@contextmanager
def running(data: Path, *, database: bool, redis: bool) -> Iterator[list[Usage]]:
    """Keeps the wanted servers running for the block. `usage.ensure()` starts a lost one again.

    Raises EmbeddedError, in words for a person, if a server does not start.
    """
    data = data.resolve()
    servers: list[Server] = [PostgreSQL(data)] if database else []
    if redis and Redis.available():
        servers.append(Redis(data))
    with ExitStack() as stack:
        yield [stack.enter_context(Usage(server)) for server in servers]
