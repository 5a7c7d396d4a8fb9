"""The draft of the whole film: quick, small, and never the film."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings

from projects.timeline import LAST_STEP

from ..draft import PartKind
from ..recipe import recipe_hash
from .artifacts import ProjectArtifacts

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from ..draft import DraftPart


class DraftState(StrEnum):
    """NONE: there is nothing to see, or the film itself can be seen. WANTED: it is not made yet."""

    NONE = "none"
    WANTED = "wanted"
    CURRENT = "current"
    FAILED = "failed"


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
    def drafts(self) -> list[DraftPart]:
        """The whole ones, the newest last: of an older one somebody may still see the rest."""
        return [part for part in self.draft_parts.all() if part.kind == PartKind.WHOLE]

    @property
    def draft(self) -> DraftPart | None:
        """The newest one that can be seen, which may be of before the last change."""
        seen = [part for part in self.drafts if part.file]
        return seen[-1] if seen and self.draft_state != DraftState.NONE else None

    @property
    def draft_state(self) -> DraftState:
        if not (settings.STUDIO_DRAFTS and self.scene_list) or self.is_made(LAST_STEP):
            return DraftState.NONE
        recipe = self.draft_hash
        of_now = [part for part in self.drafts if part.recipe == recipe]
        if not of_now:
            return DraftState.WANTED
        return DraftState.CURRENT if of_now[-1].file else DraftState.FAILED
