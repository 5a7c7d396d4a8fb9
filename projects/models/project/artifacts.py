from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from projects.timeline import Step, StepName, step_of

from ..recipe import recipe_hash
from .brief import Brief

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models.fields.related_descriptors import RelatedManager

    from ..artifact import Artifact
    from ..scene import Scene

FILM_PARTS = ("film", "cover", "srt", "vtt")


class ProjectArtifacts(Brief):
    """The brief, what has been made of it, and what it lacks; read once, until `_forget`."""

    if TYPE_CHECKING:
        scenes: RelatedManager[Scene]
        artifacts: RelatedManager[Artifact]

    class Meta(Brief.Meta):
        abstract = True

    @cached_property
    def scene_list(self) -> list[Scene]:
        scenes = list(self.scenes.all())
        for scene in scenes:
            scene.project = self  # type: ignore[assignment]  # the one Project that ProjectArtifacts is for
        return scenes

    @property
    def scene_count(self) -> int:
        return len(self.scene_list)

    @property
    def planned_seconds(self) -> float:
        return sum(scene.seconds for scene in self.scene_list)

    @property
    def film_hash(self) -> str:
        clips = [scene.clip_hash for scene in self.scene_list]
        return recipe_hash("film", clips=clips, title=self.name)

    @property
    def film(self) -> Artifact | None:
        return self.artifact("film", self.film_hash)

    def film_part(self, kind: str) -> Artifact | None:
        """The film, cover, srt or vtt that can be had now, also where newer words wait."""
        return self.artifact(kind, self.film_hash) or self.latest(kind)

    def artifact(self, kind: str, input_hash: str, scene: Scene | None = None) -> Artifact | None:
        return self._artifacts_by_recipe.get((kind, scene.pk if scene else None, input_hash))

    def latest(self, kind: str, scene: Scene | None = None) -> Artifact | None:
        wanted = (kind, scene.pk if scene else None)
        of_kind = [found for key, found in self._artifacts_by_recipe.items() if key[:2] == wanted]
        return of_kind[-1] if of_kind else None

    @cached_property
    def _artifacts_by_recipe(self) -> dict[tuple[str, int | None, str], Artifact]:
        return {
            (artifact.kind, artifact.scene_id, artifact.input_hash): artifact
            for artifact in self.artifacts.all()
        }

    def missing(self, step: Step) -> list[Scene | None]:
        """What a start of this step would make: scenes, or [None] for a step of one piece."""
        match step.name:
            case StepName.NARRATION:
                return [scene for scene in self.scene_list if not scene.audio]
            case StepName.SCENES:
                return [scene for scene in self.scene_list if not scene.clip]
            case StepName.EDIT:
                made = [self.artifact(kind, self.film_hash) for kind in FILM_PARTS]
                return [] if all(made) else [None]
        return [None]

    def next_step(self) -> Step | None:
        """The first step whose result is not there, or None where the film is up to date."""
        if not self.scene_list:
            return step_of(StepName.SCRIPT)
        later = (StepName.NARRATION, StepName.SCENES, StepName.EDIT)
        return next((step_of(name) for name in later if self.missing(step_of(name))), None)

    def lost_files(self, beat: Callable[[], None]) -> list[UUID]:
        """The artifacts whose file is gone or damaged. Reads every file: not in a transaction."""
        return [artifact.pk for artifact in self.artifacts.all() if artifact.is_lost(beat)]

    def forget_files(self, lost: Iterable[UUID]) -> None:
        """Drop these artifacts (the row is locked): what they name is made anew."""
        self.artifacts.filter(pk__in=lost).delete()
        self._forget()

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._forget()

    def _forget(self) -> None:
        """Drop what was read before the lock, so that the verb sees the rows as they are."""
        for name in ("scene_list", "_artifacts_by_recipe", "failures"):
            self.__dict__.pop(name, None)
        self._prefetched_objects_cache: dict[str, Any] = {}
