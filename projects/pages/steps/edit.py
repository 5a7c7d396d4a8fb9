"""The card of the merge. The cards of the next steps show what it makes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.media.sound import tracks
from projects.models import Project, Scene
from projects.status_text import FAULT
from projects.timeline import EDIT, SCENES, Step
from projects.vocabulary import Music

from .card import seconds_words
from .file_cards import FileCard


class FilmCard(FileCard):
    """The card of a step that makes the film, shows it or offers it for download."""

    @property
    def source(self) -> Step:
        return EDIT

    def facts(self) -> Iterable[str]:
        film = self.visible()
        return [seconds_words(film.seconds)] if film else []


class Fault:
    """A check of the film that is red, and what helps: another clip or another narration of its
    scene, other words, another picture, or other music."""

    def __init__(self, project: Project, name: str):
        number = project.error.get("scene")
        scenes = (scene for scene in project.scene_list if scene.position == number)
        self.scene: Scene | None = next(scenes, None)
        found = self.scene is not None
        self.by_clip = found and name in ("black", "ai_mark", "ai_mark_size")
        self.by_picture = found and name == "black"
        self.by_voice = found and name == "speech"
        self.by_words = found and name in ("speech", "captions")
        self.by_music = name == "peak"

    @property
    def is_healed(self) -> bool:
        """Whether something helps. Then another try without it would find the same fault."""
        return self.by_clip or self.by_words or self.by_music


class Card(FilmCard):
    waits_for = gettext_lazy("Comes after the scenes")
    approve = begin = gettext_lazy("Merge the film")

    def facts(self) -> Iterable[str]:
        mood = self.project.mood
        heard = tracks.tracks() if mood.is_mood else mood != Music.OFF
        music = _("music: {mood}").format(mood=mood.label)
        return [*super().facts(), music if heard else ""]

    @cached_property
    def fault(self) -> Fault | None:
        """Why the film that was made was not kept, if that is why the step failed."""
        code = self.project.error.get("code", "") if self.state == "failed" else ""
        return Fault(self.project, code.removeprefix(FAULT)) if code.startswith(FAULT) else None

    @property
    def retry_helps(self) -> bool:
        return super().retry_helps and not (self.fault and self.fault.is_healed)

    @property
    def lost_words(self) -> str:
        if "film" in self.lost:
            return _("The stored film could not be read.")
        return _("The stored cover or captions of the film could not be read.")

    @property
    def lost_own_words(self) -> str:
        if not self.project.plays_lost_music:
            return ""
        return _(
            "Your own music cannot be read any more. Films that were made with it stay. Send it"
            " again, or choose other music."
        )

    @property
    def part_of_plan(self) -> str:
        if self.project.missing(SCENES):
            return _("merges the film")
        return _("keeps all clips, merges the film")
