"""The sockets. Each says who its caller is and what it wants to watch; the hub does the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

from channels.generic.websocket import AsyncWebsocketConsumer
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.utils.translation import get_language_from_request, override

from projects.models import RateLimit
from projects.models.project.model import sees_all
from projects.pages.regions import language_of
from videostudio.acting import Acting, Way, acting_by
from videostudio.callers import bearer_of, session_of
from videostudio.server.frames import EXTENSION

from .callers import Caller, caller_with_token
from .closing import BAD_QUERY, GONE, MALFORMED, SIGNED_OUT, TOO_MANY, Refused
from .hub import hub
from .topics import Topic, View
from .viewers import AdminPage, Follower, HomePage, Page, Program, Viewer

LARGEST = 2**63 - 1  # revisions are 64 bits
Callers = Mapping[str, tuple[Caller, Any]]
"""The signed-in callers and their users, by the key of their session."""


class Consumer(AsyncWebsocketConsumer):
    """What all sockets do. Unchanged it serves unknown addresses: it closes each socket at once.
    Without it, every such socket would put a traceback into the log."""

    # It has no channel layer: the hub listens for all sockets. Without a Redis, each socket would
    # fail here.
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

    # What the hub asks a newcomer

    way = Way.PAGE

    @cached_property
    def acting(self) -> Acting:
        return Acting(self.way, self.request)

    @property
    def session(self) -> str:
        return session_of(self.request)

    def identify(self, callers: Callers) -> Viewer:
        """The viewer of this socket. It may read the database. Raises Refused."""
        try:
            with acting_by(self.acting):
                return self.make_viewer(callers)
        except SuspiciousOperation as wrong:  # the query has more fields than Django allows
            raise Refused(MALFORMED, BAD_QUERY) from wrong

    def make_viewer(self, callers: Callers) -> Viewer:
        raise Refused(GONE)

    def refuse(self, refused: Refused) -> None:
        """Close once, with the reason in the caller's language."""
        if self.closing is None:
            with override(self.language):
                reason = str(refused.reason)
            self.closing = asyncio.ensure_future(self.close(refused.code, reason))

    # For the classes below

    @cached_property
    def request(self) -> ASGIRequest:
        """The handshake as a request of Django."""
        return ASGIRequest({**self.scope, "method": "GET"}, BytesIO())

    @property
    def language(self) -> str:
        """The caller's language."""
        return get_language_from_request(self.request)

    @property
    def project(self) -> UUID | None:
        """The project in its address, if any."""
        return self.scope["url_route"]["kwargs"].get("pk")

    def caller(self, callers: Callers) -> Caller:
        """The signed-in caller. Sets `user`. Raises Refused if there is none."""
        return self._is(callers.get(self.session))

    def _is(self, found: tuple[Caller, Any] | None) -> Caller:
        if found is None:
            raise Refused(SIGNED_OUT)
        caller, self.user = found
        self.acting.person = self.user
        return caller

    def watch(self, kind: type[Viewer], caller: Caller, *topics: Topic, **options: Any) -> Viewer:
        writer = self.scope["extensions"][EXTENSION]
        return kind(caller, writer, self.language, topics, self._on_end, **options)

    def _on_end(self, reason: str) -> None:
        self.refuse(Refused(GONE if reason == "gone" else SIGNED_OUT))


class PageConsumer(Consumer):
    """The socket of a page in a browser, by its session. It gets a pulse and changed regions."""

    def make_viewer(self, callers: Callers) -> Viewer:
        caller = self.caller(callers)
        kind = Page if self.project else HomePage
        return self.watch(kind, caller, *kind.topics_of(caller.user_id, self.project))

    @property
    def language(self) -> str:
        return language_of(self.request)


class ApiConsumer(Consumer):
    """The socket of a program, by its token or a session. It gets public statuses, as JSON."""

    way = Way.API

    def make_viewer(self, callers: Callers) -> Viewer:
        since = _since(self.request)
        caller = self.caller(callers)
        if RateLimit.count_request(self.user):
            raise Refused(TOO_MANY)
        if self.project:
            return self.watch(Program, caller, Topic(View.STATUS, self.project), since=since)
        return self.watch(Follower, caller, since=since)

    def caller(self, callers: Callers) -> Caller:
        """A token that is sent must be valid: a valid session beside a bad token is not enough.

        Otherwise a page of another site could use the session, because the origin of a socket that
        sends a token is not checked (videostudio/asgi.py).
        """
        if "Authorization" not in self.request.headers:
            return super().caller(callers)
        return self._is(caller_with_token(bearer_of(self.request) or ""))


class AdminConsumer(Consumer):
    """The socket of a page of the admin. Its query names the projects on the page."""

    way = Way.ADMIN

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
    """The revision that a program says it has, or 0 if it says nothing. Raises Refused."""
    text = request.GET.get("since", "0")
    is_number = text.isascii() and text.isdecimal() and len(text) < 20
    if request.GET.keys() - {"since"} or not is_number or int(text) > LARGEST:
        raise Refused(MALFORMED, BAD_QUERY)
    return int(text)
