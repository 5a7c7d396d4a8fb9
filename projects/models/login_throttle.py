from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from .rate_limit import WindowCount


class LoginThrottle(WindowCount):
    """Counts wrong passwords from one place: for one account, and for all accounts (ASVS 6.3.1).

    It counts by place, so that an attacker who guesses passwords locks out only people at the same
    place. `who` is a digest, because some people type their password into the field for the name.
    """

    WINDOW = 15 * 60  # seconds
    MOST = 10  # for one account
    MOST_OF_ALL = 50  # for all accounts

    who = models.CharField(max_length=40, unique=True)

    class Meta:
        db_table = "projects_guess"

    def __str__(self) -> str:
        return f"{self.who}: {self.spent}"

    @classmethod
    def wait(cls, account: str, place: str) -> int:
        """Call this before a password is checked: 0, or the seconds to wait before the next check.

        The try is counted before its password is known to be wrong, so that many tries at once
        cannot get past the limit. `forget` takes a right one back.
        """
        waits = [
            cls._spend({"who": who}, most=most, seconds=cls.WINDOW)
            for who, most in zip(_names(account, place), (cls.MOST, cls.MOST_OF_ALL), strict=True)
        ]
        return max(waits)

    @classmethod
    def forget(cls, account: str, place: str) -> None:
        """The password was right. Tries for other accounts stay counted."""
        of_account, of_all = _names(account, place)
        cls.objects.filter(who=of_account).delete()
        cls.objects.filter(who=of_all, spent__gt=0).update(spent=F("spent") - 1)

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(since__lt=Now() - timedelta(seconds=cls.WINDOW)).delete()


def _names(account: str, place: str) -> list[str]:
    """Digests for the account at this place, and for all accounts there."""
    return [salted_hmac("guess", part).hexdigest()[:40] for part in (f"{place} {account}", place)]
