"""Says who sends large bodies, before the web server reads them (videostudio/senders.py).

It decides as the views will: the API looks at a session only if no token is shown, and pages look
at no token.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest

from projects.models import ApiToken
from projects.models.api_token import digest_of
from videostudio.callers import bearer_of
from videostudio.senders import Answer, Coming, is_for_programs, nobody

from .callers import callers_with_sessions


def who_send(coming: Sequence[Coming]) -> list[Answer]:
    """The key of each user, or why the body may not come. Two queries for all sessions, and one for
    all tokens."""
    requests = [each.request for each in coming]
    callers = callers_with_sessions({_session_of(each) for each in requests} - {""})
    users = {("session", key): user.pk for key, (_caller, user) in callers.items()}
    secrets = {digest_of(secret) for each in requests if (secret := _token_of(each))}
    tokens = (
        ApiToken.objects.valid().filter(digest__in=secrets) if secrets else ApiToken.objects.none()
    )
    users |= {("token", digest): user for digest, user in tokens.values_list("digest", "user")}
    return [users.get(_shown_by(each)) or nobody(each) for each in requests]


def _shown_by(request: HttpRequest) -> tuple[str, str]:
    secret = _token_of(request)
    return ("session", _session_of(request)) if secret is None else ("token", digest_of(secret))


def _session_of(request: HttpRequest) -> str:
    return str(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))


def _token_of(request: HttpRequest) -> str | None:
    """None if the request shows none where tokens count."""
    if not is_for_programs(request) or "Authorization" not in request.headers:
        return None
    return bearer_of(request) or ""
