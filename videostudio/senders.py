"""What the web server asks the application before it reads a large body: who sends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from videostudio.callers import bearer_of, session_of
from videostudio.refusals import API, Words

SIGNED_OUT = Words(
    _("You are not signed in any more"),
    _("Nothing was stored. Sign in again, then send it once more."),
)
NO_TOKEN = Words(
    _("This sign-in or token is not valid"),
    _("Nothing was stored. Sign in, or show a valid token: Authorization: Bearer ..."),
)


class Coming(NamedTuple):
    """A request whose body is still to come. `request` has its path, its cookies and its address,
    and the headers that say who sends it."""

    request: HttpRequest
    size: int  # bytes that the body has at most


class Refused(Exception):
    """The body may not come. The arguments are those of `refusals.refuse`."""

    def __init__(self, status: int, words: Words | None = None, **headers: str) -> None:
        super().__init__(status)
        self.code, self.words, self.headers = status, words, headers


Answer = int | Refused  # the key of the user, or why the body may not come


def who_send(coming: Sequence[Coming]) -> list[Answer]:
    """Asks the application, which may ask the database: the setting STUDIO_SENDERS names the
    function. Raises what the database raises."""
    ask: Callable[[Sequence[Coming]], list[Answer]] = import_string(settings.STUDIO_SENDERS)
    return ask(coming)


def shows_something(request: HttpRequest) -> bool:
    """Whether there is a session or a token to look up."""
    return token_of(request) is not None or bool(session_of(request))


def token_of(request: HttpRequest) -> str | None:
    """None if the request shows none where tokens count; "" if what it shows is none."""
    if not _is_for_programs(request) or "Authorization" not in request.headers:
        return None
    return bearer_of(request) or ""


def nobody(request: HttpRequest) -> Refused:
    """The refusal of a session or a token that is not valid."""
    if _is_for_programs(request):
        return Refused(401, NO_TOKEN, **{"WWW-Authenticate": "Bearer"})
    return Refused(401, SIGNED_OUT)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith(API)
