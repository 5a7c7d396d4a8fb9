"""PostgreSQL and Redis for whoever has none: from wheels, on Unix sockets, below the data folder.

    with embedded.running(data, database=True, redis=True):
        connect_to(embedded.database_url(data))

How they start and stop. Whoever uses a server (the studio, any manage.py command, a test run)
holds a *shared* lock on its `users` file. The server itself belongs to no user but to a **keeper**
(keeper.py): a small process of its own session that starts the server, starts it again when it
dies, and stops it when the `users` lock has become free. So

- commands can overlap in any order, and share one server;
- a user killed with -9 leaves nothing behind: the kernel frees its lock, and within a second the
  keeper ends; with other users still there, nothing happens at all;
- a keeper killed with -9 takes its server along (on Linux; elsewhere the next keeper ends it) and
  the next user, or the studio's own `ensure`, starts another.

An ordinary end waits: the last user tells the keeper to stop and returns when all is down. Starting
and stopping happens under one *exclusive* `switch` lock, so they never cross. All of it rests on
`flock`, which the kernel undoes however a process ends: no pid is ever trusted to mean "running".
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
    """The URL of the embedded PostgreSQL below `data`; starts nothing."""
    return PostgreSQL(data.resolve()).url


def redis_url(data: Path) -> str | None:
    """The URL of the embedded Redis below `data`, or None where no wheel carries one."""
    return Redis(data.resolve()).url if Redis.available() else None


@contextmanager
def running(data: Path, *, database: bool, redis: bool) -> Iterator[list[Usage]]:
    """Holds the asked servers up for the block; `usage.ensure()` starts a lost one again.

    Raises EmbeddedError, in words for a person, when one does not come up.
    """
    data = data.resolve()
    servers: list[Server] = [PostgreSQL(data)] if database else []
    if redis and Redis.available():
        servers.append(Redis(data))
    with ExitStack() as stack:
        yield [stack.enter_context(Usage(server)) for server in servers]
