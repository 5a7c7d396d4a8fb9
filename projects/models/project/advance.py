"""How a start goes on from step to step: it begins each with a Run for every missing piece."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.db.models.functions import Now

from projects.timeline import EXPORT, NARRATION, SCENES, State, Status, Step, step_of

from ..audit import Action, record
from ..outside import seconds_outside
from .narrator import ProjectNarrator
from .status import IllegalMove

if TYPE_CHECKING:
    from ..run import Run
    from ..scene import Scene

MOST_REBUILDS = 3  # of one start: a storage that loses every file must not keep a worker for ever


class ProjectAdvance(ProjectNarrator):
    """Begins steps, and goes on when their Runs end.

    All Runs of a start have its number, `run_no`, whatever their step is. A start that goes on
    beyond a step begins with the next one early: as soon as a scene has its narration, there is a
    Run for its clip. The status and the progress are those of the earlier step until it ends.
    """

    class Meta(ProjectNarrator.Meta):
        abstract = True

    def settle(self) -> Iterable[Run]:
        """A Run has ended (the row is locked). End the step if no other Run of it is active, else
        begin early what can be. Returns the new Runs."""
        self._forget()
        if self._runs_of(self.step).active().exists():
            self.show_progress(self.note.get("code", ""))
            return self._begin_early()
        return self._end_step(step_of(self.step))

    def _begin_up_to(self, goal: Step, first: Step) -> Iterable[Run]:
        """Begin at `first`. Jobs then go on to the goal without asking."""
        self.goal, self.rebuilds = goal.name, 0
        runs = self._begin(first)
        if self.running:  # else a click had nothing to do
            record(Action.START, about=self, detail=goal.name)
        return runs

    def can_rebuild(self, step: Step) -> bool:
        """Whether this step lacks what earlier ones have made, and may go back for it once more."""
        return bool(self.lacking(step)) and self.rebuilds < MOST_REBUILDS

    def rebuild(self, step: Step) -> Iterable[Run]:
        """Stored files that this running step needs are lost (the row is locked): go back to where
        they are made, as another start with the same goal. What is at work is taken away."""
        self._take_work_away()
        self.rebuilds += 1
        return self._begin(self.lacking(step)[0])

    def speak_anew(self, reason: str) -> Iterable[Run]:
        """A scene could not be spoken for this reason (the row is locked). If another speaker may,
        it speaks the whole film, as another start with the same goal."""
        if not self.take_next_speaker(reason):
            return self.settle()
        self._take_work_away()
        self._forget()
        return self._begin_pieces(NARRATION, Status.GENERATING_AUDIO)

    def _take_work_away(self) -> None:
        self.runs.active().update(state=State.CANCELLED, finished_at=Now())
        self.run_no += 1

    def _begin(self, step: Step) -> Iterable[Run]:
        """Make a Run for each missing piece that has none yet. A step without any is done at
        once."""
        if step.status is None:
            raise IllegalMove(f"no job does the step {step.name}")
        self._choose_narrator(step)
        return self._begin_pieces(step, step.status)

    def _begin_pieces(self, step: Step, status: Status) -> Iterable[Run]:
        if not self.missing(step):
            return self._step_done(step)
        if not self.running:
            self.run_no += 1
        runs = self._new_runs(step)
        if not self._runs_of(step.name).active().exists():
            return self._end_step(step)  # all that has begun early has failed
        work = self._runs_of(step.name).aggregate(sum=Sum("work"))["sum"]
        shared = self._goes_on_beyond(step) and step.overlapping is not None
        here = self.runs.model.expected_seconds(step, work, shared=shared)
        outside = seconds_outside(self, step, filter(None, self.missing(step)))
        self.expected_seconds = None if here is None or outside is None else here + outside
        self._move(status, step.name)
        return [*runs, *self._begin_early()]

    def _begin_early(self) -> list[Run]:
        """Make Runs of the next step for scenes with which the running step is done, if the start
        goes on beyond it."""
        step = step_of(self.step)
        early = step.overlapping if self._goes_on_beyond(step) else None
        return self._new_runs(early) if early else []

    def _new_runs(self, step: Step) -> list[Run]:
        """A Run for each missing piece that is ready and that had none in this start.

        Scenes with own clips come first, because these take longest. If one was the last, it would
        work alone at the end."""
        begun = set(self._runs_of(step.name).values_list("scene", flat=True))
        pieces = [piece for piece in self.missing(step) if (piece and piece.pk) not in begun]
        pieces.sort(key=lambda piece: not (piece and piece.shows_own_clips))
        return [self._new_run(step, piece) for piece in pieces if self._is_ready(step, piece)]

    def _is_ready(self, step: Step, piece: Scene | None) -> bool:
        """Whether the steps before have made what this one needs of the scene."""
        before = [needed for needed in step.needs if needed.overlapping is step]
        return all(self.is_made(needed, piece) for needed in before)

    def _new_run(self, step: Step, scene: Scene | None) -> Run:
        # Seconds of film. The time of every step but the script depends on them.
        work = max(1.0, scene.seconds if scene else self.planned_seconds)
        return self.runs.create(run_no=self.run_no, step=step.name, scene=scene, work=work)

    def _end_step(self, step: Step) -> Iterable[Run]:
        """The last Run of the step has ended: fail if one of them has failed, else go on."""
        failed = self._runs_of(step.name).filter(state=State.FAILED)
        if first := failed.order_by("scene__position").first():
            self._notify_owner("failed", step.name, reason=first.reason)
            self._move(Status.FAILED, step.name, error=first.reason)
            return []
        return self._step_done(step)

    def _step_done(self, step: Step) -> Iterable[Run]:
        """Rest, or begin the next step on the way to the goal, or to the film if the owner chose to
        make it all."""
        self._forget()
        if step.next is None or self.next_step() is None:
            self._notify_owner("completed", step.name)
            # They were for this film: after a change, steps wait for a person.
            self.make_all, self.goal = False, ""
            self._move(Status.COMPLETED, EXPORT.name)
        elif self._goes_on_beyond(step):
            return self._begin(step.next)
        else:
            self.goal = ""
            self._notify_owner("done", step.name)
            self._move(Status.DRAFT, self._resting_step())
        return []

    @property
    def goes_to_film(self) -> bool:
        """Whether jobs work now that do not end before the film."""
        return self.running and self._goes_on_beyond(SCENES)

    def _goes_on_beyond(self, step: Step) -> bool:
        """Whether jobs begin the step after this one without asking."""
        return self.make_all or bool(self.goal and step_of(self.goal).number > step.number)
