"""What is asked of projects, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Window
from django.db.models.functions import Now, RowNumber

from projects.timeline import ACTIVE, RUNNING, Status

if TYPE_CHECKING:
    from .project import Project  # noqa: F401 - named in a string below

STUCK_AFTER = timedelta(minutes=1)


def sees_all(user: Any) -> bool:
    """Whether the admin shows this person everybody's projects. Who may change may view there."""
    rights = ("projects.view_project", "projects.change_project")
    return user.is_staff and any(user.has_perm(right) for right in rights)


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> ProjectQuerySet:
        """Every query of a page starts here: what is foreign is absent."""
        return self if user.is_superuser else self.filter(owner=user)

    def made_by(self, owner: Any, idempotency_key: str) -> Project | None:
        """The project that a brief with this key has become already."""
        if not idempotency_key:
            return None
        return self.filter(owner=owner, idempotency_key=idempotency_key).first()

    def open_to(self, user: Any) -> ProjectQuerySet:
        """Whose files a person may look at: staff who may view projects, those of all."""
        return self if sees_all(user) else self.visible_to(user)

    def stuck(self) -> ProjectQuerySet:
        """Running, and for a minute no sign of it: nobody works on it, or it waits for its turn."""
        silent = Now() - STUCK_AFTER
        alive = self.model.objects.filter(runs__state__in=ACTIVE, runs__heartbeat_at__gte=silent)
        quiet = self.filter(status__in=RUNNING, updated_at__lt=silent)
        return quiet.exclude(pk__in=alive.values("pk"))

    def unfinished(self) -> ProjectQuerySet:
        return self.exclude(status=Status.COMPLETED).order_by("-updated_at")

    def newest_of(self, owners: Iterable[int], count: int) -> ProjectQuerySet:
        """Of each of these owners the projects that were touched last."""
        place = Window(RowNumber(), partition_by="owner", order_by="-updated_at")
        mine = self.filter(owner__in=owners).annotate(place=place)
        return mine.filter(place__lte=count)

    def with_parts(self) -> ProjectQuerySet:
        """All that a timeline shows, in a fixed number of queries."""
        own = ("scenes__photo", "scenes__own_clip")
        return self.select_related("owner").prefetch_related(*own, "artifacts")
