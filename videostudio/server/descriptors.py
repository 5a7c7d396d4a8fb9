"""How many descriptors a process may have: each connection needs one, and so does each file."""

from __future__ import annotations

import resource
from contextlib import suppress

# Some programs that we start make a table, or a loop, of all that they may have.
ENOUGH = 65_536
NEEDED_OTHERWISE = 256  # for the database, Redis, threads, and libraries
OF_CONNECTION = 2  # itself, and the file that it sends or gets


def raise_limit() -> None:
    """Take as many as the system allows. Child processes inherit that.

    Many systems allow 1,024 at first, and far more to a process that asks.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # the system allows less than it says
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def connections_for(descriptors: int) -> int:
    """How many connections fit into so many descriptors."""
    return max(16, (descriptors - NEEDED_OTHERWISE) // OF_CONNECTION)


def most_connections() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return connections_for(ENOUGH if soft == resource.RLIM_INFINITY else min(soft, ENOUGH))
