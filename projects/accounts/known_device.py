"""Remembers the devices on which, and the places from which, people have signed in.

While strangers guess at an account, its owner gets in there. A device is known by a cookie, the
"device cookie" of OWASP. It holds a signed entry for each of the last accounts. An entry is bound
to the password of its account, so a new password ends it. Signing out keeps it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, TimestampSigner
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

from projects.models import KnownPlace
from videostudio.callers import place_of

KNOWN_FOR = timedelta(days=180)
MOST_KNOWN = 5  # accounts on one device
COOKIE = f"{settings.STUDIO_COOKIES}_device"


def device_of(request: HttpRequest, account: str) -> str:
    """The id of the device, if the account with this name was signed in to on it; otherwise "".

    The account may not exist.
    """
    if not (entries := _entries(request)):
        return ""
    user = get_user_model().objects.filter(username=account).first()
    with suppress(BadSignature):
        if user and (entry := entries.get(str(user.pk))):
            return _signer(user).unsign(entry, max_age=KNOWN_FOR)
    return ""


@receiver(user_logged_in)
def remember(request: HttpRequest, user: Any, **_: object) -> None:
    if place := place_of(request):
        KnownPlace.objects.remember(user, place)
    request.signed_in_now = user  # type: ignore[attr-defined]


@sync_and_async_middleware
def keep_device(get_response: Callable) -> Callable:
    """Gives the cookie to whoever has just signed in, at whichever door."""
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            return _with_cookie(request, await get_response(request))

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        return _with_cookie(request, get_response(request))

    return middleware


def _with_cookie(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if user := getattr(request, "signed_in_now", None):
        entries = _entries(request)
        entries.pop(str(user.pk), None)
        # A new id each time: a copy of the old cookie does not use up the tries of this one.
        entries[str(user.pk)] = _signer(user).sign(f"{user.pk}.{secrets.token_urlsafe(12)}")
        response.set_cookie(
            COOKIE,
            "|".join(list(entries.values())[-MOST_KNOWN:]),
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


def _entries(request: HttpRequest) -> dict[str, str]:
    """The entries of the cookie by the account's key, the newest last. They are not checked yet."""
    entries = request.COOKIES.get(COOKIE, "").split("|")[-MOST_KNOWN:]
    return {entry.partition(".")[0]: entry for entry in entries if entry}


def _signer(user: Any) -> TimestampSigner:
    return TimestampSigner(salt=f"videostudio.known_device {user.password}")
