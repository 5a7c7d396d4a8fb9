"""The sockets: each says who it is and what it wants to watch, and the hub does the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.utils.translation import get_language_from_request, override

from projects.models import RateLimit
from projects.models.project.model import sees_all
from projects.pages.regions import language_of
from videostudio.callers import bearer_of
from videostudio.server.frames import EXTENSION

from .callers import Caller, caller_with_token
from .closing import BAD_QUERY, GONE, MALFORMED, SIGNED_OUT, TOO_MANY, Refused
from .hub import hub
from .topics import Topic, View
from .viewers import AdminPage, Follower, HomePage, Page, Program, Viewer

LARGEST = 2**63 - 1  # revisions are 64 bits
Callers = Mapping[str, tuple[Caller, Any]]
"""Who is signed in with a session, by its key."""


class Consumer(AsyncWebsocketConsumer):
    """What all sockets do. As it is: for an address without anything, which is closed at once, with
    no traceback for every knock."""

    # None of its own: the hub listens for all sockets, and without a Redis each would fail here.
    channel_layer_alias = "none"
    is_open = True
    user: Any = None
    viewer: Viewer | None = None
    closing: asyncio.Task | None = None

    async def connect(self) -> None:
        await self.accept()
        hub.admit(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.refuse(Refused(MALFORMED))

    async def disconnect(self, code: int) -> None:
        self.is_open = False
        hub.leave(self)

    # What the hub asks of a newcomer

    @property
    def session(self) -> str:
        """The key of the session that it came with; "" for none."""
        return str(self.request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))

    def identify(self, callers: Callers) -> Viewer:
        """The viewer that this socket makes; reads the database. Raises Refused."""
        try:
            return self.make_viewer(callers)
        except SuspiciousOperation as wrong:  # Django's own limit on what a query may hold
            raise Refused(MALFORMED, BAD_QUERY) from wrong

    def make_viewer(self, callers: Callers) -> Viewer:
        raise Refused(GONE)

    def refuse(self, refused: Refused) -> None:
        """Close with the reason, once, in the language of whoever listens."""
        if self.closing is None:
            with override(self.language):
                reason = str(refused.reason)
            self.closing = asyncio.ensure_future(self.close(refused.code, reason))

    # For those below

    @cached_property
    def request(self) -> ASGIRequest:
        """The handshake, as Django reads one."""
        return ASGIRequest({**self.scope, "method": "GET"}, BytesIO())

    @property
    def language(self) -> str:
        """The language of whoever listens."""
        return get_language_from_request(self.request)

    @property
    def project(self) -> UUID | None:
        """The project that its address names."""
        return self.scope["url_route"]["kwargs"].get("pk")

    def caller(self, callers: Callers) -> Caller:
        """Whoever is signed in, who is `user` from then on. Raises Refused."""
        return self._is(callers.get(self.session))

    def _is(self, found: tuple[Caller, Any] | None) -> Caller:
        if found is None:
            raise Refused(SIGNED_OUT)
        caller, self.user = found
        return caller

    def watch(self, kind: type[Viewer], caller: Caller, *topics: Topic, **options: Any) -> Viewer:
        writer = self.scope["extensions"][EXTENSION]
        return kind(caller, writer, self.language, topics, self._on_end, **options)

    def _on_end(self, reason: str) -> None:
        self.refuse(Refused(GONE if reason == "gone" else SIGNED_OUT))


class PageConsumer(Consumer):
    """Of a page in a browser, by its session. It hears a pulse, and its regions as they change."""

    def make_viewer(self, callers: Callers) -> Viewer:
        caller = self.caller(callers)
        kind = Page if self.project else HomePage
        return self.watch(kind, caller, *kind.topics_of(caller.user_id, self.project))

    @property
    def language(self) -> str:
        return language_of(self.request)


class ApiConsumer(Consumer):
    """Of a program, by its token, or by a session: JSON, the public status of what changes."""

    def make_viewer(self, callers: Callers) -> Viewer:
        since = _since(self.request)
        caller = self.caller(callers)
        if RateLimit.count_request(self.user):
            raise Refused(TOO_MANY)
        if self.project:
            return self.watch(Program, caller, Topic(View.STATUS, self.project), since=since)
        return self.watch(Follower, caller, since=since)

    def caller(self, callers: Callers) -> Caller:
        """A token that is shown must be good: it is not made up for by a session beside it.

        Without this, a page of another site could use the session: the origin of a socket that
        shows a token is not looked at (videostudio/asgi.py).
        """
        if "Authorization" not in self.request.headers:
            return super().caller(callers)
        return self._is(caller_with_token(bearer_of(self.request) or ""))


class AdminConsumer(Consumer):
    """Of a page of the admin, which names the projects on it."""

    def make_viewer(self, callers: Callers) -> Viewer:
        caller = self.caller(callers)
        if not sees_all(self.user):
            raise Refused(GONE)
        try:
            projects = {UUID(name) for name in self.request.GET.getlist("id")}
        except ValueError as wrong:
            raise Refused(GONE) from wrong
        topics = (Topic(View.ADMIN, project) for project in projects)
        return self.watch(AdminPage, caller, *topics)


def _since(request: ASGIRequest) -> int:
    """The revision that a program says it has; 0 where it says none. Raises Refused."""
    text = request.GET.get("since", "0")
    is_number = text.isascii() and text.isdecimal() and len(text) < 20
    if request.GET.keys() - {"since"} or not is_number or int(text) > LARGEST:
        raise Refused(MALFORMED, BAD_QUERY)
    return int(text)
