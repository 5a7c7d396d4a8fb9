"""Finds out who calls: a program by its token, or a page by its session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError, Throttled
from ninja.security import HttpBearer, SessionAuth

from projects.models import ApiToken, RateLimit


class Bearer(HttpBearer):
    def __call__(self, request: HttpRequest) -> Any | None:
        """A token that is sent must be valid. A valid session beside it does not help."""
        user = super().__call__(request)
        if user is None and "Authorization" in request.headers:
            raise AuthenticationError
        return user

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        shown = ApiToken.objects.shown(token)
        if shown is None:
            return None
        _count_request(shown.user)
        return shown.user


class Session(SessionAuth):
    """A session with Django's CSRF check. Callers who are not signed in get 401 without that check:
    nobody could act in their name."""

    def __call__(self, request: HttpRequest) -> Any | None:
        if not request.user.is_authenticated:
            return None
        user = super().__call__(request)
        _count_request(user)
        return user


def _count_request(user: Any) -> None:
    """Raises Throttled, with the seconds to wait, if the user has asked too often."""
    if wait := RateLimit.count_request(user):
        raise Throttled(wait=wait)
