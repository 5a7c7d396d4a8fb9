"""The painting of a scene: a picture that a service makes for it, where its drawing would stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from projects.media.formats import FORMATS
from projects.providers import OFFLINE
from projects.providers.base import CONTACT, PictureWish
from projects.timeline import Kind

from .private_words import without_private
from .recipe import recipe_hash

if TYPE_CHECKING:
    from .artifact import Artifact
    from .shot import Shot


class ScenePainting(models.Model):
    if TYPE_CHECKING:
        project: Any  # a Project, which imports scenes
        title: str
        visual_description: str

        @property
        def shot_list(self) -> list[Shot]: ...
        @property
        def footage_recipe(self) -> dict[str, str]: ...
        @property
        def clip(self) -> Artifact | None: ...

    # Who asks for another picture with the same words pays for it.
    painting_take = models.PositiveSmallIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True

    @property
    def is_to_be_painted(self) -> bool:
        """Not if its owner shows something, or if it shows footage."""
        if self.project.picture_by == OFFLINE or self.shot_list:
            return False
        return not self.footage_recipe

    @property
    def painting_hash(self) -> str:
        """Of what its painting is made from. Its words are no part of that: who changes only what
        is said pays for nothing."""
        return recipe_hash("painting", by=self.project.picture_by, **self.painting_wish)

    @property
    def painting_wish(self) -> dict[str, Any]:
        """The same, whoever paints it."""
        return {
            "shown": self._described,
            "style": self.project.style,
            "platform": self.project.platform,
            "take": self.painting_take,
        }

    @property
    def for_painter(self) -> PictureWish:
        form = FORMATS[self.project.platform]
        seed = (self.project.pk.int + self.painting_take) % 2**31
        size = {"width": form.width, "height": form.height}
        return PictureWish(self._described, self.project.style, **size, seed=seed)

    @property
    def _described(self) -> str:
        """No service hears who is called, and where: pictures need no such words."""
        known = tuple(getattr(self.project, name) for name in CONTACT)
        words = without_private(self.visual_description, known)
        return words or without_private(self.title, known) or without_private(self.project.topic)

    @property
    def painting(self) -> Artifact | None:
        """If it is there, and if it is to be seen."""
        if not self.is_to_be_painted:
            return None
        found: Artifact | None = self.project.artifact(Kind.PAINTING, self.painting_hash, self)
        return found

    @property
    def unpaid_painting(self) -> bool:
        """Whether a service is asked for it before its clip is made."""
        return self.is_to_be_painted and self.painting is None

    @property
    def painting_recipe(self) -> dict[str, str]:
        """What its clip is made from, also before that is there."""
        return {"painting": self.painting_hash} if self.is_to_be_painted else {}

    @property
    def painted_recipe(self) -> dict[str, str]:
        """What is seen of it before there is a clip."""
        return {"painting": found.sha256} if (found := self.painting) else {}

    @property
    def painted_by(self) -> dict[str, str]:
        """Who has made the picture of its clip, and why another one has not; {} if nobody was
        asked."""
        if not self.is_to_be_painted:
            return {}
        if found := self.painting:
            return dict(found.made_from.get("made_by", {}))
        return dict(self.clip.made_from.get("painted_by", {})) if self.clip else {}
