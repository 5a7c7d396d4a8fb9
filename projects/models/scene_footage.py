"""What a service films for a scene: it stands where its drawing would."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from projects.providers import OFFLINE, names_of
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .recipe import recipe_hash

if TYPE_CHECKING:
    from .artifact import Artifact
    from .shot import Shot
    from .upload import Photo


class SceneFootage(models.Model):
    if TYPE_CHECKING:
        project: Any  # a Project, which imports scenes
        pk: int
        clip_take: int

        def made_here_by(self, kind: str) -> dict[str, str]: ...
        @property
        def only_photo(self) -> Photo | None: ...

        @property
        def _described(self) -> str: ...
        @property
        def shot_list(self) -> list[Shot]: ...

    class Meta:
        abstract = True

    @property
    def may_be_filmed(self) -> bool:
        """Not if its owner shows anything but one photo, or lets the studio make it."""
        if self.shot_list and not self.only_photo:
            return False
        return not self.made_here_by(ProviderKind.VIDEO)

    def may_go_to(self, maker: str) -> bool:
        """Whether what it shows may be sent to this one: a photo only if that is allowed."""
        return not self.only_photo or self.project.photos_may_go_to(ProviderKind.VIDEO, maker)

    @property
    def for_filmer(self) -> str:
        """What is to be seen, without private words: see ScenePainting."""
        return self._described

    def footage_hash(self, maker: str) -> str:
        """Of what this service films. It does not depend on the words of the scene if its picture
        is described: who changes only them pays for nothing."""
        if photo := self.only_photo:
            shown = {"photo": photo.sha256}
        else:
            shown = {"shown": self._described, "style": self.project.style}
        film = {"platform": self.project.platform, "take": self.clip_take}
        return recipe_hash("footage", by=maker, **shown, **film)

    @property
    def footage(self) -> Artifact | None:
        """The footage that its clip shows, if there is any."""
        chosen = self.project.video_by
        if chosen == OFFLINE or not self.may_be_filmed:
            return None
        made = list(self._footage_there())
        by_chosen = [each for each in made if each.made_from["by"] == chosen]
        return next(iter(by_chosen if self._is_by_one else made), None)

    @property
    def footage_recipe(self) -> dict[str, str]:
        """What its clip is made from of that. If one service alone may film it, it is what that
        one films, also before it has: of a photo as long as that may be sent."""
        chosen = self.project.video_by
        if chosen == OFFLINE or not self.may_be_filmed:
            return {}
        if self._is_by_one and self.may_go_to(chosen):
            return {"footage": self.footage_hash(chosen)}
        found = self.footage
        return {"footage": found.input_hash} if found else {}

    @property
    def _is_by_one(self) -> bool:
        return self.project.video_by in names_of(ProviderKind.VIDEO)

    def _footage_there(self) -> Iterable[Artifact]:
        """What was filmed of it as it is now."""
        for kind, scene, recipe in self.project.made_files:
            if (kind, scene) == (Kind.FOOTAGE, self.pk):
                found: Artifact = self.project.artifact(kind, recipe, self)
                if found.input_hash == self.footage_hash(found.made_from["by"]):
                    yield found
