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

    made_of_all: Words  # with `made` and `count`
    kept_of_cancelled: Words  # with `n`
    unreadable: Words  # with the `numbers` of `count` scenes
    plan_for_all: Words  # with `made`
    plan_for_rest: Words  # with `kept` and `made`

    @cached_property
    def made(self) -> int:
        return sum(self.visible(scene) is not None for scene in self.project.scene_list)

    @property
    def stale(self) -> int:
        """The pieces of an update. Pieces that are missing beside others that were made early are
        no update: nothing is out of date."""
        return self.missing if self.made > self.kept else 0

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
    def made_words(self) -> str:
        values = {"made": self.kept, "count": self.project.scene_count}
        return str(self.made_of_all % values) if self.kept else ""

    @property
    def cancelled_words(self) -> str:
        if not self.kept:
            return super().cancelled_words
        return str(self.kept_of_cancelled % {"n": self.kept})

    @property
    def lost_words(self) -> str:
        numbers = pgettext("between scene numbers", ", ").join(map(str, self.lost))
        return str(self.unreadable % {"count": len(self.lost), "numbers": numbers})

    @property
    def part_of_plan(self) -> str:
        words = self.plan_for_rest if self.kept else self.plan_for_all
        return str(words % {"kept": self.kept, "made": self.missing})

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
