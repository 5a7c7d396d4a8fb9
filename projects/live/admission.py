"""Admits sockets: those that open at the same time are looked up together.

After a restart of the web process a thousand pages come back within seconds. If each were looked up
by itself, each would cost a few queries.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

from channels.db import database_sync_to_async

from projects.models.audit import Action, Outcome
from projects.models.refusal_count import record_refusal
from videostudio.acting import Acting, acting_by

from . import topics
from .callers import Caller, callers_with_sessions
from .closing import GONE, NOT_NOW, Refused
from .viewers import AdminPage, Viewer

TOGETHER = 0.05  # seconds: sockets that open within them are looked up together
CROWDED = 1.0  # seconds: if no socket has opened for longer, the next one is looked up at once
log = logging.getLogger(__name__)


class Newcomer(Protocol):
    """A socket that was opened. It is not known yet whose it is."""

    is_open: bool
    user: Any  # set by `identify`
    viewer: Viewer | None

    @property
    def acting(self) -> Acting: ...
    @property
    def project(self) -> UUID | None: ...
    @property
    def session(self) -> str: ...
    def identify(self, callers: Mapping[str, tuple[Caller, Any]]) -> Viewer: ...
    def refuse(self, refused: Refused) -> None: ...


class Admission:
    """Decides which sockets may watch. `let_in` is called with these, and a viewer for each."""

    def __init__(self, let_in: Callable[[dict[Newcomer, Viewer]], Awaitable[None]]) -> None:
        self._let_in = let_in
        self._waiting: list[Newcomer] = []
        self._last = 0.0
        self._task: asyncio.Task | None = None

    def ask(self, newcomer: Newcomer) -> None:
        self._waiting.append(newcomer)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    def forget(self, newcomer: Newcomer) -> None:
        if newcomer in self._waiting:
            self._waiting.remove(newcomer)

    async def _work(self) -> None:
        while self._waiting:
            if time.monotonic() - self._last < CROWDED:
                await asyncio.sleep(TOGETHER)
            batch, self._waiting = self._waiting, []
            try:
                await self._decide(batch)
            except Exception as error:  # most likely the database is away
                log.warning("Sockets were turned away: %s: %s", type(error).__name__, error)
                for newcomer in batch:
                    newcomer.refuse(Refused(NOT_NOW))
            self._last = time.monotonic()

    async def _decide(self, batch: list[Newcomer]) -> None:
        allowed = {}
        for newcomer, answer in (await database_sync_to_async(_identify)(batch)).items():
            if isinstance(answer, Refused):
                newcomer.refuse(answer)
            elif newcomer.is_open:
                allowed[newcomer] = answer
        await self._let_in(allowed)


def _identify(batch: list[Newcomer]) -> dict[Newcomer, Viewer | Refused]:
    """The viewer of each socket, or why it may not watch what it asks for."""
    callers = callers_with_sessions({newcomer.session for newcomer in batch})
    answers = {newcomer: _viewer_of(newcomer, callers) for newcomer in batch}
    viewers = {n: answer for n, answer in answers.items() if isinstance(answer, Viewer)}
    rows = topics.rows_of({project for v in viewers.values() for project in v.projects})
    owners = {row.project: row.owner for row in rows}
    for newcomer, viewer in viewers.items():
        exists = viewer.projects <= owners.keys() or isinstance(viewer, AdminPage)
        if not (exists and viewer.may_watch(newcomer.user, owners)):
            answers[newcomer] = Refused(GONE)
    for newcomer, answer in answers.items():
        if isinstance(answer, Refused) and answer.code == GONE and newcomer.user:
            with acting_by(newcomer.acting):
                _record_refusal(newcomer.project)
    return answers


def _record_refusal(project: UUID | None) -> None:
    record_refusal(Action.REQUEST, Outcome.ABSENT, project_id=project, detail="socket")


def _viewer_of(newcomer: Newcomer, callers: Mapping[str, tuple[Caller, Any]]) -> Viewer | Refused:
    try:
        return newcomer.identify(callers)
    except Refused as refused:
        return refused
