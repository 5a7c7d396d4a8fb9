from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from projects import events, status_text
from projects.timeline import PREVIEW, StepName, step_of


class Outcome(models.TextChoices):
    """How a step ended. A cancel is not among them, because the owner was there."""

    DONE = "done", pgettext_lazy("outcome", "Step finished")
    COMPLETED = "completed", pgettext_lazy("outcome", "Film finished")
    FAILED = "failed", pgettext_lazy("outcome", "Step failed")


NEWEST = 20  # notifications that a page shows
# How long a page that has the right to show a notice may take until it says that it has shown it.
LEASE = timedelta(seconds=15)
KEPT = timedelta(days=90)

TrayVersion = tuple[int, int, datetime | None, int]
"""How many are unread, how many wait, when the newest came, and how many there are. Equal versions
mean no change."""
NO_NOTICES: TrayVersion = (0, 0, None, 0)


@dataclass(frozen=True)
class Tray:
    """What one person's pages show: the newest notices, and those that still wait to be shown."""

    mark: TrayVersion = NO_NOTICES
    newest: list[Notification] = field(default_factory=list)
    waiting: list[Notification] = field(default_factory=list)

    @property
    def unread(self) -> int:
        return self.mark[0]


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Shows each notice once, in two steps: a page takes the right to show it, then says it did.

    The first step is only a lease: its reply may be lost, or the page may close before it shows the
    notice. A notice that was taken but not shown is offered again after LEASE, to any page that is
    open then. So it is shown at least once. It is shown twice only if the second step was lost, and
    never twice by one page. With a single step some notices would never be shown.
    """

    def present(self) -> NotificationQuerySet:
        """Without those of projects in the bin."""
        return self.filter(project__binned_at=None)

    def waiting(self) -> NotificationQuerySet:
        """Notices that no page has shown yet, and that no page is about to show."""
        return self.present().filter(_waiting())

    def show_once(self, pk: uuid.UUID) -> Notification | None:
        """Take the only right to show it now. None if another page has it.

        `was_shown` is the second step. The row is locked first and read after that: a single
        UPDATE might check its condition on values that another page has already changed.
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
        """Their reader sees the list now, so all of them count as shown and read."""
        for found in self.waiting():
            if taken := self.show_once(found.pk):
                taken.was_shown()
        self.mark_read()

    def forget_old(self) -> None:
        """Delete old notices that were read, because `marks` counts all that there are."""
        self.filter(read_at__lt=Now() - KEPT).delete()

    def marks(self) -> dict[int, TrayVersion]:
        """The mark of each person who has notices. It is one query for any number of people."""
        rows = (
            self.present()
            .order_by()
            .values_list("user_id")
            .annotate(
                unread=Count("pk", filter=Q(read_at=None)),
                waiting=Count("pk", filter=_waiting()),
                newest=Max("created_at"),
                all=Count("pk"),
            )
        )
        return {user_id: tuple(mark) for user_id, *mark in rows}

    def tray(self, user_id: int) -> Tray:
        mine = self.filter(user_id=user_id).present()
        mark = mine.marks().get(user_id)  # first, so that the next look finds what comes meanwhile
        if mark is None:
            return Tray()
        with_projects = mine.select_related("project")
        waiting = with_projects.waiting().order_by("created_at")[:NEWEST] if mark[1] else []
        return Tray(mark, list(with_projects[:NEWEST]), list(waiting))


def _waiting() -> Q:
    """Never taken, or taken and not shown in time: its project is not `notified` of this start."""
    let_go = Q(shown_at__lt=Now() - LEASE, project__notified=False, project__run_no=F("run_no"))
    return Q(shown_at=None) | let_go


class Notification(models.Model):
    """The message that tells a project's owner, once, that a step has ended or failed."""

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
        """The place that it is about: the card of the step, or the finished film."""
        name = PREVIEW.name if self.outcome == Outcome.COMPLETED else self.step
        return f"{reverse('project', args=[self.project_id])}#step-{name}"

    @property
    def is_bad(self) -> bool:
        return self.outcome == Outcome.FAILED

    @property
    def tag(self) -> str:
        """Two pages that tell the same news use the same tag, so the browser shows it once."""
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

    @property
    def headline(self) -> str:
        """How it ended, without a reason."""
        if self.outcome == Outcome.COMPLETED:
            return str(self.get_outcome_display())
        words = gettext("{step} did not finish") if self.is_bad else gettext("{step} finished")
        return words.format(step=step_of(self.step).name.label)

    def was_shown(self) -> None:
        """A page has shown it to a person. Only now its project is `notified`."""
        self.project.mark_notified(self.run_no)
