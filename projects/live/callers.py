"""Finds the user of a socket: by the session of a browser, or by the token of a program.

Many sockets open at the same time, above all after a restart of the web process. So all sessions
that wait are looked up together, with a few queries for any number of them. A token is looked up by
itself, because each counts against a rate limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from projects.models import ApiToken


@dataclass(frozen=True)
class Caller:
    """A user and the proof: a session with the password that it is bound to, or a token."""

    user_id: int
    session: str = ""
    password: str = ""  # its hash, as Django derives it for sessions
    token: int | None = None


def caller_with_token(secret: str) -> tuple[Caller, Any] | None:
    if token := ApiToken.objects.shown(secret):
        return Caller(token.user_id, token=token.pk), token.user
    return None


def callers_with_sessions(keys: Iterable[str]) -> dict[str, tuple[Caller, Any]]:
    """The signed-in callers of these session keys. Keys without a caller are left out.

    It decides as `django.contrib.auth.get_user` does, but with two queries for all keys.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    # Our keys are letters and digits. A NUL in a key would be an error in PostgreSQL.
    asked = [key for key in keys if key.isalnum()]
    rows = Session.objects.filter(session_key__in=asked, expire_date__gt=timezone.now())
    sessions = {row.session_key: store.decode(row.session_data) for row in rows} if asked else {}
    users = _active_users({data.get(SESSION_KEY) for data in sessions.values()} - {None})
    found = {}
    for key, data in sessions.items():
        user = users.get(str(data.get(SESSION_KEY)))
        if user and _is_of(data, user):
            found[key] = Caller(user.pk, key, user.get_session_auth_hash()), user
    return found


def users_of(callers: set[Caller]) -> dict[Caller, Any]:
    """The users of those callers whose session, account and password, or token, are still valid."""
    return _by_session({c for c in callers if c.token is None}) | _by_token(
        {c for c in callers if c.token is not None}
    )


def _active_users(keys: set[Any]) -> dict[str, Any]:
    found = get_user_model().objects.filter(pk__in=keys, is_active=True) if keys else ()
    return {str(user.pk): user for user in found}


def _is_of(session: dict[str, Any], user: Any) -> bool:
    """Whether the session was opened with the password that the user has now."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    shown = session.get(HASH_SESSION_KEY, "")
    return any(constant_time_compare(shown, each) for each in hashes)


def _by_session(callers: set[Caller]) -> dict[Caller, Any]:
    if not callers:
        return {}
    keys = {caller.session for caller in callers}
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    alive = set(sessions.values_list("session_key", flat=True))
    found = _active_users({caller.user_id for caller in callers})
    users = {(user.pk, user.get_session_auth_hash()): user for user in found.values()}
    return {
        caller: users[caller.user_id, caller.password]
        for caller in callers
        if caller.session in alive and (caller.user_id, caller.password) in users
    }


def _by_token(callers: set[Caller]) -> dict[Caller, Any]:
    if not callers:
        return {}
    valid = ApiToken.objects.valid().filter(pk__in={caller.token for caller in callers})
    users = {token.pk: token.user for token in valid.select_related("user")}
    return {caller: users[caller.token] for caller in callers if caller.token in users}
