"""The sockets: say who, join the hub, tell the state, then whatever changes.

To turn somebody away a socket accepts and closes with a code: a refused handshake looks like a lost
network to a browser, which would then try again for ever. The reason beside it is for programs and
their authors.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError
from django.utils.translation import get_language_from_request, gettext_lazy, override

from projects.models import ApiToken, Project, RateLimit
from projects.models.project.model import sees_all
from projects.pages.regions import language_of, pulse
from videostudio.callers import bearer_of

from .hub import hub
from .viewers import Caller, Desk, Page, Program, Viewer

PULSE = 10.0  # seconds: a browser sees no pings, so the page hears this instead
# A server may send no code of its own below 3000.
MALFORMED, SIGNED_OUT, GONE, TOO_MANY, NOT_NOW = 4400, 4401, 4404, 4429, 4503
# At most 123 bytes in UTF-8 (RFC 6455, section 5.5).
REASONS = {
    MALFORMED: gettext_lazy("This socket only tells: it takes no messages."),
    SIGNED_OUT: gettext_lazy("Not signed in, or not any more."),
    GONE: gettext_lazy("There is nothing here."),
    TOO_MANY: gettext_lazy("Too many at once. Wait a minute, or close some."),
    NOT_NOW: gettext_lazy("The studio cannot answer just now. Try again in a moment."),
}
BAD_QUERY = gettext_lazy("Only since is asked here: a revision, a whole number from 0.")
LARGEST = 2**63 - 1  # revisions are 64 bits
log = logging.getLogger(__name__)


class Refused(Exception):
    def __init__(self, code: int, reason: object = None):
        super().__init__(code)
        self.code, self.reason = code, reason or REASONS[code]


class Socket(AsyncWebsocketConsumer):
    """What all sockets do. As it is: for an address without anything, which is closed at once, with
    no traceback for every knock."""

    # None of its own: the hub listens for all pages, and without a Redis each page would fail here.
    channel_layer_alias = "none"
    viewer: Viewer | None = None
    tasks: tuple[asyncio.Task, ...] = ()

    async def connect(self) -> None:
        await self.accept()
        try:
            viewer = await self.admit(self.scope["url_route"]["kwargs"].get("pk"))
            self._join(viewer)
            await hub.catch_up({viewer})
        except Refused as refused:
            await self._turn_away(refused.code, refused.reason)
        except SuspiciousOperation:  # Django's own limit on what a query may hold
            await self._turn_away(MALFORMED, BAD_QUERY)
        except DatabaseError as error:
            log.warning("A socket was turned away: %s", type(error).__name__)
            await self._turn_away(NOT_NOW)
        except BaseException:
            # Channels does not call `disconnect` for a `connect` that failed: nobody else would.
            await self.disconnect(1011)
            raise

    async def admit(self, project: UUID | None) -> Viewer:
        """Who calls, and the viewer that this makes. Raises Refused."""
        raise Refused(GONE)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self._turn_away(MALFORMED)

    async def disconnect(self, code: int) -> None:
        if self.viewer:
            hub.leave(self.viewer)
        for task in self.tasks:
            task.cancel()

    async def write(self, viewer: Viewer) -> None:
        await viewer.write_to(self.send)
        await self._turn_away({"gone": GONE}.get(viewer.ended, SIGNED_OUT))

    @cached_property
    def request(self) -> ASGIRequest:
        """The handshake, as Django reads one."""
        return ASGIRequest({**self.scope, "method": "GET"}, BytesIO())

    @property
    def language(self) -> str:
        """The language of whoever listens."""
        return get_language_from_request(self.request)

    def _join(self, viewer: Viewer) -> None:
        """Must not await between the count and the joining: many may come at once."""
        if hub.is_full(viewer.user_id):
            raise Refused(TOO_MANY)
        self.viewer = viewer
        hub.join(viewer)
        self.tasks = tuple(asyncio.create_task(each) for each in self.work(viewer))

    def work(self, viewer: Viewer) -> tuple[Coroutine[Any, Any, None], ...]:
        """What goes on for as long as the socket is open."""
        return (self.write(viewer),)

    async def _turn_away(self, code: int, reason: object = None) -> None:
        with override(self.language):
            words = str(reason or REASONS[code])
        await self.close(code, words)


class PageConsumer(Socket):
    """Of a page in a browser, by its session. It hears a pulse, and its regions as they change."""

    async def admit(self, project: UUID | None) -> Viewer:
        caller = _by_session(self.scope)
        await database_sync_to_async(_check)(self.scope["user"], project)
        return Page(caller, language=self.language, projects=[project] if project else None)

    def work(self, viewer: Viewer) -> tuple[Coroutine[Any, Any, None], ...]:
        return *super().work(viewer), self._pulse()

    @property
    def language(self) -> str:
        return language_of(self.request)

    async def _pulse(self) -> None:
        while True:
            await self.send(pulse(idle=hub.idle))
            await asyncio.sleep(PULSE)


class ApiConsumer(Socket):
    """Of a program, by its token, or by a session: JSON, the public status of what changes."""

    async def admit(self, project: UUID | None) -> Viewer:
        since = _since(self.request)
        if "user" in self.scope:
            user, caller = self.scope["user"], _by_session(self.scope)
        else:
            user, caller = await database_sync_to_async(_by_token)(self.request)
        await database_sync_to_async(_count)(user)
        await database_sync_to_async(_check)(user, project)
        wanted = [project] if project else None
        return Program(caller, language=self.language, projects=wanted, since=since)


class AdminConsumer(Socket):
    """Of a page of the admin, which names the projects on it."""

    async def admit(self, project: UUID | None) -> Viewer:
        caller = _by_session(self.scope)
        await database_sync_to_async(_check_admin)(self.scope["user"])
        try:
            projects = {UUID(name) for name in self.request.GET.getlist("id")}
        except ValueError as wrong:
            raise Refused(GONE) from wrong
        return Desk(caller, language=self.language, projects=projects)


def _by_session(scope: dict[str, Any]) -> Caller:
    user = scope["user"]
    if not user.is_authenticated:
        raise Refused(SIGNED_OUT)
    session, password = scope["session"].session_key, user.get_session_auth_hash()
    return Caller(user.pk, session=session, password=password)


def _by_token(request: ASGIRequest) -> tuple[Any, Caller]:
    token = ApiToken.objects.shown(bearer_of(request) or "")
    if token is None:
        raise Refused(SIGNED_OUT)
    return token.user, Caller(token.user_id, token=token.pk)


def _check(user: Any, project: UUID | None) -> None:
    if project and not Project.objects.visible_to(user).filter(pk=project).exists():
        raise Refused(GONE)


def _check_admin(user: Any) -> None:
    if not sees_all(user):
        raise Refused(GONE)


def _count(user: Any) -> None:
    if RateLimit.count_request(user):
        raise Refused(TOO_MANY)


def _since(request: ASGIRequest) -> int:
    """The revision that a program says it has; 0 where it says none. Raises Refused."""
    text = request.GET.get("since", "0")
    is_number = text.isascii() and text.isdecimal() and len(text) < 20
    if request.GET.keys() - {"since"} or not is_number or int(text) > LARGEST:
        raise Refused(MALFORMED, BAD_QUERY)
    return int(text)
