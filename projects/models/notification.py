from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects import events, status_text
from projects.timeline import StepName, step_of


class Outcome(models.TextChoices):
    """How a step ended. A cancel is none: the owner was there."""

    DONE = "done", pgettext_lazy("outcome", "Step finished")
    COMPLETED = "completed", pgettext_lazy("outcome", "Film finished")
    FAILED = "failed", pgettext_lazy("outcome", "Step failed")


NEWEST = 20  # notifications that a page shows
# How long a page may take between winning the right to show a notice and saying that it did.
LEASE = timedelta(seconds=15)
KEPT = timedelta(days=90)

Mark = tuple[int, int, datetime | None]
"""Unread ones, waiting ones, and when the newest came: two equal marks are one state."""
NO_NOTICES: Mark = (0, 0, None)


@dataclass(frozen=True)
class Tray:
    """What the pages of one person show: the newest, and those that still wait to be shown."""

    mark: Mark = NO_NOTICES
    newest: list[Notification] = field(default_factory=list)
    waiting: list[Notification] = field(default_factory=list)

    @property
    def unread(self) -> int:
        return self.mark[0]


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Telling once, in two moves: a page takes the right to show a notice, and says when it did.

    The first move is a lease, not the end: its reply may be lost on the way, or the page may die
    with it in its hand. A notice that was taken and not shown is offered again after LEASE, to
    whatever page is open then. So it is told at least once; twice only where the second move was
    lost, and never twice by one page. A single move would be told at most once, and some never.
    """

    def waiting(self) -> NotificationQuerySet:
        """No page has shown them yet, and none is about to."""
        return self.filter(_waiting())

    def show_once(self, pk: uuid.UUID) -> Notification | None:
        """Take the one right to show it now, or None where another page has it.

        `was_shown` ends it. The row is locked first and looked at after: the condition of a
        single UPDATE would be judged by what another page had already changed.
        """
        with transaction.atomic():
            if not self.select_for_update().filter(pk=pk).exists():
                return None
            found = self.waiting().select_related("project").filter(pk=pk).first()
            if found is None:
                return None
            self.filter(pk=pk).update(shown_at=Now())
            events.publish_notices_on_commit(found.user_id)
            return found

    def mark_read(self) -> None:
        unread = self.filter(read_at=None)
        people = set(unread.order_by().values_list("user_id", flat=True))
        if not people:
            return
        with transaction.atomic():
            unread.update(read_at=Now())
            for user_id in people:
                events.publish_notices_on_commit(user_id)

    def mark_seen(self) -> None:
        """Their reader has the list before the eyes: none of them is news any more."""
        for found in self.waiting():
            if taken := self.show_once(found.pk):
                taken.was_shown()
        self.mark_read()

    def forget_old(self) -> None:
        """Read ones of long ago: every look counts all that there are."""
        self.filter(read_at__lt=Now() - KEPT).delete()

    def marks(self) -> dict[int, Mark]:
        """The mark of each person who has any; one query however many people."""
        rows = (
            self.order_by()
            .values_list("user_id")
            .annotate(
                unread=Count("pk", filter=Q(read_at=None)),
                waiting=Count("pk", filter=_waiting()),
                newest=Max("created_at"),
            )
        )
        return {user_id: tuple(mark) for user_id, *mark in rows}

    def tray(self, user_id: int) -> Tray:
        mine = self.filter(user_id=user_id)
        mark = mine.marks().get(user_id)  # first: what comes meanwhile is found by the next look
        if mark is None:
            return Tray()
        with_projects = mine.select_related("project")
        waiting = with_projects.waiting().order_by("created_at")[:NEWEST] if mark[1] else []
        return Tray(mark, list(with_projects[:NEWEST]), list(waiting))


def _waiting() -> Q:
    """Never taken, or taken and let go: its project does not know that it was told of this run."""
    let_go = Q(shown_at__lt=Now() - LEASE, project__notified=False, project__run_no=F("run_no"))
    return Q(shown_at=None) | let_go


class Notification(models.Model):
    """What the owner of a project is told, once, when a step has ended or failed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(
        "projects.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        related_name="notifications",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="notifications",
    )
    run_no = models.PositiveIntegerField()
    step = models.CharField(_("step"), max_length=12, choices=StepName.choices)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.JSONField(default=dict, blank=True)
    seconds = models.FloatField(null=True, blank=True)  # how long the step took
    created_at = models.DateTimeField(_("made"), db_default=Now())
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("notification"), _("notifications")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "run_no", "outcome"], name="notification_told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notification_mine_newest"),
            models.Index(
                fields=["user"], condition=models.Q(shown_at=None), name="notification_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.outcome}"

    def get_absolute_url(self) -> str:
        """The place it is about: the card of the step, or the finished film."""
        name = StepName.PREVIEW if self.outcome == Outcome.COMPLETED else self.step
        return f"{reverse('project', args=[self.project_id])}#step-{name}"

    @property
    def is_bad(self) -> bool:
        return self.outcome == Outcome.FAILED

    @property
    def tag(self) -> str:
        """By which a browser knows that two pages speak of one thing."""
        return f"project-{self.project_id}-{self.run_no}"

    @property
    def message(self) -> str:
        return status_text.outcome_words(
            self.outcome,
            title=self.project.name,
            step=str(step_of(self.step).name.label),
            reason=self.reason,
            seconds=self.seconds,
        )

    def was_shown(self) -> None:
        """A page has it before somebody's eyes: only now is its project `notified`."""
        self.project.mark_notified(self.run_no)
