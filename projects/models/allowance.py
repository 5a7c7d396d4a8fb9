from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now

# One statement, so that requests at once cannot pass each other; by the database's clock.
SPEND = """
INSERT INTO projects_allowance AS it (user_id, name, spent, since) VALUES (%s, %s, 1, now())
ON CONFLICT (user_id, name) DO UPDATE SET
    spent = CASE WHEN it.since > now() - make_interval(secs => %s) THEN it.spent + 1 ELSE 1 END,
    since = CASE WHEN it.since > now() - make_interval(secs => %s) THEN it.since ELSE now() END
RETURNING spent, ceil(extract(epoch FROM since - now()) + %s)::int
"""


class Allowance(models.Model):
    """How often somebody has done a thing in the present window of time.

    In PostgreSQL, so that it holds for all web processes and without a Redis.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    spent = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_default=Now())

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
    def start(cls, user: Any) -> int:
        """As `request`, for what begins a job."""
        return cls.spend(user.pk, "starts", most=settings.STUDIO_STARTS_AN_HOUR, seconds=3600)

    @classmethod
    def spend(cls, user_id: int, name: str, *, most: int, seconds: int) -> int:
        """Do it once more: 0, or the seconds to wait where `most` in `seconds` are used up."""
        with connection.cursor() as cursor:
            cursor.execute(SPEND, [user_id, name, seconds, seconds, seconds])
            spent, left = cursor.fetchone()
        return max(1, left) if spent > most else 0
