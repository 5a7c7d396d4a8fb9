from __future__ import annotations

from enum import Enum
from typing import Any

from django.conf import settings
from django.db import models


class Tour(Enum):
    NONE = "none"
    SHOWN = "shown"
    PUT_AWAY = "put away"


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
    def tour_of(cls, user: Any, project: models.Model) -> Tour:
        """The tour of the page of this project, as this person sees it."""
        found = (
            cls.objects.filter(user=user, example=project.pk).values_list("tour_is_over").first()
        )
        return Tour.NONE if found is None else Tour.PUT_AWAY if found[0] else Tour.SHOWN

    @classmethod
    def set_tour(cls, user: Any, *, is_over: bool) -> None:
        cls.objects.filter(user=user).update(tour_is_over=is_over)
