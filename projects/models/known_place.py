from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

KNOWN_FOR = timedelta(days=60)
MOST_KNOWN = 10  # places of one account


class KnownPlaceQuerySet(models.QuerySet["KnownPlace"]):
    def remember(self, user: Any, place: str) -> None:
        """The user has signed in from there. Too many places are forgotten, the oldest first."""
        known = self.model(user=user, place=digest_of(place), used_at=Now())
        self.bulk_create(
            [known],
            update_conflicts=True,
            unique_fields=["user", "place"],
            update_fields=["used_at"],
        )
        mine = self.filter(user=user)
        newest = mine.order_by("-used_at").values("pk")[:MOST_KNOWN]
        mine.exclude(pk__in=newest).delete()

    def is_known(self, account: str, place: str) -> bool:
        """Whether the account with this name was signed in to from there. It may not exist."""
        fresh = self.filter(used_at__gt=Now() - KNOWN_FOR)
        return fresh.filter(user__username=account, place=digest_of(place)).exists()

    def forget_old(self) -> None:
        self.filter(used_at__lt=Now() - KNOWN_FOR).delete()


class KnownPlace(models.Model):
    """A place from which a user has signed in. Guesses from elsewhere do not lock the user out
    there. Only a digest of the place is stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=40)
    used_at = models.DateTimeField()

    objects = KnownPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "place"], name="known_place_once"),
        ]

    def __str__(self) -> str:
        return self.place


def digest_of(place: str) -> str:
    return salted_hmac("known place", place).hexdigest()[:40]
