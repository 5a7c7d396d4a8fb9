from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from projects.crashpoints import Point, reach
from projects.status_text import Note, reason_words
from projects.timeline import ACTIVE, NARRATION, TO_CLAIM, WORK_STEPS, State, Step, step_of

if TYPE_CHECKING:
    from uuid import UUID


class NoLongerMine(Exception):
    """This attempt was cancelled, or another worker has taken the Run over. Stop, and store
    nothing."""


class RunQuerySet(models.QuerySet["Run"]):
    def active(self) -> RunQuerySet:
        return self.filter(state__in=ACTIVE)

    def running(self, pk: int, attempt: int) -> RunQuerySet:
        return self.filter(pk=pk, attempt=attempt, state=State.RUNNING)

    def stale(self) -> RunQuerySet:
        """Claimed, but silent for too long. Time in which the database was down does not count."""
        return self.alias(database_up=_DatabaseUp()).filter(_silent())

    def free(self) -> RunQuerySet:
        """Queued, waiting or stale. The conditions use only columns of the Run: if PostgreSQL has
        waited for another transaction, it reads these again, but not the result of a subquery."""
        return self.alias(database_up=_DatabaseUp()).filter(Q(state__in=TO_CLAIM) | _silent())

    def without_job(self) -> RunQuerySet:
        """Queued or waiting, but no job will claim it: its job has ended, or the worker died before
        the claim. The job of a Run that waits is in the queue all the time.

        A job that was fetched claims its Run within milliseconds, or ends after waiting 3 s for its
        turn. If it has done neither after STUDIO_STALE_AFTER seconds, it never will.
        """
        fetched = ProcrastinateEvent.objects.filter(
            job=OuterRef("pk"), type="started", at__lt=_stale_limit()
        )
        jobs = ProcrastinateJob.objects.filter(pk=OuterRef("job_id")).filter(
            Q(status="todo") | Q(~Exists(fetched), status="doing")
        )
        return self.filter(~Exists(jobs), state__in=TO_CLAIM)


def _silent() -> Q:
    limit = _stale_limit()
    return Q(state=State.RUNNING, heartbeat_at__lt=limit, database_up__lt=limit)


def _stale_limit() -> CombinedExpression:
    """It uses the database's clock, because the clocks of workers may jump."""
    return Now() - timedelta(seconds=settings.STUDIO_STALE_AFTER)


class _DatabaseUp(Func):
    function, template = "pg_postmaster_start_time", "%(function)s()"
    output_field = models.DateTimeField()


class Run(models.Model):
    """One claimable piece of work: a step of a project, or one scene of a step."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="runs")
    run_no = models.PositiveIntegerField(_("start"))
    step = models.CharField(
        _("step"), max_length=12, choices=[(s.name, s.name.label) for s in WORK_STEPS]
    )
    scene = models.ForeignKey(
        "projects.Scene", null=True, blank=True, on_delete=models.CASCADE, related_name="runs"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)  # the fence: it never falls
    losses = models.PositiveIntegerField(db_default=0)  # attempts whose worker died or fell silent
    hand_backs = models.PositiveIntegerField(db_default=0)  # attempts whose worker had to stop
    progress = models.PositiveSmallIntegerField(default=0)
    work = models.FloatField(default=1)  # how much there is to do, for comparing durations
    reason = models.JSONField(default=dict, blank=True)
    detail = models.TextField(blank=True)  # for the operator
    worker = models.CharField(_("worker"), max_length=80, blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    # While it waits: until when, and for what, as a note with the name of the service.
    wakes_at = models.DateTimeField(_("goes on at"), null=True, blank=True)
    waits = models.JSONField(default=dict, blank=True, db_default={}, editable=False)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("run"), _("runs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "step", "scene"],
                condition=Q(state__in=ACTIVE),
                name="run_active_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="run_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="run_progress_percent"),
        ]
        indexes = [
            models.Index(
                fields=["heartbeat_at"], condition=Q(state__in=ACTIVE), name="run_to_sweep"
            ),
            models.Index(
                fields=["step", "-finished_at"],
                condition=Q(state=State.SUCCEEDED),
                name="run_past_durations",
            ),
            models.Index(
                fields=["-finished_at"], condition=Q(finished_at__isnull=False), name="run_finished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.run_no}.{self.pk}"

    @classmethod
    def claim(cls, pk: int, *, worker: str) -> Run | None:
        """Claim the Run for this worker. None if another worker has it, or if it has ended.

        One statement decides: so if a job is delivered twice, only one of the two goes on.
        """
        with transaction.atomic():
            won = (
                cls.objects.filter(pk=pk)
                .free()
                .update(
                    state=State.RUNNING,
                    attempt=F("attempt") + 1,
                    progress=Case(When(state=State.WAITING, then=F("progress")), default=Value(0)),
                    worker=worker,
                    heartbeat_at=Now(),
                    started_at=Now(),
                )
            )
            if not won:
                return None
            return cls.objects.select_related("project", "scene").get(pk=pk)

    @classmethod
    def expected_seconds(cls, step: Step, work: float, *, shared: bool = False) -> float | None:
        """Seconds that this much work of a step takes here. None if there are no past Runs.

        Runs for scenes go side by side. `shared`: half of them are of the next step.
        """
        rate = cls.rate(step)
        places = settings.STUDIO_SCENES_AT_ONCE if step.per_scene else 1
        return None if rate is None else rate * work / max(1, places // (1 + shared))

    @classmethod
    def rate(cls, step: Step) -> float | None:
        """Seconds that one Run takes for a unit of work of this step: the median of the last 40
        Runs. None if there are none."""
        past = cls.objects.filter(step=step.name, state=State.SUCCEEDED).order_by("-finished_at")
        rates = [run.seconds / run.work for run in past[:40] if run.seconds is not None]
        return median(rates) if rates else None

    def heartbeat(self) -> None:
        """Say that the work is alive. Raises NoLongerMine if this attempt has lost the Run."""
        if not self._mine().update(heartbeat_at=Now()):
            raise NoLongerMine

    def report(self, percent: int, code: str, **numbers: int) -> None:
        """Move this Run's and its project's progress; `code` is a key of status_text.PROGRESS, and
        the numbers stand in its words."""
        with self._held():
            self.progress = max(self.progress, percent)
            self._mine().update(progress=self.progress, heartbeat_at=Now())
            if self.step == self.project.step:  # else it has begun early, and no page shows it
                self.project.show_progress(code, ticked=True, **numbers)

    def succeed(self, commit: Callable[[], None]) -> Iterable[Run]:
        """Commit the result and end. Returns the Runs to enqueue next, in the same transaction."""
        with self._held():
            commit()
            self._end(State.SUCCEEDED, progress=100)
            reach(Point.SUCCEEDING)
            return self.project.settle()

    def fail(self, reason: Note, detail: str) -> Iterable[Run]:
        """Give up for this reason."""
        with self._held():
            self._end_as_failed(reason, detail)
            return self.project.settle()

    def give_up(self, reason: Note, detail: str) -> Iterable[Run]:
        """Fail for this reason, unless another speaker may speak the film instead."""
        if self.step != NARRATION.name:
            return self.fail(reason, detail)
        with self._held():
            self._end_as_failed(reason, detail)
            return self.project.speak_anew(reason["code"])

    def make_lost_first(self, lost: Iterable[UUID], reason: Note, detail: str) -> Iterable[Run]:
        """The work has failed for this reason, and these stored files are lost. If it needs them,
        the start goes back and makes them again. Otherwise they are not why: it is tried again."""
        with self._held():
            self.project.forget_files(lost)
            step = step_of(self.step)
            if self.project.can_rebuild(step):
                self._end_as_failed(reason, detail)
                return self.project.rebuild(step)
            if self.project.lacking(step):
                return self.fail({"code": "files_lost"}, detail)
            return self.try_again() if self.attempts_left > 0 else self.fail(reason, detail)

    def hand_back(self) -> Iterable[Run]:
        """Put the Run back, so that another worker can take it at once: this one must stop."""
        with self._held():
            self._mine().update(state=State.QUEUED, hand_backs=F("hand_backs") + 1)
            reach(Point.HANDING_BACK)
            return [self]

    def park(self, seconds: float, waits: Note, percent: int | None = None) -> Iterable[Run]:
        """Give the place back for so many seconds: somebody else's server does the work, or wants
        to be left alone. `waits` says that in words of status_text.PROGRESS. A job claims the Run
        again then, and this attempt does not count."""
        with self._held():
            self._mine().update(
                state=State.WAITING,
                hand_backs=F("hand_backs") + 1,
                wakes_at=Now() + timedelta(seconds=seconds),
                waits=dict(waits),
                progress=max(self.progress, percent or 0),
            )
            reach(Point.PARKING)
            if self.step == self.project.step:
                self.project.show_waiting()
            return [self]

    def wake(self) -> Iterable[Run]:
        """What this attempt waits for is there. A job claims it at once, not only in time."""
        asleep = Run.objects.filter(pk=self.pk, attempt=self.attempt, state=State.WAITING)
        return [self] if asleep.update(wakes_at=Now()) else []

    def store(self, commit: Callable[[], None]) -> None:
        """Commit a part of the result that must not be lost, before the rest is made."""
        with self._held():
            self.heartbeat()
            commit()

    def try_again(self) -> Iterable[Run]:
        """Queue the Run again after an error. The caller has checked that attempts are left."""
        with self._held():
            self._mine().update(state=State.QUEUED)
            reach(Point.TRYING_AGAIN)
            return [self]

    def lose(self, *, dead: bool) -> Iterable[Run]:
        """The worker has died or is silent: queue the Run again, or give it up at its third loss.

        A silent worker may have sent a heartbeat since the Run was found. Then it keeps the Run,
        and this raises NoLongerMine.
        """
        with self._held():
            if not (dead or Run.objects.stale().select_for_update().filter(pk=self.pk)):
                raise NoLongerMine
            self._mine().update(losses=F("losses") + 1)
            if self.losses + 1 >= settings.STUDIO_MAX_ATTEMPTS:
                return self.fail({"code": "worker_lost"}, f"lost in attempt {self.attempt}")
            return self.try_again()

    @property
    def seconds(self) -> float | None:
        """How long the last attempt took. None if the Run has not ended, or never began."""
        if not (self.finished_at and self.started_at):
            return None
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def reason_message(self) -> str:
        return reason_words(self.reason)

    @property
    def attempts_left(self) -> int:
        return settings.STUDIO_MAX_ATTEMPTS - (self.attempt - self.hand_backs)

    def _mine(self) -> RunQuerySet:
        return Run.objects.running(self.pk, self.attempt)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """The fence: lock the project, and check that this attempt still may write.

        Raises NoLongerMine.
        """
        with self._locked_project():
            if not self._mine().exists():
                raise NoLongerMine
            yield

    @contextmanager
    def _locked_project(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                stack.enter_context(self.project.locked())
            except ObjectDoesNotExist as gone:
                raise NoLongerMine from gone
            yield

    def _end_as_failed(self, reason: Note, detail: str) -> None:
        self._end(State.FAILED, reason=dict(reason), detail=detail[:4000])
        reach(Point.FAILING)

    def _end(self, state: State, **values: object) -> None:
        self._mine().update(state=state, finished_at=Now(), heartbeat_at=None, **values)
