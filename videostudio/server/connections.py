"""How many connections are open: in all, and from one address.

If there are too many in all, those give way whose clients have sent nothing for longest: open but
silent ones, and bodies that come byte by byte. Nobody who is being answered loses a connection, and
no socket. So who opens thousands of connections and does nothing with them hurts only themselves.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Protocol

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from videostudio.callers import caller_at, place_at
from videostudio.refusals import Words
from videostudio.senders import Refused
from videostudio.server.descriptors import most_connections

MINUTE = 60.0
AT_ONCE = 20  # one in so many gives way together: each time all are compared
SPARE = 64  # too many, which may come to read why they are refused
AGAIN = {"Retry-After": "60"}
IN_ALL = Words(
    _("Too many connections to the studio are open"),
    _("Nothing was changed. Try again in a minute."),
)
log = logging.getLogger(__name__)


class Waiting(Protocol):
    """A connection, as channel.py has it."""

    transport: Any
    since: float  # when its client last did something: asked, or sent a good part of a body

    @property
    def is_awaited(self) -> bool:
        """Whether we wait for its client, and not the client for us."""

    def check_times(self) -> None: ...


class Connections:
    def __init__(self) -> None:
        self._open: dict[Any, Waiting] = {}  # by their transports
        self._place: dict[Any, str] = {}
        self._of_place: Counter[str] = Counter()
        self._excess: dict[Any, Refused] = {}  # why the next request of these is refused
        self._silent_until = 0.0

    @cached_property
    def most(self) -> int:
        return min(settings.STUDIO_CONNECTIONS, most_connections())

    @property
    def most_of_place(self) -> int:
        """One address never has all of them."""
        return min(settings.STUDIO_CONNECTIONS_OF_ADDRESS, max(1, self.most // 2))

    def __iter__(self) -> Iterator[Waiting]:
        return iter(self._open.values())

    def come(self, connection: Waiting) -> None:
        """A connection was made. It may be cut at once, or its first request may be refused."""
        transport = connection.transport
        if len(self._open) >= self.most:
            self._make_room()
        self._open[transport] = connection
        over = len(self._open) - self.most
        if over > 0:
            self._excess[transport] = Refused(503, IN_ALL, **AGAIN)
        if not settings.HTTPS:
            over = max(
                over, self._count(transport, _counted(getattr(transport.getPeer(), "host", ""), ""))
            )
        if over > SPARE:
            self._end(connection)

    def leave(self, transport: Any) -> None:
        """The connection is lost, whatever it has become since it was made."""
        self._open.pop(transport, None)
        self._excess.pop(transport, None)
        self._forget(transport)

    def enter(self, transport: Any, peer: str, forwarded_for: str) -> Refused | None:
        """A request comes over this connection. Returns why it may not. `peer`, `forwarded_for`: as
        of `place_at`."""
        if settings.HTTPS:
            # Behind the proxy, only what it says of a request tells who sends it.
            self._forget(transport)
            self._count(transport, _counted(peer, forwarded_for) if forwarded_for else "")
        return self._excess.pop(transport, None)

    def rest(self, transport: Any) -> None:
        """A request was answered. A connection of the proxy counts for nobody until the next."""
        if settings.HTTPS:
            self._forget(transport)

    def _count(self, transport: Any, place: str) -> int:
        """Returns how many too many this place has now; 0 or less if there are not."""
        if not place:
            return 0
        self._place[transport] = place
        self._of_place[place] += 1
        over = self._of_place[place] - self.most_of_place
        if over > 0:
            self._excess.setdefault(
                transport, Refused(429, _of_address(self.most_of_place), **AGAIN)
            )
            self._say(f"{place} has {self.most_of_place}, the most of one address")
        return over

    def _forget(self, transport: Any) -> None:
        if place := self._place.pop(transport, ""):
            self._of_place[place] -= 1
            if not self._of_place[place]:
                del self._of_place[place]

    def _make_room(self) -> None:
        awaited = [each for each in self._open.values() if each.is_awaited]
        awaited.sort(key=lambda each: each.since)
        for connection in awaited[: max(1, len(self._open) // AT_ONCE)]:
            self._end(connection)
        self._say(f"{self.most} are open, the most of this process; the silent ones give way")

    def _end(self, connection: Waiting) -> None:
        self.leave(connection.transport)
        connection.transport.abortConnection()

    def _say(self, what: str) -> None:
        """One line a minute."""
        if time.monotonic() >= self._silent_until:
            self._silent_until = time.monotonic() + MINUTE
            log.warning("Too many connections: %s.", what)


def _of_address(most: int) -> Words:
    what = _(
        "{most} may be open at one time. Nothing was changed. Close pages of the studio, or wait a"
        " minute."
    )
    return Words(_("Too many connections from your address are open"), format_lazy(what, most=most))


def _counted(peer: str, forwarded_for: str) -> str:
    """The place that a connection counts for; "" for one that counts for nobody: everybody may come
    through a proxy on this machine."""
    caller = caller_at(peer, forwarded_for)
    return "" if caller is None or caller.is_loopback else place_at(peer, forwarded_for)


connections = Connections()
