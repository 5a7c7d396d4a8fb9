"""How many bytes of bodies are held at one time: from one address, of one user, and in all.

A large body that finds no room waits: it is not read, so that its client waits too. It counts with
all its bytes before the first of them comes. If it counted only with what has come, many bodies
together could take all room while none of them comes to its end.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from videostudio import disk
from videostudio.refusals import Words
from videostudio.senders import Refused
from videostudio.upload_limits import LARGEST_ANONYMOUS, MB

LEAST = MB  # a large body counts for so much at least, because it holds files and a connection
WAIT = 600.0  # seconds
MOST_WAITING, MOST_WAITING_OF_USER = 200, 20
LOOK_AGAIN = 1.0  # seconds: others may make room on the disk
CROWDED = Words(
    _("The studio is receiving too much at the moment"),
    _("Nothing was stored. Try again in a minute."),
)
IN_ALL = "all"


@dataclass(eq=False)
class Held:
    """A body that may come, until it is closed."""

    room: Room
    size: int
    limits: dict[str, int]  # what it counts for, the least first, and how many bytes that may have
    stored: int = 0  # bytes of it that have come

    def close(self) -> None:
        self.room.leave(self)


class Room:
    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._held: set[Held] = set()
        self._waiting: dict[Held, asyncio.Future[None]] = {}  # in the order in which they came
        self._timer: asyncio.TimerHandle | None = None

    def take_small(self, place: str) -> Held | None:
        """For a body of at most LARGEST_ANONYMOUS bytes, which comes in memory from nobody knows
        whom. None if there is no room for it now."""
        limits = {
            f"small {place}": settings.STUDIO_SMALL_BODIES_OF_ADDRESS * MB,
            "small": settings.STUDIO_SMALL_BODIES * MB,
        }
        body = Held(self, LARGEST_ANONYMOUS, limits)
        if self._full_for(body):
            return None
        self._hold(body)
        return body

    async def take(self, size: int, place: str, user: int) -> Held:
        """For a large body: waits until there is room for it. Raises Refused."""
        limits = {
            f"user {user}": settings.STUDIO_BODIES_OF_USER * MB,
            f"place {place}": settings.STUDIO_BODIES_OF_ADDRESS * MB,
            IN_ALL: settings.STUDIO_BODIES * MB,
        }
        body = Held(self, max(size, LEAST), limits)
        own = sum(f"user {user}" in other.limits for other in self._waiting)
        if own >= MOST_WAITING_OF_USER or len(self._waiting) >= MOST_WAITING:
            raise crowded()
        try:
            await self._turn_of(body)
        except BaseException:
            body.close()
            raise
        return body

    def leave(self, body: Held) -> None:
        if body in self._held:
            self._held.remove(body)
            self._used.subtract(dict.fromkeys(body.limits, body.size))
            self._used += Counter()  # forgets what is used no more
            self._let_in()

    async def _turn_of(self, body: Held) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[body] = turn
        self._let_in()
        try:
            async with asyncio.timeout(WAIT):
                await turn
        except TimeoutError:
            raise crowded() from None
        finally:
            self._waiting.pop(body, None)

    def _let_in(self) -> None:
        """Let those in for which there is room now. None overtakes one that waits for the same: it
        overtakes one that waits for other bodies of its own user, or of its own address."""
        waited_for: set[str] = set()
        for body, turn in list(self._waiting.items()):
            if turn.done():
                continue
            full = self._full_for(body)
            if not self.could_store(body.size):
                turn.set_exception(Refused(507))
            elif full or not waited_for.isdisjoint(body.limits):
                waited_for.add(full)
            else:
                self._hold(body)
                turn.set_result(None)
        self._look_again()

    def _look_again(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if any(not turn.done() for turn in self._waiting.values()):
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(LOOK_AGAIN, self._let_in)

    def _hold(self, body: Held) -> None:
        self._held.add(body)
        self._used.update(dict.fromkeys(body.limits, body.size))

    def _full_for(self, body: Held) -> str:
        """The first that has no room for the body now, or "". A body that is alone has room."""
        for name, most in body.limits.items():
            if self._used[name] and self._used[name] + body.size > most:
                return name
        return "" if self._fits_disk(body) else IN_ALL

    def _fits_disk(self, body: Held) -> bool:
        """Whether there is space for it and for what is still to come of the others."""
        others = [other for other in self._held if IN_ALL in other.limits]
        coming = sum(2 * other.size - other.stored for other in others)
        kept = sum(other.size for other in others)
        return IN_ALL not in body.limits or _has_space(body.size, coming, kept)

    def could_store(self, size: int) -> bool:
        """Whether there is space for a large body when those that come now are gone."""
        return _has_space(size, -sum(other.stored for other in self._held), 0)


def _has_space(size: int, also_temporary: int, also_kept: int) -> bool:
    """Django writes each body to the temporary folder once more while it is read."""
    return disk.has_room(2 * size + also_temporary, size + also_kept)


def crowded() -> Refused:
    return Refused(503, CROWDED, **{"Retry-After": "60"})
