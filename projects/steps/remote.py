"""The work of a provider whose service takes minutes: its task is stored before it is asked after,
and the Run waits without a place of a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import uniform
from typing import NoReturn

from projects.crashpoints import Point, reach
from projects.models import PaidCall, RemoteTask, Scene, costs
from projects.models.spending import usual
from projects.providers.wire.again import MOST
from projects.providers.wire.asking import ask, checked
from projects.providers.wire.faults import TRANSIENT, Fault, ServiceError
from projects.providers.wire.results import fetch
from projects.providers.work import Answer, Call, Request, Task
from projects.timeline import SCENES
from projects.vocabulary import ProviderKind

from . import pauses
from .attempt import Attempt, Waiting
from .in_turn import Passed
from .paying import Paying

FREE_TO_REPEAT = TRANSIENT | {Fault.UNKNOWN}
# As services say of a task or of a file that is not there yet, or not any more.
ODD = (Fault.GONE, Fault.MODEL, Fault.REQUEST, Fault.ANSWER)
LOOKS = 5  # in a row until that is believed
LONGEST_PAUSE = 120.0  # seconds between two questions when the service has faults
SHARE = 60  # percent of a scene's progress that is the service's, if no times are known


def on_their_way(
    scene: Scene, names: Sequence[str], wish_of: Callable[[str], str]
) -> tuple[Sequence[str], Passed]:
    """Those of these that are still to be asked, and who could not before: one that has the task
    already is the first. `wish_of`: the recipe of what each makes."""
    for task in RemoteTask.objects.open_for(scene.pk, provider__in=names):
        if task.wish == wish_of(task.provider):
            return names[names.index(task.provider) :], task.passed
    return names, {}


def until_next(every: float, age: float, usual: float | None) -> float:
    """Seconds until the next question: when it is usually done, if that is before."""
    left = (usual or 0.0) - age
    return max(left, every / 4) if 0 < left < every else every


def share_of(outside: float | None, here: float | None) -> float:
    """The percent of a scene's progress that is the service's: as of its time."""
    if not outside or not here:
        return SHARE
    return min(95.0, max(10.0, 100 * outside / (outside + here)))


class Remote(Paying):
    """Of one attempt at one scene. `wish`: the recipe of what is made. `every`: seconds between two
    questions; `longest`: until it is given up, and a person may go on waiting; `passed`: who could
    not do it before, and why."""

    def __init__(
        self,
        attempt: Attempt,
        kind: ProviderKind,
        provider: str,
        wish: str,
        *,
        every: float,
        longest: float,
        passed: Mapping[str, str],
        may_leave: Callable[[], bool] = lambda: False,
    ):
        super().__init__(attempt, kind, wish, may_leave=may_leave)
        self._of, self._provider = attempt, provider
        self._every, self._longest = every, longest
        self._passed, self._task = dict(passed), self._open_task()

    def task(self, call: Call, read: Callable[[Answer], Task]) -> Task:
        if self._task is None:
            self._task = self._ordered(call, read)
            self.wait()
        if not self._task.asked_since(self._of.run.created_at, self._longest):
            raise ServiceError(Fault.TIMED_OUT, f"after {self._task.age:.0f} s")
        return Task(self._task.remote_id, self._task.url)

    def ask(self, request: Request, check: Callable[[Answer], None]) -> Answer:
        try:
            answer = ask(request, self.beat)
            checked(check, request, answer)
        except ServiceError as failed:
            self._rest(failed)
        return answer

    def fetch(self, url: str, *, service: str, largest: int) -> Answer:
        try:
            answer = fetch(url, service=service, beat=self.beat, largest=largest)
        except ServiceError as failed:
            self._rest(failed)
        reach(Point.DELIVERED)
        return answer

    def wait(self, fraction: float | None = None) -> NoReturn:
        self._required().note_answer()
        known = usual(self._kind, self._provider)
        pause = until_next(self._every, self._required().age, known.seconds if known else None)
        self._leave(pause * uniform(0.95, 1.1), fraction)  # noqa: S311 - no secret

    def failed(self, fault: str, detail: str, *, may_pass: bool = False) -> None:
        task = self._required()
        task.fail(fault, detail)
        times = task.failures_since(self._of.run.created_at)
        if may_pass and times < MOST:
            raise pauses.pause(self._provider, self._every * 2 ** (times - 1))

    def lost(self, detail: str) -> NoReturn:
        self._required().lose(Fault.GONE, detail)
        raise ServiceError(Fault.GONE, detail)

    def done(self) -> None:
        self._required().done()

    def _rest(self, failed: ServiceError) -> NoReturn:
        """Longer each time, and at least as long as the service wants, if that is not too long: its
        task may be done long before. Raises what is no reason to rest."""
        task = self._required()
        if failed.fault not in (*FREE_TO_REPEAT, *ODD):
            raise failed
        times = task.note_fault()
        if failed.fault in ODD and times > LOOKS:
            if failed.fault == Fault.GONE:
                self.lost(str(failed))
            raise failed
        pause = self._every * 2 ** min(times - 1, 6)
        wanted = min(failed.retry_after or 0, pauses.LONGEST_PAUSE)
        self._leave(max(min(pause, LONGEST_PAUSE), wanted), None)

    def _leave(self, seconds: float, fraction: float | None) -> NoReturn:
        age = self._required().age
        known = usual(self._kind, self._provider)
        note: dict[str, object] = {"code": "filming", "service": self._provider}
        if fraction:
            at = self._of.scene.position
            note |= {"code": "filming_at", "at": at, "percent": int(100 * fraction)}
        elif known and (left := known.seconds - age) > 0:
            note |= {"code": "filming_left", "left": round(left)}
        if fraction is None and known:
            fraction = min(0.95, age / max(known.seconds, 1.0))
        if fraction is None:
            raise Waiting(seconds, note)
        here = costs.rate_here(SCENES)
        share = share_of(known.seconds if known else None, here and here * self._of.run.work)
        raise Waiting(seconds, note, round(share * fraction))

    def _ordered(self, call: Call, read: Callable[[Answer], Task]) -> RemoteTask:
        answer = self.paid(call)
        row = PaidCall.objects.open_with(self._key_of(call))
        assert row  # noqa: S101 - it has just been answered
        try:
            told = read(answer)
        except ServiceError as unusable:  # what it has cost, nobody knows
            row.fail(unusable.reason, str(unusable), unknown=True)
            raise
        reach(Point.ORDERED)
        return RemoteTask.objects.create(
            project=self._of.project,
            scene=self._of.scene,
            call=row,
            kind=self._kind,
            provider=self._provider,
            wish=self._wish,
            remote_id=told.id[:200],
            url=told.url,
            passed=self._passed,
        )

    def _open_task(self) -> RemoteTask | None:
        scene = self._of.run.scene_id
        return RemoteTask.objects.open_for(scene, wish=self._wish).first() if scene else None

    def _required(self) -> RemoteTask:
        assert self._task  # noqa: S101 - `task` was called first
        return self._task
