"""The material of a project: its photos and own clips, in the order in which they were taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.illustration.picture import Layout
from projects.providers import base as providers
from projects.providers.base import MOST_SHOTS

from ..errors import NotReady
from ..shot import Shot
from .publishing import ProjectPublishing
from .spreading import Slot, spread

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from projects.providers.base import Script

    from ..scene import Scene
    from ..sending import Sending
    from ..upload import OwnClip, Photo

MOST_MATERIAL = 200
_LEEWAY = 0.1
"""Share of a film's length by which photos and clips may make it longer than was asked for."""


class ProjectShelf(ProjectPublishing):
    """What was sent for a film. What no scene shows lies on the shelf."""

    if TYPE_CHECKING:
        photos: RelatedManager[Photo]
        own_clips: RelatedManager[OwnClip]
        sendings: RelatedManager[Sending]

    # The keys of what was taken off the shelf. The files stay while an undo can put them back.
    off_shelf = models.JSONField(default=list, blank=True, db_default=[], editable=False)

    # The next script is written from the material, and shows all of it.
    from_material = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta(ProjectPublishing.Meta):
        abstract = True

    @property
    def material(self) -> list[Photo | OwnClip]:
        """All that scenes may show, in the order in which it was taken."""
        clips = self.own_clips.select_related("own_sound")
        sent: list[Photo | OwnClip] = [*self.photos.all(), *clips]
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

    def put_into(self, scene_pk: int, pks: Collection[UUID]) -> None:
        """Let a scene show these after what it shows, in the order of the shelf. Raises NotReady,
        and Scene.DoesNotExist."""
        with self.locked():
            scene = self._scene(scene_pk)
            shown = [shot.upload.pk for shot in scene.shot_list]
            added = [each.pk for each in self.find_material(pks) if each.pk not in shown]
            self.show_in(scene_pk, [*shown, *added])

    def show_in(self, scene_pk: int, pks: Sequence[UUID]) -> None:
        """Let a scene show exactly these, in this order. What it shows already keeps its sound and
        its place in the frame. Raises as `put_into`."""
        with self.locked():
            found = {each.pk: each for each in self.find_material(pks)}
            self._scene(scene_pk).show_material([found[pk] for pk in dict.fromkeys(pks)])

    def move_material(self, pk: UUID, source_pk: int, scene_pk: int, place: int | None) -> None:
        """Take what one scene shows into another, or to another place in it, counted from 0; None:
        after the others. Its sound and its place in the frame go with it. Raises as `put_into`."""
        with self.changing("moved", scene=self._scene(scene_pk).position):
            [moved] = self.find_material([pk])
            source, scene = self._scene(source_pk), self._scene(scene_pk)
            shots = [shot for shot in source.shot_list if shot.upload.pk == pk]
            if source_pk != scene_pk:
                shots = [shot.copy() for shot in shots]
                source.hide([moved])
            scene.take_shot(shots[0] if shots else Shot.of(moved), place)

    def take_out(self, pk: UUID, scene_pk: int) -> None:
        """Let a scene show this no more. It lies on the shelf then. Raises as `put_into`."""
        with self.locked():
            self._scene(scene_pk).hide(self.find_material([pk]))

    @property
    def unused_material(self) -> list[Photo | OwnClip]:
        return [each for each in self.material if not self.scenes_with(each)]

    def spread(self) -> list[Photo | OwnClip]:
        """Let the scenes show what none shows yet, by time. Returns what has no room in any."""
        with self.changing("spread"):
            return self._spread()

    def take_script(self, script: Script, made_by: Mapping[str, str] | None = None) -> None:
        """A film that is made at one go, or from its material, shows all that was sent for it."""
        with self.recording("script") if self.scene_list else nullcontext():
            super().take_script(script, made_by)
            if self.shows_material:
                self._spread()
        self.from_material = False

    @property
    def shows_material(self) -> bool:
        """Whether the next script is to have places for all material."""
        return self.make_all or self.from_material

    @property
    def for_writer(self) -> providers.Brief:
        is_saved = not self._state.adding
        material = self.material if is_saved and self.shows_material else []
        return replace(super().for_writer, material=tuple(each.for_writer for each in material))

    def _spread(self) -> list[Photo | OwnClip]:
        """The row is locked; jobs may be at work."""
        scenes = self.scene_list
        slots = [self._slot(scene) for scene in scenes]
        film = sum(slot.seconds + scene.hold for slot, scene in zip(slots, scenes, strict=True))
        given = spread(
            self.unused_material,
            slots,
            MOST_SHOTS,
            least=lambda each: each.wish.least,
            longer=max(self.duration.seconds.longest - film, _LEEWAY * film),
        )
        for scene, added in zip(scenes, given.scenes, strict=True):
            if added:
                scene.store_after(added)
        self._forget()
        return list(given.left)

    def _slot(self, scene: Scene) -> Slot:
        names_contact = scene.picture.layout == Layout.CLOSING and any(scene.contact.values())
        shown = len(scene.shot_list)
        return Slot(scene.seconds_said, shown, scene.seconds_needed, last_of_all=names_contact)

    def _scene(self, pk: int) -> Scene:
        scene = self.scenes.get(pk=pk)
        scene.project = self  # type: ignore[assignment]  # every instance is a Project
        return scene
