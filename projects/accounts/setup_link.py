"""The one-time link that makes the first account. The first start prints it, as Jupyter does.

The token is signed and holds its time, so nothing is stored. It works for ten minutes, and only for
a browser on this machine. It is void once there is an account that can sign in.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest

from videostudio.callers import address_of

MINUTES = 10
_signer = signing.TimestampSigner(salt="videostudio.setup")


def needed() -> bool:
    """Whether nobody can sign in yet."""
    return not get_user_model().objects.filter(is_active=True).exists()


def make_token() -> str:
    return _signer.sign("first").split(":", 1)[1]


@contextmanager
def used_once() -> Iterator[bool]:
    """A transaction that only one process at a time can have, because two clicks must not make two
    first accounts. Yields whether the first account is still to be made."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('videostudio.setup'))")
        yield needed()


def is_valid(token: str, request: HttpRequest) -> bool:
    return _is_from_this_machine(request) and _is_fresh(token) and needed()


def _is_fresh(token: str) -> bool:
    try:
        _signer.unsign(f"first:{token}", max_age=MINUTES * 60)
    except signing.BadSignature:
        return False
    return True


def _is_from_this_machine(request: HttpRequest) -> bool:
    address = address_of(request)
    return address is not None and address.is_loopback
