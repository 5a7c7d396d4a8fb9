"""What is seen of a scene before its clip is made: its stills, and its part of the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from projects.illustration.changes import Change
from projects.illustration.picture import Picture
from projects.media.version import drawing_version

from .recipe import recipe_hash

if TYPE_CHECKING:
    from .artifact import Artifact


class SceneSeen(models.Model):
    if TYPE_CHECKING:
        project: Any  # a Project, which imports scenes
        narration: str
        title: str
        seed: int

        @property
        def caption(self) -> str: ...
        @property
        def pause(self) -> float: ...
        @property
        def tail(self) -> float: ...
        @property
        def points(self) -> tuple[str, ...]: ...
        @property
        def picture(self) -> Picture: ...
        @property
        def audio(self) -> Artifact | None: ...
        @property
        def clip(self) -> Artifact | None: ...
        @property
        def change_before(self) -> Change | None: ...
        @property
        def change_after(self) -> Change | None: ...
        @property
        def _shown_of_film(self) -> dict[str, str]: ...
        @property
        def painted_recipe(self) -> dict[str, str]: ...
        @property
        def stock_seen_recipe(self) -> dict[str, str]: ...
        @property
        def _shown_recipe(self) -> dict[str, Any]: ...

    class Meta:
        abstract = True

    @property
    def still_version(self) -> str:
        """It changes with what its stills show, and with the code that draws them."""
        audio = self.audio
        timing = audio.input_hash if audio else [self.project.estimate(self.narration), self.pause]
        return recipe_hash("still", timing=timing, **self._drawn_recipe)[:12]

    @property
    def draft_voice_hash(self) -> str:
        """Of the quick voice that speaks it in the draft, as long as it has no narration."""
        readings = self.project.readings_in(self.narration)
        return recipe_hash(
            "draft voice",
            words=self.narration,
            voice=self.project.voice_style,
            language=self.project.language,
            speed=self.project.voice_speed,
            pause=self.pause,
            **({"readings": readings} if readings else {}),
        )

    @property
    def clip_in_draft(self) -> Artifact | None:
        """The clip that the draft shows: one that is finished, if its narration is heard."""
        return self.clip if self.audio else None

    @property
    def draft_hash(self) -> str:
        """Of its picture in the draft."""
        clip = self.clip_in_draft
        return recipe_hash("draft of clip", clip=clip.input_hash) if clip else self.sketch_hash

    @property
    def sketch_hash(self) -> str:
        """Of its picture in the draft as long as there is no clip of it."""
        voice = self.audio.input_hash if self.audio else self.draft_voice_hash
        between = [self.change_before, self.change_after]
        return recipe_hash("draft", voice=voice, changes=between, **self._drawn_recipe)

    @property
    def _drawn_recipe(self) -> dict[str, Any]:
        own = {"words": self.narration, "seed": self.seed, "code": drawing_version()}
        return {**own, **self.painted_recipe, **self.stock_seen_recipe, **self._seen_recipe}

    @property
    def _seen_recipe(self) -> dict[str, Any]:
        """What its clip is made from that is seen within it."""
        return {
            "captions": self.caption,
            "title": self.title,
            "points": self.points,
            "picture": self.picture.as_json(),
            **self._shown_of_film,
            "platform": self.project.platform,
            "style": self.project.style,
            **self.project.captions_recipe,
            **self.project.logo_recipe,
            **self._shown_recipe,
            **({"tail": self.tail} if self.tail else {}),
            "mark": settings.STUDIO_VISIBLE_AI_MARK,
        }
