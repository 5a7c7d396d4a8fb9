"""Which scene says which key point, and how one that none says comes into the film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from projects.coverage import Covered, Says, covered, put_right, told_anew
from projects.providers import script_writer
from projects.providers.base import SceneScript

from ..errors import NoScript, NotReady
from ..merging import digest_of
from ..scene import MOST_SCENES, Scene
from .script import ProjectScript
from .structure import LONGEST_NARRATION

_SHORTEST_SCENE = 2.5
"""Seconds of speech. What is said faster joins the words of a scene that is there."""


@dataclass(frozen=True)
class PointCoverage:
    """How a film says a key point. `scene` says it, or says the most of it."""

    said: Covered
    scene: Scene | None

    @property
    def point(self) -> str:
        return self.said.point

    @property
    def key(self) -> str:
        """Names the point on a page."""
        return digest_of(self.point)

    @property
    def says(self) -> Says:
        return self.said.says

    @property
    def is_gap(self) -> bool:
        return self.says != Says.SAID

    @property
    def instead(self) -> tuple[str, ...]:
        """What the scene says in the place of figures and times of the point."""
        return self.said.instead


class ProjectCoverage(ProjectScript):
    class Meta(ProjectScript.Meta):
        abstract = True

    @property
    def coverage(self) -> list[PointCoverage]:
        """How the film says each key point; nothing while there is no script."""
        scenes = self.scene_list
        if not scenes:
            return []
        found = covered(self.points, tuple(scene.narration for scene in scenes))
        return [
            PointCoverage(one, None if one.scene is None else scenes[one.scene]) for one in found
        ]

    def add_key_point(self, point: str) -> Scene | None:
        """Let the film say this key point of its brief, in the words of the script writer, or with
        its own figures in the place of others. Returns the scene that has new words, or the first
        one that is new; None if the film says it already. `point` is its text or its key.

        Raises NoScript, and NotReady if the brief does not have it any more.
        """
        with self.changing("key_point") as about:
            if not self.scene_list:
                raise NoScript
            found = next((one for one in self.coverage if point in (one.point, one.key)), None)
            if found is None:
                raise NotReady(_("The brief does not have this key point any more."))
            about["point"] = found.point
            return self._say_point(found) if found.is_gap else None

    def _say_point(self, gap: PointCoverage) -> Scene:
        if gap.said.changes and gap.scene:
            return self._put_right(gap.scene, gap.said)
        words = script_writer().word(gap.point, self.for_writer, estimate=self.estimate)
        beside = gap.scene or self._scene_before(gap.point)
        is_short = sum(scene.seconds for scene in words) < _SHORTEST_SCENE
        if gap.scene or is_short or self.scene_count + len(words) > MOST_SCENES:
            return self._say_in_scenes(beside, gap.point, words)
        return self._say_in_new_scenes(beside, words)

    def _say_in_scenes(self, beside: Scene, point: str, words: Sequence[SceneScript]) -> Scene:
        """In this scene, or the one with the fewest words that has room."""
        told = "\n".join(scene.narration for scene in words)
        by_length = sorted(self.scene_list, key=lambda scene: len(scene.narration))
        for scene in (beside, *by_length):
            anew = told_anew(scene.narration, point, told, self.points)
            if len(anew) <= LONGEST_NARRATION:
                return self._reword(scene, narration=anew)
        raise NotReady(_("No scene has room for it. Delete one, or make the point shorter."))

    def _say_in_new_scenes(self, beside: Scene, words: Sequence[SceneScript]) -> Scene:
        new: list[Scene] = []
        for scene in words:
            texts = {"title": scene.title, "visual_description": scene.visual_description}
            after = new[-1] if new else beside
            new.append(self.insert_scene(after.pk, scene.narration, **texts))
        return new[0]

    def _scene_before(self, point: str) -> Scene:
        """After which a scene for this point belongs: the one that says the point before it, but
        never the last, which ends the film."""
        scenes, points = self.scene_list, list(self.points)
        said = {one.point: one.scene for one in self.coverage if one.scene and not one.is_gap}
        before = (said.get(other) for other in reversed(points[: points.index(point)]))
        found = next(filter(None, before), scenes[0])
        return scenes[max(0, min(found.position, len(scenes) - 1) - 1)]

    def _put_right(self, scene: Scene, said: Covered) -> Scene:
        """With the figures of the point, in all that the scene shows too."""
        words = {"narration": put_right(scene.narration, said.changes)}
        for name in ("title", "subtitle"):
            text = getattr(scene, name)
            for change in said.changes:
                text = text.replace(change.said.text, change.wanted)
            words[name] = text
        return self._reword(scene, **words)

    def _reword(self, scene: Scene, **words: str) -> Scene:
        if scene.change_texts(words):
            self.choose_pictures([scene])
        return scene
