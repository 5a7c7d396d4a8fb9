"""What can be done with a project. Each verb takes the row's lock, checks, writes, and sends a hint
after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects import events
from projects.crashpoints import Point, reach
from projects.language import language_of_pages
from projects.timeline import (
    LAST_STEP,
    SCENES,
    SCRIPT,
    Status,
    Step,
    step_of,
    step_that_makes,
)
from projects.vocabulary import Music
from videostudio import disk

from ..audit import Action, record
from ..errors import AlreadyRunning, NoRoom, NoScript, NotReady
from ..paid_call import PaidCall
from ..storage_limit import check_stored
from .film_settings import FilmSettings

if TYPE_CHECKING:
    from ..run import Run
    from ..upload import OwnMusic


class ProjectVerbs(FilmSettings):
    """Starting, going on, stopping and changing."""

    class Meta(FilmSettings.Meta):
        abstract = True

    def check_ready(self, step: Step) -> None:
        """Raises NotReady, in words for the person, if the step cannot begin now.

        What it needs may be out of date or lost: then that is made first. But it must have been
        made once, because a person looks at each step before the next one.
        """
        if self.running:
            raise AlreadyRunning
        if disk.is_short():
            raise NoRoom
        check_stored(self.owner_id)  # only here: work that has begun comes to its end
        for needed in self.lacking(step):
            if needed.makes_scenes:
                raise NoScript
            if not self.was_done(needed):
                raise NotReady(needed.make_first)

    def was_done(self, step: Step) -> bool:
        """Whether the project has gone on from this step once, or early with a scene of it."""
        return step_of(self.step).number > step.number or self.has_files_of(step.later)

    def start(
        self,
        step: Step,
        *,
        make_all: bool | None = None,
        replace: bool = True,
        from_material: bool = False,
    ) -> Iterable[Run]:
        """Begin a step, or what it needs first: jobs go on to this step without asking. Returns the
        Runs, which are to be enqueued in the same transaction.

        `replace` False: if there are scenes already, no script is written over them. The person
        who asks for one has not seen them. `from_material`: a new script shows all material.
        Raises NotReady if something is needed first, and AlreadyRunning for a second click.
        """
        with self.locked():
            self.check_ready(step)
            if step.makes_scenes and self.scene_list and not replace:
                return []
            if make_all is not None:
                self.make_all = make_all
            if step.makes_scenes:
                self.from_material = from_material
            first = next(iter(self.lacking(step)), step)
            return self._begin_up_to(step, first)

    def retry(self, *, pay_again: bool = False) -> Iterable[Run]:
        """Go on where a step failed, was cancelled or lost a file: make what is missing, up to that
        step, or as far as the interrupted work would have gone. `pay_again`: services are asked
        again for what may have cost already, and the project's person knows that."""
        with self.locked():
            if pay_again:
                PaidCall.objects.filter(project=self.pk).unknown().give_up()
            if self.running:
                raise AlreadyRunning
            if not self.interrupted:
                raise NotReady(_("Nothing has failed here. Go on with the open step."))
            self.check_ready(self.retry_step)
            return self._begin_up_to(self.retry_goal, self.retry_step)

    @property
    def retry_step(self) -> Step:
        """Where `retry` begins: at the interrupted step, or earlier if a file was lost there."""
        if self.open_step.makes_scenes:
            return self.open_step
        return self.next_step() or (self.open_step if self.open_step.is_work else LAST_STEP)

    @property
    def retry_goal(self) -> Step:
        """The step to which `retry` goes on without asking: the film if the owner chose that, or if
        the film itself is to be made again."""
        if self.make_all or self.open_step.number >= LAST_STEP.number:
            return LAST_STEP
        goals = [self.retry_step, self.open_step, *([step_of(self.goal)] if self.goal else [])]
        return max(goals, key=lambda step: step.number)

    def make_rest(self) -> Iterable[Run]:
        """Go on from the first step that is still to be done to the film, without asking."""
        with self.locked():
            return self.start(self.next_step() or LAST_STEP, make_all=True)

    def go_on(self) -> Iterable[Run]:
        """What its owner would press next: try again what failed or was cancelled, or begin the
        first step that is still to be done."""
        with self.locked():
            if self.interrupted:
                return self.retry()
            step = self.next_step()
            if step is None and not self.running:
                raise NotReady(_("The film is finished."))
            return self.start(step or LAST_STEP)

    def stand_at_files(self) -> None:
        """Its files came with it from another project: stand at the step that they have reached."""
        with self.locked():
            self._stand_anew(replaced=True)

    def follow_wish(self, make_all: bool) -> Iterable[Run]:
        """The brief was sent again, with the wish for the film or for its script alone: do what is
        still missing of that."""
        with self.locked():
            if self.running:
                if self.make_all != make_all:
                    self.make_all = make_all
                    self.touch()
                return []
            if self.status == Status.COMPLETED:
                return []
            if make_all:
                return self.make_rest()
            return [] if self.scene_list else self.start(SCRIPT)

    def another_take(self, kind: str, *, goes_on: bool = False, **which: Any) -> Iterable[Run]:
        """Make a scene's narration or clip once more, even if it is up to date, and all that is
        missing up to that step; or as far as the failed step if it `goes_on`.

        `which` is the scene's `pk` or `position`. Raises DoesNotExist if there is no such scene.
        """
        step = step_that_makes(kind)
        with self.locked():
            self.check_ready(step)
            scene = self.scenes.get(**which)
            with self.recording("take", scene=scene.position):
                scene.next_take(kind)
            return self.retry() if goes_on else self.start(step)

    def look_for_stock(self, words: str, **which: Any) -> Iterable[Run]:
        """Look for what a scene shows of a library by these words ("": its own), and make its clip,
        and all that are missing. `which` as above. Raises NotReady and DoesNotExist."""
        with self.locked():
            self.check_ready(SCENES)
            scene = self.scenes.get(**which)
            with self.recording("scene_stock", scene=scene.position):
                scene.look_by(words)
            return self.start(SCENES)

    def cancel(self) -> bool:
        """Stop the running step. What is finished stays. A worker that still works on it finds that
        its Run is not its own any more.

        Returns False, and changes nothing, if no step is running.
        """
        with self.locked():
            if not self.running:
                return False
            record(Action.CANCEL, about=self, detail=self.step)
            self._stop()
            return True

    def _stop(self) -> None:
        self.run_no += 1
        self.make_all, self.from_material, self.goal = False, False, ""
        cancelled = {"code": "cancelled", "step": self.step}
        self._move(Status.DRAFT, self._resting_step(), note=cancelled)
        reach(Point.CANCELLING)

    def change_brief(self, **brief: Any) -> None:
        """Change the brief. What was made for the old brief stays until it is made again.

        Raises ValidationError if its key points are too long for any film, or its music is missing.
        """
        with self.changing("brief"):
            if self.title_found and brief.get("topic", self.topic) != self.topic:
                self.title = ""  # the script writer found it for the old topic
            if {"topic", "key_points"} & brief.keys():
                self.asked_in, self.asked_on = language_of_pages(), timezone.localdate()
            was_spoken_by = self.speech_by
            for name, value in brief.items():
                setattr(self, name, value)
            if self.speech_by != was_spoken_by:
                self.take_first_speaker()
            self.check_room()
            self.check_music()
            self.check_painter()

    def look_again(self) -> None:
        """Something beside the film has changed, such as its draft: every open page looks again.
        The project stays at its place in lists: nobody has worked on it. Raises DoesNotExist if it
        is gone."""
        with self.locked():
            self.revision += 1
            self.save(update_fields=["revision"])
            events.publish_on_commit(self)

    def choose_voice(
        self,
        voice_style: str | None = None,
        voice_speed: float | None = None,
        speech_by: str | None = None,
        readings: str | None = None,
    ) -> None:
        """Use another voice, another speed, or another speaker (None: as before). Every narration,
        and all that was made with it, is out of date. With other readings only those are that have
        one of their words."""
        with self.changing("voice"):
            self.voice_style = voice_style or self.voice_style
            self.voice_speed = voice_speed or self.voice_speed
            self.readings = self.readings if readings is None else readings
            if speech_by not in (None, self.speech_by):
                self.speech_by = speech_by
                self.take_first_speaker()

    def choose_music(
        self,
        music: str | None = None,
        music_level: int | None = None,
        *,
        own: OwnMusic | None = None,
    ) -> None:
        """Use other music, another level (None: as before), or a piece of the owner's. Only the
        film is out of date then. Raises ValidationError without the piece that is to be used."""
        with self.changing("music"):
            self.own_music = own or self.own_music
            self.music = Music.OWN if own else self.music if music is None else music
            self.music_level = music_level or self.music_level
            self.check_music()
