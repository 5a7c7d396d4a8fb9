"""The painting of a scene: a picture that a service makes for it, where its drawing would stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from projects.media.formats import FORMATS
from projects.providers import OFFLINE
from projects.providers.base import CONTACT, PictureWish
from projects.timeline import Kind
from projects.vocabulary import ProviderKind

from .private_words import without_private
from .recipe import recipe_hash

if TYPE_CHECKING:
    from .artifact import Artifact
    from .shot import Shot
    from .upload import Photo


class ScenePainting(models.Model):
    if TYPE_CHECKING:
        project: Any  # a Project, which imports scenes
        pk: int
        title: str
        visual_description: str

        @property
        def shot_list(self) -> list[Shot]: ...
        @property
        def footage_recipe(self) -> dict[str, str]: ...
        @property
        def is_to_show_stock(self) -> bool: ...
        @property
        def clip(self) -> Artifact | None: ...

    # Who asks for another picture with the same words pays for it.
    painting_take = models.PositiveSmallIntegerField(default=1, db_default=1)
    # The studio makes its picture, because a service has refused what it shows: {kind of the
    # service: {"instead_of": its name, "reason": why, "photo": which one was refused, if it was
    # one}}. With another description or another photo this is over.
    made_here = models.JSONField(default=dict, blank=True, db_default={}, editable=False)

    class Meta:
        abstract = True

    @property
    def is_to_be_painted(self) -> bool:
        """Not if its owner shows something or lets the studio draw it, or if it shows footage or is
        to show stock."""
        if self.project.picture_by == OFFLINE or self.shot_list:
            return False
        if self.made_here_by(ProviderKind.PICTURE):
            return False
        return not (self.footage_recipe or self.is_to_show_stock)

    @property
    def painting_hash(self) -> str:
        """Of what its painting is made from. Its words are no part of that: who changes only what
        is said pays for nothing."""
        return self._painting_hash(self.painting_wish)

    def _painting_hash(self, wish: Mapping[str, Any]) -> str:
        return recipe_hash("painting", by=self.project.picture_by, **wish)

    @property
    def painting_wish(self) -> dict[str, Any]:
        """The same, whoever paints it."""
        return self._painting_wish(self.reference)

    def _painting_wish(self, reference: Photo | None) -> dict[str, Any]:
        return {
            "shown": self._described,
            "style": self.project.style,
            "platform": self.project.platform,
            "take": self.painting_take,
            **({"reference": reference.sha256} if reference else {}),
        }

    @property
    def reference(self) -> Photo | None:
        """The reference picture of its painting: as long as that may be sent, and of what was
        painted by it also later."""
        found: Photo | None = self.project.reference_photo
        if found and not self.project.may_send_reference:
            recipe = self._painting_hash(self._painting_wish(found))
            return found if self.project.artifact(Kind.PAINTING, recipe, self) else None
        return found

    @property
    def shares_painting(self) -> bool:
        """Scenes with the same description share one picture, until somebody wants another one for
        one of them."""
        return self.painting_take == 1

    @property
    def for_painter(self) -> PictureWish:
        form = FORMATS[self.project.platform]
        whose = 0 if self.shares_painting else self.pk
        seed = (self.project.pk.int + self.painting_take + 1000 * whose) % 2**31
        return PictureWish(self._described, self.project.style, form.width, form.height, seed)

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
    def painting_of_another(self) -> Artifact | None:
        """The painting of another scene of its film, if it is to have the same one."""
        if not (self.is_to_be_painted and self.shares_painting):
            return None
        recipe, others = self.painting_hash, self.project.scene_list
        there = (self.project.artifact(Kind.PAINTING, recipe, scene) for scene in others)
        return next(filter(None, there), None)

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
            return self.made_here_by(ProviderKind.PICTURE)
        if found := self.painting:
            return dict(found.made_from.get("made_by", {}))
        return dict(self.clip.made_from.get("painted_by", {})) if self.clip else {}

    @property
    def only_photo(self) -> Photo | None:
        """The one photo that is all it shows, if it is so and its file is there."""
        shots = self.shot_list
        found = shots[0].photo if len(shots) == 1 else None
        return found if found and found.file and not found.lost else None

    def made_here_by(self, kind: str) -> dict[str, str]:
        """Who makes it in the place of a service of this kind that has refused what it shows now,
        and why; {} if none has."""
        told = dict(self.made_here.get(kind, {}))
        if not told or told.pop("photo", "") != self._photo_for(kind):
            return {}
        return {"name": OFFLINE, **told}

    def _photo_for(self, kind: str) -> str:
        """The key of the photo that goes to a service of this kind; "" if none does."""
        if self.shot_list:
            shown = self.only_photo
        else:
            shown = self.reference if kind == ProviderKind.PICTURE else None
        return str(shown.pk) if shown else ""

    def note_refusal(self, kind: str, service: str, reason: str) -> None:
        """A service has refused what it shows now. The caller saves."""
        photo = self._photo_for(kind)
        told = {"instead_of": service, "reason": reason, **({"photo": photo} if photo else {})}
        self.made_here = {**self.made_here, str(kind): told}

    def let_service(self, kind: str | None) -> None:
        """Let a service of this kind be asked again, or (None) all for which it has another
        description now. The caller saves."""
        there = self.made_here.items()
        self.made_here = {
            each: told for each, told in there if each != kind and (kind or told.get("photo"))
        }


Painted = TypeVar("Painted", bound=ScenePainting)


def unpaid_paintings(scenes: Iterable[Painted]) -> list[Painted]:
    """Those of these scenes for which a service is asked before their clips are made. Of scenes
    that share a picture it is one."""
    found: dict[tuple[str, int], Painted] = {}
    for scene in scenes:
        if scene.is_to_be_painted and not (scene.painting or scene.painting_of_another):
            shared = 0 if scene.shares_painting else scene.pk
            found.setdefault((scene.painting_hash, shared), scene)
    return list(found.values())
