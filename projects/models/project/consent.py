"""What a project loses when somebody who is shown in it does not agree any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q, TextField
from django.db.models.functions import Cast

from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from ..history_entry import HistoryEntry
from ..paid_call import CallState, PaidCall
from ..removal import remove_on_commit, remove_stills_on_commit
from ..scene import Scene
from ..shot import Shot
from .from_material import ProjectFromMaterial

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.fields.related_descriptors import RelatedManager

    from ..artifact import Artifact
    from ..upload import OwnClip, OwnSound, Photo


@dataclass(frozen=True)
class Shown:
    """Where a project shows some photos and own clips: the scenes of the film, and all files that
    show them, also earlier ones and those of scenes that only an undo would bring back."""

    scenes: tuple[Scene, ...]
    files: tuple[Artifact, ...]

    def count(self, kind: Kind) -> int:
        return sum(each.kind == kind for each in self.files)


class ProjectConsent(ProjectFromMaterial):
    if TYPE_CHECKING:
        own_sounds: RelatedManager[OwnSound]

    class Meta(ProjectFromMaterial.Meta):
        abstract = True

    def showing(self, material: Collection[Photo | OwnClip]) -> Shown:
        keys = {each.pk for each in material}
        shots = self._shots_of(keys)
        now = {*shots.values_list("scene", flat=True)}
        scenes = tuple(scene for scene in self.scene_list if scene.pk in now)
        return Shown(scenes, tuple(self._files_showing(keys, now)))

    def lose_material(self, material: Collection[Photo | OwnClip]) -> None:
        """Forget these, with all that shows them (the row is locked). What is made of it at the
        moment is stopped. No undo brings anything of it back."""
        shown = self.showing(material)
        self._remove_files(shown.files, material)
        is_reference = self.reference_id in {each.pk for each in material}
        if is_reference:
            self._lose_reference()
        if shown.scenes or shown.files or is_reference:
            if self.running:
                self._stop()
            self.keep_pictures()
        self._shots_of({each.pk for each in material}).filter(scene__in_film=None).delete()
        for scene in shown.scenes:
            scene.lose(material)
        self._forget()
        if shown.scenes or shown.files:
            self._stand_anew()
        self.touch()

    def _lose_reference(self) -> None:
        """Also what painters have answered, or answer later."""
        self.reference = None
        calls = PaidCall.objects.filter(project=self.pk, kind=ProviderKind.PICTURE)
        calls.drop_answers()
        calls.filter(state=CallState.SENDING).give_up()

    def _remove_files(
        self, files: Collection[Artifact], material: Collection[Photo | OwnClip]
    ) -> None:
        sounds = self.own_sounds.filter(own_clip__in=[each.pk for each in material])
        own = [str(each.file) for each in (*material, *sounds)]
        remove_on_commit([*own, *(str(each.file) for each in files)])
        remove_stills_on_commit(self.pk)
        self.drop_draft()
        sounds.delete()
        self.artifacts.filter(pk__in=[each.pk for each in files]).delete()

    def _shots_of(self, keys: Collection[Any]) -> QuerySet[Shot]:
        """Also those of parked scenes."""
        shown = Q(photo__in=keys) | Q(own_clip__in=keys)
        return Shot._base_manager.filter(shown, scene__project=self.pk)

    def _files_showing(self, keys: Collection[Any], scenes: Collection[int]) -> list[Artifact]:
        """Clips and films name what they were made from. Of those from before that was stored, all
        that may show it count; so do the covers that somebody has chosen. `scenes`: which show it
        now, or would after an undo."""
        ever = {*scenes, *self._scenes_of_history(keys)}
        named = reduce(or_, (Q(said__contains=str(key)) for key in keys))
        if first := self._first_painted(keys):
            named |= Q(made_from__photo__in=[str(key) for key in keys])
            named |= Q(kind=Kind.FILM, created_at__gte=first)
        if ever:
            named |= Q(state={}) & (Q(scene__in=ever) | Q(scene=None))
        made = self.artifacts.filter(kind__in=(Kind.CLIP, Kind.FILM))
        made = made.annotate(said=Cast("state", TextField())).filter(named)
        recipes = {*made.values_list("scene", "input_hash")}
        seen = self.artifacts.exclude(kind=Kind.NARRATION)
        return [  # also what a service has made of one of them
            each
            for each in seen
            if (each.scene_id, each.input_hash) in recipes
            or (ever and "cover" in each.made_from)
            or each.made_from.get("photo") in {str(key) for key in keys}
        ]

    def _first_painted(self, keys: Collection[Any]) -> datetime | None:
        """When a painter had one of these for the first time: the films since then may show it."""
        painted = self.artifacts.filter(kind=Kind.PAINTING)
        made = painted.filter(made_from__photo__in=[str(key) for key in keys])
        return made.aggregate(first=Min("created_at"))["first"]

    def _scenes_of_history(self, keys: Collection[Any]) -> set[int]:
        entries = HistoryEntry.whole.filter(project=self.pk)
        return {pk for entry in entries if entry.uploads & {*keys} for pk in entry.scenes}
