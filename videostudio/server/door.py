"""Lets large bodies in: those whose sender the application knows, when there is room for them.

Nothing here waits for the database in the thread that serves all clients.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async
from django.utils.translation import gettext_lazy as _

from videostudio.callers import place_of
from videostudio.refusals import Words
from videostudio.senders import Answer, Coming, Refused, who_send
from videostudio.server.room import Held, Room

LOOKED_UP_WITHIN = 10.0  # seconds
TOGETHER = 100  # senders that are looked up at the same time, at most
AWAY = Words(
    _("The studio cannot find out who sends this"),
    _("Its database cannot be reached. Nothing was changed; try again soon."),
)
AGAIN_IN = "5"  # seconds
log = logging.getLogger(__name__)


class Senders:
    """Finds the senders of all bodies that wait, with a few queries for any number of them.

    It has one thread: if the database hangs, that thread hangs, and no other.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Coming, asyncio.Future[int]]] = []
        self._task: asyncio.Task[None] | None = None
        thread = ThreadPoolExecutor(1, "senders")
        self._ask = database_sync_to_async(who_send, thread_sensitive=False, executor=thread)

    async def find(self, coming: Coming) -> int:
        """The key of the user. Raises Refused."""
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((coming, found))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        try:
            async with asyncio.timeout(LOOKED_UP_WITHIN):
                return await found
        except TimeoutError:
            raise _away() from None

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            batch = [(coming, found) for coming, found in batch if not found.done()]
            for (_coming, found), answer in zip(batch, await self._answers(batch), strict=True):
                if found.done():  # the client has left, or it took too long
                    continue
                if isinstance(answer, Refused):
                    found.set_exception(answer)
                else:
                    found.set_result(answer)

    async def _answers(self, batch: list[tuple[Coming, asyncio.Future[int]]]) -> list[Answer]:
        try:
            return await self._ask([coming for coming, _found in batch])
        except Exception as error:  # most likely the database is away
            log.warning("The senders of bodies could not be looked up", exc_info=error)
            return [_away() for _each in batch]


class Door:
    def __init__(self) -> None:
        self.room = Room()
        self._senders = Senders()

    async def let_in(self, coming: Coming) -> Held:
        """Waits until the body may come. Raises Refused."""
        user = await self._senders.find(coming)
        return await self.room.take(coming.size, place_of(coming.request), user)


def _away() -> Refused:
    return Refused(503, AWAY, **{"Retry-After": AGAIN_IN})
