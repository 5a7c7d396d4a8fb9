"""The cards of steps that make files, one for the film or one for each scene."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from projects.models import Artifact, Scene
from projects.timeline import Step

from .card import StepCard, Words


class FileCard(StepCard):
    """The card of a step that makes one file for the film, or that shows this file."""

    @property
    def source(self) -> Step:
        """The step that makes the file on this card."""
        return self.step

    def visible(self, scene: Scene | None = None) -> Artifact | None:
        """The file that people can see: up to date, or else the last one that was made."""
        return self.project.current_or_latest(self.source, scene)

    @cached_property
    def made(self) -> int:
        return int(self.visible() is not None)

    @property
    def stale(self) -> int:
        return int(bool(self.made) and self.project.current(self.source) is None)


class PerSceneCard(FileCard):
    """The card of a step that makes a file for each scene. `kept`: how many are up to date."""

    @cached_property
    def made(self) -> int:
        return sum(self.visible(scene) is not None for scene in self.project.scene_list)

    @property
    def stale(self) -> int:
        return self.missing if self.made else 0

    @property
    def kept(self) -> int:
        return self.project.scene_count - self.missing

    @property
    def part_made(self) -> str:
        """How many are made, or "" if it is none or all."""
        count = self.project.scene_count
        if self.made in (0, count):
            return ""
        return _("%(made)s of %(count)s made") % {"made": self.made, "count": count}

    @property
    def lost_numbers(self) -> str:
        return pgettext("between scene numbers", ", ").join(map(str, self.lost))

    @property
    def begin_again(self) -> Words:
        count = self.missing
        if self.setback == "lost":
            words = ngettext("Make %(count)s again", "Make %(count)s again", count)
        elif self.kept:
            words = ngettext("Make the remaining %(count)s", "Make the remaining %(count)s", count)
        else:
            return self.begin
        return words % {"count": count}
