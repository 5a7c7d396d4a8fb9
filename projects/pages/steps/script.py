"""The card of the script. People can change the words of each scene there."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects.language import LANGUAGES
from projects.media.sound.narration import REST
from projects.models import Project, Scene
from projects.timeline import Step

from ..makers import written_words
from .card import StepCard, seconds_words

_ROUNDING = 1.0
"""Seconds by which a voice may be faster than its estimate."""

_NEARLY = 0.8
"""Share of a length that is as good as this length."""


class Card(StepCard):
    waits_for = gettext_lazy("Comes after the idea")
    begin = gettext_lazy("Write the script")
    actions = "projects/actions/script.html"
    scene_list = "words"

    @property
    def made(self) -> int:
        return self.project.scene_count

    def facts(self) -> Iterable[str]:
        if not self.made:
            return []
        scenes = ngettext("%(count)s scene", "%(count)s scenes", self.made)
        facts = [
            scenes % {"count": self.made},
            _length_words(self.project),
            seconds_words(spoken_seconds(self.project)),
        ]
        if by := written_words(self.project):
            facts.append(by)
        if _is_short(self.project):
            facts.append(_("shorter than you asked for: more key points make it longer"))
        return facts

    @property
    def made_words(self) -> str:
        count = self.made
        words = ngettext("script of %(count)s scene", "script of %(count)s scenes", count)
        return words % {"count": count} if count else ""

    @property
    def cancelled_words(self) -> str:
        return super().cancelled_words if self.made else _("Cancelled. The brief is kept.")

    @property
    def goes_on(self) -> bool:
        """Not if there are scenes: another button asks first, because it replaces them."""
        return super().goes_on and not self.made

    def plan_up_to(self, goal: Step) -> str:
        if self.made:
            return _("What is there now stays until the new script is written.")
        return _("The brief is kept.")


def _is_short(project: Project) -> bool:
    """Whether the film of these words is shorter than its brief asks.

    It is estimated also for scenes that are spoken. Else the line about it would come or go while
    somebody reads what is below it.
    """
    estimate = project.estimate
    seconds = sum(estimate(scene.narration) + REST for scene in project.scene_list)
    band = project.duration.seconds
    least = min(band.shortest, project.seconds)
    if project.seconds > band.aim:  # not only a band was chosen
        least = max(least, round(_NEARLY * project.seconds))
    return seconds < least - _ROUNDING


def spoken_seconds(project: Project) -> float:
    """The length of the narration in seconds. Scenes that are not spoken yet are estimated."""
    return sum(map(seconds_of, project.scene_list))


def seconds_of(scene: Scene) -> float:
    """How long a scene is, or is about to be."""
    said = scene.audio.seconds if scene.audio else scene.project.estimate(scene.narration) + REST
    return said + scene.hold


def _length_words(project: Project) -> str:
    """The length of the script, in characters or words, as is usual in its language."""
    language = LANGUAGES[project.language]
    length = sum(language.length(scene.narration) for scene in project.scene_list)
    words = (
        ngettext("%(count)s character", "%(count)s characters", length)
        if language.counted_in == "characters"
        else ngettext("%(count)s word", "%(count)s words", length)
    )
    return words % {"count": length}
