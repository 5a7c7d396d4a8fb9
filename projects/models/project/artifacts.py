"""What has been made of a project, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.db.models.functions import Now

from projects.timeline import EDIT, WORK_STEPS, Kind, Step

from ..recipe import recipe_hash
from .brief import Brief

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models.fields.related_descriptors import RelatedManager

    from ..artifact import Artifact
    from ..scene import Scene

# What can be downloaded.
FILM_PARTS = EDIT.makes


class ProjectArtifacts(Brief):
    """The brief, what is made of it, and what it lacks. What is read is kept until `_forget`."""

    if TYPE_CHECKING:
        scenes: RelatedManager[Scene]
        artifacts: RelatedManager[Artifact]

    # The voice engine that speaks all scenes, as `Speaker.narrator` names it; "" is espeak-ng.
    narrator = models.CharField(max_length=60, blank=True, db_default="", editable=False)
    # {"name": of the speaker whose engine that is, "instead_of": another one that could not,
    # "reason": why}; {} is the studio's own.
    narration_made_by = models.JSONField(default=dict, db_default={}, editable=False)

    # How many scripts have replaced another one; less if that was undone.
    script_no = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # What its owner wants for a cover (models/project/cover.py); {} is the one of each film.
    chosen_cover = models.JSONField(default=dict, blank=True, db_default={}, editable=False)

    class Meta(Brief.Meta):
        abstract = True

    @cached_property
    def scene_list(self) -> list[Scene]:
        scenes = list(self.scenes.all())
        prefetch_related_objects(scenes, "shots")
        for scene in scenes:
            scene.project = self  # type: ignore[assignment]  # every instance is a Project
        return scenes

    @property
    def scene_count(self) -> int:
        """They are not loaded for it: progress names it several times a second."""
        return len(self.scene_list) if "scene_list" in self.__dict__ else self.scenes.count()

    @property
    def planned_seconds(self) -> float:
        return sum(scene.seconds + scene.hold for scene in self.scene_list)

    @property
    def film_hash(self) -> str:
        clips = [scene.clip_hash for scene in self.scene_list]
        heard = [scene.sounds_recipe for scene in self.scene_list]
        sounds = {"sounds": heard} if any(heard) else {}
        return recipe_hash("film", clips=clips, title=self.name, **self.music_recipe, **sounds)

    @property
    def film(self) -> Artifact | None:
        return self.current(EDIT)

    def film_part(self, kind: str) -> Artifact | None:
        """The film, cover, srt or vtt: up to date, or else the last one that was made."""
        if kind == Kind.COVER:
            return self.cover
        return self.artifact(kind, self.film_hash) or self.latest(kind)

    @property
    def cover(self) -> Artifact | None:
        """As it is chosen, or else the film's own."""
        made = self.artifact(Kind.COVER, self.cover_hash())
        return made or self.artifact(Kind.COVER, self.film_hash) or self.latest_cover

    @property
    def latest_cover(self) -> Artifact | None:
        """The last cover that was made, if possible one as it is chosen. It needs no scenes."""
        covers = [each for each in self._artifacts_by_recipe.values() if each.kind == Kind.COVER]
        wanted = [each for each in covers if each.made_from.get("cover", {}) == self.chosen_cover]
        return next(reversed(wanted or covers), None)

    def cover_hash(self, chosen: Mapping[str, Any] | None = None) -> str:
        """Of the film's own cover it is that of the film."""
        chosen = self.chosen_cover if chosen is None else chosen
        return recipe_hash("cover", film=self.film_hash, **chosen) if chosen else self.film_hash

    def artifact(self, kind: str, input_hash: str, scene: Scene | None = None) -> Artifact | None:
        return self._artifacts_by_recipe.get((kind, scene.pk if scene else None, input_hash))

    def count_files(self, kind: str, scene: Scene | None = None) -> int:
        """How many there are, up to date or not."""
        wanted = (kind, scene.pk if scene else None)
        return sum(key[:2] == wanted for key in self._artifacts_by_recipe)

    def latest(self, kind: str, scene: Scene | None = None) -> Artifact | None:
        """The one that was made last, or brought back since."""
        wanted = (kind, scene.pk if scene else None)
        of_kind = (found for key, found in self._artifacts_by_recipe.items() if key[:2] == wanted)
        return max(of_kind, key=lambda found: found.last_used, default=None)

    def note_use(self) -> None:
        """Older files are up to date again (the row is locked). After the next change, they are the
        last ones that were used."""
        steps = [step for step in WORK_STEPS if step.makes]
        pieces = [
            (s, piece) for s in steps for piece in (self.scene_list if s.per_scene else [None])
        ]
        used = [(self.current(step, piece), step, piece) for step, piece in pieces]
        older = [
            found.pk
            for found, step, piece in used
            if found and found != self.latest(step.makes[0], piece)
        ]
        if older:
            self.artifacts.filter(pk__in=older).update(chosen_at=Now())
            self._forget()

    @property
    def made_files(self) -> Collection[tuple[str, int | None, str]]:
        """The kind, the key of its scene (None for the film) and the recipe of each."""
        return self._artifacts_by_recipe.keys()

    @cached_property
    def _artifacts_by_recipe(self) -> dict[tuple[str, int | None, str], Artifact]:
        return {
            (artifact.kind, artifact.scene_id, artifact.input_hash): artifact
            for artifact in self.artifacts.all()
            if artifact.scene_id or artifact.script_no == self.script_no
        }

    def recipe_of(self, step: Step, scene: Scene | None = None) -> str:
        """The hash of what the step would make its files from now, for a scene or for the film.

        It is a property of the scene or the project, with the name of the step's main kind of
        file: `narration_hash`, `clip_hash`, `film_hash`.
        """
        return getattr(scene or self, f"{step.makes[0]}_hash")

    def current(self, step: Step, scene: Scene | None = None) -> Artifact | None:
        """The step's main file, up to date, or None if it is not made yet."""
        return self.artifact(step.makes[0], self.recipe_of(step, scene), scene)

    def current_or_latest(self, step: Step, scene: Scene | None = None) -> Artifact | None:
        """The step's main file: up to date, or else the last one that was made."""
        return self.current(step, scene) or self.latest(step.makes[0], scene)

    def is_made(self, step: Step, scene: Scene | None = None) -> bool:
        """Whether all files of the step are there and up to date."""
        if not step.makes:  # a script: each start writes a new one
            return False
        recipe = self.recipe_of(step, scene)
        return all(self.artifact(kind, recipe, scene) for kind in step.makes)

    def missing(self, step: Step) -> list[Scene | None]:
        """What a start of this step would make: for these scenes, or [None] for the whole film."""
        pieces = self.scene_list if step.per_scene else [None]
        return [piece for piece in pieces if not self.is_made(step, piece)]

    def lacks(self, step: Step) -> bool:
        """Whether this step is still to be done, at least in part."""
        return not self.scene_list if step.makes_scenes else bool(self.missing(step))

    def has_files_of(self, steps: Iterable[Step]) -> bool:
        """Whether a file of these steps is there, up to date or not."""
        kinds = {kind for step in steps for kind in step.makes}
        pieces = {None, *(scene.pk for scene in self.scene_list)}
        return any(kind in kinds and of in pieces for kind, of, _ in self._artifacts_by_recipe)

    def lacking(self, step: Step) -> list[Step]:
        """The steps before this one that are still to be done, at least in part."""
        return [needed for needed in step.needed if self.lacks(needed)]

    def next_step(self) -> Step | None:
        """The first step that is still to be done, or None if the film is up to date."""
        return next((step for step in WORK_STEPS if self.lacks(step)), None)

    def lost_files(self, beat: Callable[[], None]) -> list[UUID]:
        """The artifacts whose file is gone or damaged. It reads every file, so do not call it in a
        transaction."""
        pieces = {None, *(scene.pk for scene in self.scene_list)}
        found = [each for each in self._artifacts_by_recipe.values() if each.scene_id in pieces]
        return [artifact.pk for artifact in found if artifact.is_lost(beat)]

    def forget_files(self, lost: Iterable[UUID]) -> None:
        """Drop these artifacts (the row is locked). Their files are made anew."""
        self.artifacts.filter(pk__in=lost).delete()
        self._forget()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._forget()

    def _forget(self) -> None:
        """Drop what was read before the lock. A verb must see the rows as they are."""
        read = ("scene_list", "unstored_pictures", "_artifacts_by_recipe", "failures", "_entries")
        for name in read:
            self.__dict__.pop(name, None)
        self._prefetched_objects_cache: dict[str, Any] = {}
