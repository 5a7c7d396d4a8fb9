"""Who acts, from where, and by which way: what the audit log asks in the middle of a verb.

A middleware, a socket or a command says it (`acting_by`), and whatever runs in the same request,
thread or task finds it (`acting`). So no verb must carry a request for this alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from videostudio.callers import place_of

SHOWN = 9  # characters of a token that may be shown: too few to guess the others


class Way(StrEnum):
    PAGE = "page"
    API = "api"
    ADMIN = "admin"
    COMMAND = "command"
    WORKER = "worker"


class Acting:
    """`request` is None where there is none: then the place is "". `person` is the account, if it
    is known without the request's session."""

    token_id: int | None = None
    token_prefix = ""
    lacked_csrf = False  # whether the request was refused for its CSRF token

    def __init__(self, way: Way, request: HttpRequest | None = None):
        self.way, self.request = way, request
        self.person: Any = None

    @property
    def user(self) -> Any:
        """The signed-in person, or None. It may read the session and the account."""
        user = self.person or getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def place(self) -> str:
        """An IPv4 address, an IPv6 network, or "" if it is not known."""
        return place_of(self.request).removesuffix("/32") if self.request else ""

    def show_token(self, token: Any, secret: str) -> None:
        """The caller has shown this valid token. Only the beginning of its secret is kept."""
        self.way, self.person = Way.API, token.user
        self.token_id, self.token_prefix = token.pk, secret[:SHOWN]


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting() -> Acting:
    """Who acts here. Where nobody has said it, it is a command of somebody at this machine."""
    return _acting.get() or Acting(Way.COMMAND)


@contextmanager
def acting_by(who: Acting) -> Iterator[Acting]:
    before = _acting.set(who)
    try:
        yield who
    finally:
        _acting.reset(before)
