"""The one-time link that makes the first account. The first start prints it, as Jupyter does.

The token is signed and holds its time, so nothing is stored. It works for a day, and only for a
browser on this machine. It is void once there is an account that can sign in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest
from django.urls import reverse

from videostudio.callers import address_of

LIFETIME = timedelta(hours=24)
_signer = signing.TimestampSigner(salt="videostudio.setup")


class Spent(Exception):
    """The link does not work. `reason`: used (there is an account), elsewhere (the browser is on
    another machine), expired, unknown (not one of ours). `code`: the status of the answer."""

    def __init__(self, reason: str, code: int):
        super().__init__(reason)
        self.reason, self.code = reason, code


def needed() -> bool:
    """Whether nobody can sign in yet."""
    return not get_user_model().objects.filter(is_active=True).exists()


def make_token() -> str:
    return _signer.sign("first").split(":", 1)[1]


def new_link() -> str:
    """A new link, or "" if there is an account. Behind a proxy there is none either, because no
    browser there is on this machine."""
    if settings.HTTPS or not needed():
        return ""
    return settings.ORIGINS[0] + reverse("setup", args=[make_token()])


@contextmanager
def used_once() -> Iterator[None]:
    """A transaction that only one process at a time can have, because two clicks must not make two
    first accounts. Raises Spent."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('videostudio.setup'))")
        if not needed():
            raise Spent("used", 410)
        yield


def check(token: str, request: HttpRequest) -> None:
    """Raises Spent if this link makes no account for this browser."""
    try:
        _signer.unsign(f"first:{token}", max_age=LIFETIME)
        expired = False
    except signing.SignatureExpired:
        expired = True
    except signing.BadSignature:
        raise Spent("unknown", 404) from None
    if not needed():
        raise Spent("used", 410)
    if not _is_from_this_machine(request):
        raise Spent("elsewhere", 403)
    if expired:
        raise Spent("expired", 410)


def _is_from_this_machine(request: HttpRequest) -> bool:
    address = address_of(request)
    return address is not None and address.is_loopback
