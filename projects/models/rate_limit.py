from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from .errors import TooOften

# One statement, so that requests at once cannot pass each other; by the database's clock.
SPEND = """
INSERT INTO {table} AS it ({key}, spent, since) VALUES ({values}, 1, now())
ON CONFLICT ({key}) DO UPDATE SET
    spent = CASE WHEN it.since > now() - make_interval(secs => %s) THEN it.spent + 1 ELSE 1 END,
    since = CASE WHEN it.since > now() - make_interval(secs => %s) THEN it.since ELSE now() END
RETURNING spent, ceil(extract(epoch FROM since - now()) + %s)::int
"""


class Counted(models.Model):
    """How often a thing was done in the present window of time.

    In PostgreSQL, so that it holds for all web processes and without a Redis.
    """

    spent = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    @classmethod
    def _spend(cls, key: dict[str, Any], *, most: int, seconds: int) -> int:
        """Do it once more: 0, or the seconds to wait where `most` in `seconds` are used up."""
        sql = SPEND.format(
            table=cls._meta.db_table, key=", ".join(key), values=", ".join(["%s"] * len(key))
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*key.values(), seconds, seconds, seconds])
            spent, left = cursor.fetchone()
        return max(1, left) if spent > most else 0


class Allowance(Counted):
    """What somebody may ask of the studio."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="allowance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.spent}"

    @classmethod
    def request(cls, user: Any) -> int:
        """A request of the API or its stream: 0, or the seconds to wait before the next."""
        return cls.spend(user.pk, "requests", most=settings.STUDIO_REQUESTS_A_MINUTE, seconds=60)

    @classmethod
    def start(cls, user: Any) -> None:
        """For what begins a job. Raises TooOften, and then takes back what it was called for: call
        it in the same transaction."""
        most = settings.STUDIO_STARTS_AN_HOUR
        if wait := cls.spend(user.pk, "starts", most=most, seconds=3600):
            raise TooOften(wait)

    @classmethod
    def spend(cls, user_id: int, name: str, *, most: int, seconds: int) -> int:
        return cls._spend({"user_id": user_id, "name": name}, most=most, seconds=seconds)


class Guess(Counted):
    """Wrong passwords from one place, for one account and for all (ASVS 6.3.1).

    By both, so that whoever guesses keeps nobody out but those who share the place. `who` is a
    digest: people type their password where their name belongs.
    """

    WINDOW = 15 * 60  # seconds
    MOST = 10  # for one account
    MOST_OF_ALL = 50  # for all accounts

    who = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return f"{self.who}: {self.spent}"

    @classmethod
    def wait(cls, account: str, place: str) -> int:
        """Before a password is looked at: 0, or the seconds until one is again.

        Counted before it is known to be wrong, so that many at once cannot pass each other;
        `forget` gives it back.
        """
        waits = [
            cls._spend({"who": who}, most=most, seconds=cls.WINDOW)
            for who, most in zip(_names(account, place), (cls.MOST, cls.MOST_OF_ALL), strict=True)
        ]
        return max(waits)

    @classmethod
    def forget(cls, account: str, place: str) -> None:
        """The password was right. Those for other accounts stay counted."""
        of_account, of_all = _names(account, place)
        cls.objects.filter(who=of_account).delete()
        cls.objects.filter(who=of_all, spent__gt=0).update(spent=F("spent") - 1)

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(since__lt=Now() - timedelta(seconds=cls.WINDOW)).delete()


def _names(account: str, place: str) -> list[str]:
    """Of the account at this place, and of all accounts there."""
    return [salted_hmac("guess", part).hexdigest()[:40] for part in (f"{place} {account}", place)]
