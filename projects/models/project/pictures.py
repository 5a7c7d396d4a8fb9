"""What the scenes of a project show if nothing was uploaded for them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING

from projects.illustration import choosing
from projects.illustration.picture import Picture

from .status import ProjectStatus

if TYPE_CHECKING:
    from ..scene import Scene


class ProjectPictures(ProjectStatus):
    """Pictures are chosen for the whole film together, and stored: a scene whose words do not
    change keeps its picture."""

    class Meta(ProjectStatus.Meta):
        abstract = True

    @cached_property
    def unstored_pictures(self) -> dict[int, Picture]:
        """The picture of each scene from before pictures were stored, by the scene's key. They are
        the same each time, and are stored before any words of the film change."""
        return self._chosen([scene for scene in self.scene_list if not scene.chosen_picture])

    def keep_pictures(self) -> None:
        """Call this before a scene changes, or the others could get other pictures by that."""
        if self.unstored_pictures:
            self._store(self.unstored_pictures, self.scene_list)

    def choose_pictures(self, changed: Collection[Scene]) -> None:
        """Choose and store pictures for scenes with new words (the project's row is locked)."""
        if changed:
            self._store(self._chosen(changed), changed)

    def _store(self, pictures: dict[int, Picture], scenes: Collection[Scene]) -> None:
        for scene in scenes:
            if scene.pk in pictures:
                scene.chosen_picture = pictures[scene.pk].as_json()
                scene.save(update_fields=["chosen_picture"])
        self.__dict__.pop("unstored_pictures", None)

    def _chosen(self, anew: Collection[Scene]) -> dict[int, Picture]:
        """`anew` may be newer than what this project has read of them."""
        newest = {scene.pk: scene for scene in anew}
        scenes = [newest.get(scene.pk, scene) for scene in self.scene_list]
        kept = {
            index: Picture.from_json(scene.chosen_picture)
            for index, scene in enumerate(scenes)
            if scene.pk not in newest and scene.chosen_picture
        }
        chosen = choosing.choose([scene.words for scene in scenes], kept)
        pairs = zip(scenes, chosen, strict=True)
        return {scene.pk: picture for scene, picture in pairs if scene.pk in newest}
