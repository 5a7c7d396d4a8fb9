from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class Preferences(models.Model):
    """What the studio remembers of a person, besides the person's films."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="preferences",
    )
    # The film that was made to be looked at, with a tour of its page.
    example = models.ForeignKey(
        "projects.Project", null=True, on_delete=models.SET_NULL, related_name="example_of"
    )
    tour_is_over = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def locked_of(cls, user: Any) -> Preferences:
        """Of this person, in the caller's transaction: who presses twice waits here."""
        cls.objects.get_or_create(user=user)
        return cls.objects.select_for_update(of=("self",)).get(user=user)

    @classmethod
    def tours(cls, user: Any, project: models.Model) -> bool:
        """Whether this person sees the tour on the page of this project."""
        return cls.objects.filter(user=user, example=project.pk, tour_is_over=False).exists()

    @classmethod
    def end_tour(cls, user: Any) -> None:
        cls.objects.filter(user=user).update(tour_is_over=True)
