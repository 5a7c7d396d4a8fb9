"""The draft of the whole film: quick, small, and never the film."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings

from projects.timeline import LAST_STEP

from ..draft import DraftPart, PartKind
from ..recipe import recipe_hash
from .artifacts import ProjectArtifacts

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from ..scene import Scene


class DraftState(StrEnum):
    """NONE: there is nothing to see, or the film itself can be seen. WANTED: it is not made yet."""

    NONE = "none"
    WANTED = "wanted"
    CURRENT = "current"
    FAILED = "failed"


@dataclass(frozen=True)
class Draft:
    """`seen`: the newest one that can be watched, which may be of before the last change.
    `changed`: the scenes that it does not show as they are now."""

    state: DraftState
    seen: DraftPart | None = None
    changed: tuple[Scene, ...] = ()


class ProjectDraft(ProjectArtifacts):
    if TYPE_CHECKING:
        draft_parts: RelatedManager[DraftPart]

    class Meta(ProjectArtifacts.Meta):
        abstract = True

    @property
    def draft_hash(self) -> str:
        scenes = [[scene.draft_hash, scene.sounds_recipe] for scene in self.scene_list]
        return recipe_hash("draft", scenes=scenes, **self.music_recipe)

    @property
    def draft(self) -> Draft:
        if not (settings.STUDIO_DRAFTS and self.scene_list) or self.is_made(LAST_STEP):
            return Draft(DraftState.NONE)
        wholes = [part for part in self.draft_parts.all() if part.kind == PartKind.WHOLE]
        recipe = self.draft_hash
        of_now = next((part for part in wholes if part.recipe == recipe), None)
        if of_now and of_now.file:
            return Draft(DraftState.CURRENT, of_now)
        seen = next((part for part in reversed(wholes) if part.file), None)
        changed = [each for each in self.scene_list if seen and not seen.has_shown(each)]
        return Draft(DraftState.FAILED if of_now else DraftState.WANTED, seen, tuple(changed))

    def drop_draft(self) -> None:
        """Remove all of it, with its files (the row is locked): such as when somebody who is seen
        in it does not agree any more. Who looks again gets another one."""
        DraftPart.objects.filter(project=self.pk).remove()
