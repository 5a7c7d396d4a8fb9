"""The status and progress of a project, and the only place that changes the status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Avg, F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects import events, status_text
from projects.timeline import (
    ACTIVE,
    LAST_STEP,
    LEGAL_MOVES,
    RESTING,
    RUNNING,
    State,
    Status,
    Step,
    StepName,
    step_of,
)

from ..delivery import Delivery
from ..errors import AlreadyRunning
from .draft import ProjectDraft

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from ..notification import Notification
    from ..run import Run, RunQuerySet


ESTIMATE_FROM = 10  # percent: with less, an estimate of the remaining time would only be a guess


def _known(scenes: list[int | None]) -> list[int]:
    """Their numbers; a Run for the whole film has none."""
    return [number for number in scenes if number is not None]


class IllegalMove(Exception):
    """A status change that is not in LEGAL_MOVES. It is a bug, never a person's mistake."""


class ProjectStatus(ProjectDraft):
    """Status, progress and the words for them.

    Only `_move` changes a status. Every method that writes takes the row's lock first, so two
    clicks, two tabs and a worker write one after the other.
    """

    if TYPE_CHECKING:
        owner_id: int
        runs: RunQuerySet  # a manager with the same methods
        notifications: RelatedManager[Notification]

    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.DRAFT
    )
    step = models.CharField(
        _("step"), max_length=12, choices=StepName.choices, default=StepName.SCRIPT
    )
    # The step to which jobs go on without asking. It stays after a failure: a retry goes that far.
    goal = models.CharField(max_length=12, blank=True, db_default="", editable=False)
    # How often this start has gone back because stored files were lost.
    rebuilds = models.PositiveSmallIntegerField(default=0, editable=False, db_default=0)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    note = models.JSONField(default=dict, blank=True)
    error = models.JSONField(default=dict, blank=True)
    notified = models.BooleanField(_("notified"), default=False)
    run_no = models.PositiveIntegerField(default=0)
    revision = models.PositiveBigIntegerField(default=1)
    expected_seconds = models.FloatField(null=True, blank=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last change"), db_default=Now())

    _is_on_trial = False

    class Meta(ProjectDraft.Meta):
        abstract = True

    @property
    def running(self) -> bool:
        return self.status in RUNNING

    @property
    def open_step(self) -> Step:
        """The step that a person sees first. If a step was cancelled or has lost a file, it is that
        one."""
        at_rest = self.status == Status.DRAFT
        return step_of(self.note.get("step", self.step) if at_rest else self.step)

    @property
    def interrupted(self) -> bool:
        """Whether a step failed, was cancelled, or has lost a file. `retry` goes on from there."""
        return self.status == Status.FAILED or "step" in self.note

    @cached_property
    def failures(self) -> list[Run]:
        """The failed Runs of the failed step, in the order of their scenes, or []."""
        if self.status != Status.FAILED:
            return []
        failed = self._runs_of(self.step).filter(state=State.FAILED)
        return list(failed.select_related("scene").order_by("scene__position"))

    @property
    def progress_message(self) -> str:
        return status_text.progress_words(self.note)

    @property
    def error_message(self) -> str:
        return status_text.reason_words(self.error)

    @property
    def seconds_left(self) -> float | None:
        """An estimate from past Runs of this installation. None while it would only be a guess."""
        if not (self.running and self.expected_seconds and self.started_at):
            return None
        if self.progress < ESTIMATE_FROM:
            return None
        elapsed = (timezone.now() - self.started_at).total_seconds()
        if elapsed > 2 * self.expected_seconds:
            return None
        return self.expected_seconds * (1 - self.progress / 100)

    @contextmanager
    def locked(self, among: QuerySet[Any] | None = None) -> Iterator[None]:
        """A transaction in which the row is locked and freshly read. It may be nested.

        Raises DoesNotExist if it is gone, or in the bin: if it is not `among` these (None: all that
        are not in the bin).
        """
        found = type(self)._default_manager.all() if among is None else among
        with transaction.atomic():
            locked = found if self._is_on_trial else found.select_for_update(of=("self",))
            self.refresh_from_db(from_queryset=locked)
            yield

    @contextmanager
    def on_trial(self) -> Iterator[None]:
        """Verbs in this block change only this object and the rows of scenes: the caller rolls that
        back. They lock and save nothing of the project, and nobody hears of them."""
        self._is_on_trial = True
        try:
            yield
        finally:
            self._is_on_trial = False
            self._forget()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Like `locked`. Raises AlreadyRunning while jobs work on the project."""
        with self.locked():
            if self.running:
                raise AlreadyRunning
            yield

    def touch(self, *, ticked: bool = False) -> None:
        """Save with a higher revision, and send a hint after the commit.

        `ticked`: only the progress of the running step has changed.
        """
        if self._is_on_trial:
            return
        self.revision += 1
        self.updated_at = Now()
        self.save()
        self.refresh_from_db(fields=["updated_at"])
        events.publish_on_commit(self, ticked=ticked)

    def show_progress(self, code: str, *, ticked: bool = False, **numbers: int) -> None:
        """Compute the project's progress from the Runs of its step (the row is locked). It never
        falls.

        `ticked`: no Run has ended, so there is no new file.
        """
        before = self.note
        self._measure(code, **numbers)
        # If other scenes are at work, or the words change, more than the page's progress changes.
        self.touch(ticked=ticked and self.note == before)

    def show_waiting(self) -> None:
        """A Run has begun to wait, or waits on (the row is locked)."""
        before = self.note, self.progress
        self._measure(self.note.get("code", ""))
        if (self.note, self.progress) != before:
            self.touch(ticked=self.note == before[0])

    def _measure(self, code: str, **numbers: Any) -> None:
        runs = self._runs_of(self.step)
        percent = runs.aggregate(mean=Avg("progress"))["mean"] or 0
        self.progress = max(self.progress, min(int(percent), 99))
        rows = list(
            runs.active()
            .order_by("scene__position")
            .values("state", "waits", scene_no=F("scene__position"))
        )
        scenes = {
            state: [row["scene_no"] for row in rows if row["state"] == state] for state in ACTIVE
        }
        waits = [row["waits"] for row in rows if row["state"] == State.WAITING]
        at_work, waiting = scenes[State.RUNNING], scenes[State.WAITING]
        if "service" in self.note and not numbers:  # its words are of a Run that waited
            code = next(iter(step_of(self.step).progress), code)
        if waits and not at_work:  # all that can be said is what it waits for
            numbers = max(waits, key=lambda each: (each.get("left", 0), each.get("percent", 0)))
        self.note = {
            "code": code,
            "now": _known(at_work or waiting or scenes[State.QUEUED][:1]),
            "total": self.scene_count,
            "topic": self.topic,
            **({"waiting": _known(waiting)} if at_work and waiting else {}),
            **numbers,
        }

    def _runs_of(self, step: str) -> RunQuerySet:
        """The Runs of this step in the present or the last start."""
        return self.runs.filter(run_no=self.run_no, step=step)

    def mark_notified(self, run_no: int) -> None:
        """Note that the owner knows how the start `run_no` ended. It does nothing if a later start
        has begun.

        The revision rises, because programs see this. `updated_at` stays, so that lists keep their
        order: nobody has worked on the project.
        """
        with self.locked():
            if self.run_no == run_no and not (self.running or self.notified):
                self.notified = True
                self.revision += 1
                self.save(update_fields=["notified", "revision"])
                events.publish_on_commit(self)

    def _notify_owner(
        self, outcome: str, step: str, reason: status_text.Note | None = None
    ) -> None:
        """Notify the owner how the running step ended. It does nothing if no step was running: then
        a click had nothing to do."""
        if not self.running:
            return
        took = (timezone.now() - self.started_at).total_seconds() if self.started_at else None
        told = self.notifications.create(
            user_id=self.owner_id,
            run_no=self.run_no,
            step=step,
            outcome=outcome,
            reason=dict(reason or {}),
            seconds=took,
        )
        Delivery.objects.tell(told)
        events.publish_notices_on_commit(self.owner_id)

    def _move(
        self,
        to: Status,
        step: str,
        *,
        error: status_text.Note | None = None,
        note: status_text.Note | None = None,
    ) -> None:
        """Change the status. Nothing else may do that.

        At rest no Run may be active. So Runs that have begun early, for a step that will not begin
        now, are cancelled.
        """
        if to != self.status and to not in LEGAL_MOVES[Status(self.status)]:
            raise IllegalMove(f"{self.status} to {to}")
        if self.running and to in RESTING:  # a click that had nothing to do needs no notice
            self.notified = False
        if to in RESTING:
            self.runs.active().update(state=State.CANCELLED, finished_at=Now())
        self.status, self.step, self.error = to, step, dict(error or {})
        self.progress = 100 if to == Status.COMPLETED else 0
        self.note = {"code": "queued"} if to in RUNNING else dict(note or {})
        if to in RUNNING and self._runs_of(step).exclude(state=State.QUEUED).exists():
            self._measure(next(iter(step_of(step).progress)))  # some Runs of it have begun early
        self.started_at = timezone.now() if to in RUNNING else None
        self.completed_at = timezone.now() if to == Status.COMPLETED else None
        self.touch()

    def _resting_step(self) -> StepName:
        """The step of a project at rest: the last work step that is done, or the script."""
        self._forget()
        waiting = self.next_step() or LAST_STEP
        return (waiting.previous or waiting).name
