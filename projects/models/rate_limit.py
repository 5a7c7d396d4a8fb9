from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Now

from videostudio.upload_limits import KB, MB, in_words

from .errors import TooMuchSent, TooOften

# It is one statement, so that requests at the same time cannot get past the limit. It uses the
# database's clock.
SPEND = """
INSERT INTO {table} AS it ({key}, spent, since) VALUES ({values}, 1, now())
ON CONFLICT ({key}) DO UPDATE SET
    spent = CASE WHEN it.since > now() - make_interval(secs => %s) THEN it.spent + 1 ELSE 1 END,
    since = CASE WHEN it.since > now() - make_interval(secs => %s) AND it.spent >= %s
        THEN it.since ELSE now() END
RETURNING spent, ceil(extract(epoch FROM since - now()) + %s)::int
"""

# Counts many at once, but none if they would be too many: a smaller number may still fit.
SPEND_MANY = """
INSERT INTO {table} AS it (user_id, name, spent, since)
SELECT %(user)s, %(name)s, %(many)s, now() WHERE %(many)s <= %(most)s
ON CONFLICT (user_id, name) DO UPDATE SET
    spent = CASE WHEN {lasts} THEN it.spent ELSE 0 END + %(many)s,
    since = CASE WHEN {lasts} THEN it.since ELSE now() END
WHERE NOT {lasts} OR it.spent + %(many)s <= %(most)s
"""
LASTS = "it.since > now() - make_interval(secs => %(seconds)s)"
HOUR = 3600  # seconds


class WindowCount(models.Model):
    """How often something was done in the present time window.

    It is counted in PostgreSQL, so it holds for all web processes and needs no Redis.
    """

    spent = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    @classmethod
    def _spend(cls, key: dict[str, Any], *, most: int, seconds: int, quiet: bool = False) -> int:
        """Count one more: 0, or the seconds to wait if there were more than `most` in `seconds`.

        The window begins with the first one. So there can be nearly twice as many about its end.
        With `quiet` it begins with the last one that was allowed, so there are never more than
        `most` in any `seconds`.
        """
        sql = SPEND.format(
            table=cls._meta.db_table, key=", ".join(key), values=", ".join(["%s"] * len(key))
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*key.values(), seconds, seconds, most if quiet else 0, seconds])
            spent, left = cursor.fetchone()
        return max(1, left) if spent > most else 0

    @staticmethod
    def _left(counts: models.QuerySet[Any], seconds: int) -> int:
        """The seconds until the window of this count is over; 0 if it is, or if there is none."""
        window = timedelta(seconds=seconds)
        lasting = counts.filter(since__gt=Now() - window)
        left = lasting.values_list(F("since") + window - Now(), flat=True).first()
        return ceil(left.total_seconds()) if left else 0


class RateLimit(WindowCount):
    """How much one user may ask of the studio."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)

    class Meta:
        db_table = "projects_allowance"
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="allowance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.spent}"

    @classmethod
    def count_request(cls, user: Any) -> int:
        """Count a request of the API or its stream: 0, or the seconds to wait before the next."""
        return cls.spend(user.pk, "requests", most=settings.STUDIO_REQUESTS_A_MINUTE, seconds=60)

    @classmethod
    def count_start(cls, user: Any) -> None:
        """Count a start of jobs. Raises TooOften, which must also undo the start: call this in the
        same transaction."""
        most = settings.STUDIO_STARTS_AN_HOUR
        if wait := cls.spend(user.pk, "starts", most=most, seconds=HOUR):
            raise TooOften(wait)

    @classmethod
    def count_sent(cls, user_id: int, size: int) -> None:
        """Count the bytes of a body that begins to come. Raises TooMuchSent, and counts none of
        them, if there would be too many in this hour."""
        most = settings.STUDIO_SENT_AN_HOUR * MB
        values: dict[str, Any] = {
            "user": user_id,
            "name": "sent",
            "many": ceil(size / KB),  # the column has no room for bytes
            "most": most // KB,
            "seconds": HOUR,
        }
        with connection.cursor() as cursor:
            cursor.execute(SPEND_MANY.format(table=cls._meta.db_table, lasts=LASTS), values)
            if cursor.rowcount:
                return
        left = cls._left(cls.objects.filter(user=user_id, name="sent"), HOUR)
        raise TooMuchSent(in_words(most), left or HOUR)

    @classmethod
    def spend(cls, user_id: int, name: str, *, most: int, seconds: int) -> int:
        return cls._spend({"user_id": user_id, "name": name}, most=most, seconds=seconds)
