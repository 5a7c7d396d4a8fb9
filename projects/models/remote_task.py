"""What a service is doing for a scene, after it was ordered and paid: it takes minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.vocabulary import ProviderKind

from .paid_call import PaidCall


class TaskState(models.TextChoices):
    RUNNING = "running", _("on its way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed, and cost nothing")
    GONE = "gone", _("unknown what came of it")


class RemoteTaskQuerySet(models.QuerySet["RemoteTask"]):
    def open_for(self, scene: int, **which: Any) -> Self:
        return self.filter(scene=scene, state=TaskState.RUNNING, **which).select_related("call")


class RemoteTask(models.Model):
    """It is written before the service is asked how far it is. Whoever goes on with the scene, also
    after a crash or a cancel, asks for the same task."""

    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="remote_tasks"
    )
    scene = models.ForeignKey(
        "projects.Scene", on_delete=models.CASCADE, related_name="remote_tasks"
    )
    call = models.OneToOneField(PaidCall, on_delete=models.CASCADE, related_name="task")
    kind = models.CharField(_("kind"), max_length=12, choices=ProviderKind.choices)
    provider = models.CharField(_("provider"), max_length=40)
    wish = models.CharField(max_length=24)  # the recipe of what is made
    remote_id = models.CharField(_("number at the service"), max_length=200)
    url = models.CharField(_("address"), max_length=500)  # where to ask; it has no key in it
    state = models.CharField(
        _("state"), max_length=8, choices=TaskState.choices, default=TaskState.RUNNING
    )
    faults = models.PositiveSmallIntegerField(default=0)  # in a row, when it was asked
    passed = models.JSONField(default=dict)  # who could not do it before, and why
    begun_at = models.DateTimeField(_("begun"), db_default=Now())

    objects = RemoteTaskQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("task of a service"), _("tasks of services")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scene", "wish"],
                condition=Q(state=TaskState.RUNNING),
                name="remote_task_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=TaskState.values), name="remote_task_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.remote_id}"

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return (timezone.now() - self.begun_at).total_seconds()

    def asked_since(self, begun: datetime, longest: float) -> bool:
        """Whether it is still worth asking: `begun` is when somebody began to wait for it."""
        return timezone.now() - max(begun, self.begun_at) < timedelta(seconds=longest)

    def note_fault(self) -> int:
        """One more in a row. How many there are."""
        self.faults += 1
        self.save(update_fields=["faults"])
        return self.faults

    def note_answer(self) -> None:
        if self.faults:
            self.faults = 0
            self.save(update_fields=["faults"])

    @transaction.atomic
    def done(self) -> None:
        self._end(TaskState.DONE)
        self.call.note_end()

    @transaction.atomic
    def fail(self, reason: str, detail: str) -> None:
        """The service says that it has failed."""
        self._end(TaskState.FAILED)
        self.call.take_back(reason, detail)

    def failures_since(self, begun: datetime) -> int:
        """How often its service has failed at the same, with this one."""
        same = RemoteTask.objects.filter(scene=self.scene_id, wish=self.wish)
        return same.filter(state=TaskState.FAILED, begun_at__gte=begun).count()

    @transaction.atomic
    def lose(self, reason: str, detail: str) -> None:
        """Nobody can say what came of it, or what came is of no use: a person decides."""
        self._end(TaskState.GONE)
        self.call.fail(reason, detail, unknown=True)

    def _end(self, state: TaskState) -> None:
        self.state = state
        self.save(update_fields=["state"])
