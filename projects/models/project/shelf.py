"""The material of a project: its photos and own clips, in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..errors import NotReady
from .publishing import ProjectPublishing

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from ..scene import Scene
    from ..sending import Sending
    from ..upload import OwnClip, Photo

MOST_MATERIAL = 200


class ProjectShelf(ProjectPublishing):
    """What was sent for a film. What no scene shows lies on the shelf."""

    if TYPE_CHECKING:
        photos: RelatedManager[Photo]
        own_clips: RelatedManager[OwnClip]
        sendings: RelatedManager[Sending]

    # The keys of what was taken off the shelf. The files stay while an undo can put them back.
    off_shelf = models.JSONField(default=list, blank=True, db_default=[], editable=False)

    class Meta(ProjectPublishing.Meta):
        abstract = True

    @property
    def material(self) -> list[Photo | OwnClip]:
        """All that scenes may show, in the order in which it was taken."""
        sent: list[Photo | OwnClip] = [*self.photos.all(), *self.own_clips.all()]
        return sorted(
            (each for each in sent if each.file and str(each.pk) not in self.off_shelf),
            key=lambda each: each.order,
        )

    def scenes_with(self, material: Photo | OwnClip) -> list[Scene]:
        return [
            scene
            for scene in self.scene_list
            if any(shot.upload.pk == material.pk for shot in scene.shot_list)
        ]

    def find_material(self, pks: Collection[UUID]) -> list[Photo | OwnClip]:
        """In the order of the shelf. Raises NotReady if one of them is not there any more."""
        found = [each for each in self.material if each.pk in pks]
        if len(found) != len(set(pks)):
            raise NotReady(_("This photo or video is not there any more. Look at them again."))
        return found

    def check_room_for_material(self) -> None:
        """Raises NotReady if the project has as much as it can have."""
        if len(self.material) + self.sendings.open().count() >= MOST_MATERIAL:  # type: ignore[attr-defined]
            words = _("A project has at most %(most)s photos and videos. Remove some first.")
            raise NotReady(words % {"most": MOST_MATERIAL})

    def remove_material(self, pks: Collection[UUID]) -> None:
        """Take these off the shelf, and out of the scenes. Raises NotReady."""
        with self.changing("removed"):
            removed = self.find_material(pks)
            for scene in {scene for each in removed for scene in self.scenes_with(each)}:
                scene.hide(removed)
            self.off_shelf = [*self.off_shelf, *(str(each.pk) for each in removed)]

    def put_back(self, material: Photo | OwnClip) -> None:
        """Its owner has sent again what was taken off the shelf (the row is locked)."""
        self.off_shelf = [pk for pk in self.off_shelf if pk != str(material.pk)]
