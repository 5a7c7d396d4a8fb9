from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Prefetch, Q, Window
from django.db.models.functions import Now, RowNumber
from django.utils.translation import gettext_lazy as _

from projects.timeline import ACTIVE, RUNNING, State, Status
from projects.vocabulary import Music

from ..audit import Action, record
from ..draft import DraftPart, PartKind
from .bin import KEPT, ProjectBin
from .contact import CONTACT
from .lists import Lists
from .settings_of import SETTINGS

REMEMBERED = ("platform", *SETTINGS, "house_style", "created_at")
STUCK_AFTER = timedelta(minutes=1)


def sees_all(user: Any) -> bool:
    """Whether the admin shows this person all projects. In the admin, the right to change them
    includes the right to view them."""
    rights = ("projects.view_project", "projects.change_project")
    return user.is_staff and any(user.has_perm(right) for right in rights)


class ProjectQuerySet(Lists):
    def visible_to(self, user: Any) -> ProjectQuerySet:
        """Every query of a page must start here: it leaves out the projects of others."""
        return self if user.is_superuser else self.filter(owner=user)

    def newest_first(self) -> ProjectQuerySet:
        """A total order, so that no project is on two pages of a list."""
        return self.order_by("-updated_at", "pk")

    def made_by(self, owner: Any, idempotency_key: str) -> Project | None:
        """The project that was already made from the brief with this key, if any."""
        if not idempotency_key:
            return None
        return self.filter(owner=owner, idempotency_key=idempotency_key).first()

    def remembered_of(self, owner: Any) -> dict[str, Any]:
        """The platform, the settings and the house style of this person's newest film, also if they
        say nothing. The film to look at does not count, nor a program's brief without any contact:
        programs leave out what has a default. A piece of one's own belongs to its film."""
        own = self.filter(owner=owner, example_of=None)
        said = own.exclude(idempotency_key="", **dict.fromkeys(CONTACT, ""))
        found = said.order_by("-created_at").values(*REMEMBERED).first() or {}
        by_style = {"music": Music.BY_STYLE.value}
        return found | (by_style if found.get("music") == Music.OWN else {})

    def open_to(self, user: Any) -> ProjectQuerySet:
        """The projects whose files a person may open. Staff who may view projects may open all."""
        return self if sees_all(user) else self.visible_to(user)

    def stuck(self) -> ProjectQuerySet:
        """Running, but without a sign of life for a minute: no worker does the work, or it waits
        for its turn."""
        silent = Now() - STUCK_AFTER
        heard = Q(runs__state__in=ACTIVE, runs__heartbeat_at__gte=silent)
        waits = Q(runs__state=State.WAITING, runs__wakes_at__gte=silent)
        alive = self.model.objects.filter(heard | waits)
        quiet = self.filter(status__in=RUNNING, updated_at__lt=silent)
        return quiet.exclude(pk__in=alive.values("pk"))

    def unfinished(self) -> ProjectQuerySet:
        return self.exclude(status=Status.COMPLETED).order_by("-updated_at")

    def newest_of(self, owners: Iterable[int], count: int) -> ProjectQuerySet:
        """The projects of each owner that changed last, at most `count`."""
        place = Window(RowNumber(), partition_by="owner", order_by="-updated_at")
        mine = self.filter(owner__in=owners).annotate(place=place)
        return mine.filter(place__lte=count)

    def in_bin(self) -> ProjectQuerySet:
        """Of `everything`: what was deleted and can be put back, the last deleted first."""
        return self.filter(binned_at__isnull=False).order_by("-binned_at", "pk")

    def overdue(self) -> ProjectQuerySet:
        """Of `everything`: what was in the bin for long enough, by the database's clock."""
        return self.filter(binned_at__lt=Now() - KEPT)

    def with_files(self) -> ProjectQuerySet:
        """All that tells which steps are done, in a fixed number of queries."""
        parts = ("scenes__shots", "artifacts")
        chosen = ("owner", "own_music", "logo", "house_style")
        return self.select_related(*chosen).prefetch_related(*parts)

    def with_parts(self) -> ProjectQuerySet:
        """All that a timeline shows, also what can be undone."""
        drafts = Prefetch("draft_parts", DraftPart.objects.filter(kind=PartKind.WHOLE))
        return self.with_files().prefetch_related("history", drafts)


class Present(models.Manager["Project"]):
    """Without what is in the bin. It is Django's default, so what forgets the bin does not show
    it."""

    def get_queryset(self) -> models.QuerySet[Project]:
        return super().get_queryset().filter(binned_at=None)


class Project(ProjectBin):
    """One film: its brief, its status, and the verbs that change it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="projects",
    )
    # The page's key for its brief. A brief that is sent twice makes one project.
    idempotency_key = models.CharField(max_length=64, blank=True, db_default="", editable=False)
    created_at = models.DateTimeField(_("made"), db_default=Now())

    objects = Present.from_queryset(ProjectQuerySet)()
    everything = ProjectQuerySet.as_manager()  # also what is in the bin

    class Meta:
        verbose_name, verbose_name_plural = _("project"), _("projects")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="project_created_once",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="project_progress_percent"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="project_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.FAILED) | ~Q(error={}), name="project_failed_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-updated_at"], name="project_mine_newest"),
            models.Index(
                fields=["owner", "-updated_at"],
                condition=~Q(status=Status.COMPLETED),
                name="project_unfinished_newest",
            ),
            models.Index(
                fields=["binned_at"],
                condition=Q(binned_at__isnull=False),
                name="project_in_bin",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        with transaction.atomic() if is_new else nullcontext():
            super().save(*args, **kwargs)
            if is_new:
                record(Action.CREATE, about=self)
