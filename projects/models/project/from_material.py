"""A script that is written from the photos and clips of a project: each has its place in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from projects.providers.base import MOST_SHOTS
from projects.timeline import SCRIPT
from projects.vocabulary import LONGEST, Duration

from ..errors import NotReady
from ..scene import MOST_SCENES
from .leaving import ProjectLeaving

if TYPE_CHECKING:
    from ..run import Run
    from ..upload import OwnClip, Photo

_ENDS = 2  # scenes of every script: the first and the last one


@dataclass(frozen=True)
class MaterialPlan:
    """About how many of `count` photos and clips a new script has room for. If the chosen length
    has too little, `most` have room in a film of so many `seconds`. `lacks_points`: there are too
    few scenes, and more key points make more."""

    count: int
    fits: int
    seconds: int | None = None
    most: int = 0
    lacks_points: bool = False

    @property
    def duration(self) -> Duration | None:
        return Duration.of(self.seconds) if self.seconds else None


class ProjectFromMaterial(ProjectLeaving):
    """The verb, and what is known before it."""

    class Meta(ProjectLeaving.Meta):
        abstract = True

    def plan_for(self, material: Sequence[Photo | OwnClip]) -> MaterialPlan:
        """About what of it fits into a new script, before that is written."""
        needed = [each.wish.least for each in material]
        scenes = min(MOST_SCENES, _ENDS + max(1, len(self.points)))
        count, most = len(needed), min(len(needed), MOST_SHOTS * scenes)
        of_each = sum(needed) / max(1, count)
        fits = min(most, int(self.duration.seconds.longest / of_each)) if count else 0
        lacks_points = most < count and scenes < MOST_SCENES
        if fits == most:
            return MaterialPlan(count, fits, most=most, lacks_points=lacks_points)
        most = min(most, int(LONGEST / of_each))
        wanted = ceil(round(most * of_each, 2))
        seconds = max(wanted, Duration.of(wanted).seconds.aim)
        return MaterialPlan(count, fits, seconds, most, lacks_points)

    def write_from_material(self, seconds: int | None = None) -> Iterable[Run]:
        """Have the script written anew, with a place for all that lies on the shelf or is in a
        scene. `seconds`: another length of the film. Raises as `start`, and NotReady if there is
        no material."""
        with self.locked():
            self.check_ready(SCRIPT)
            if not self.material:
                raise NotReady(_("Add photos or videos first."))
            if seconds and seconds != self.seconds:
                self.change_brief(seconds=seconds)
            return self.start(SCRIPT, from_material=True)
