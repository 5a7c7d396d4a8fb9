from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from ..errors import NotReady, ScriptChanged
from ..recipe import recipe_hash
from .structure import ProjectStructure

if TYPE_CHECKING:
    from projects.providers.base import Script

SCRIPT_FIELDS = (
    "title",
    "narration",
    "subtitle",
    "visual_description",
    "seconds",
    "camera_angle",
    "camera_movement",
    "transition",
    "search_words",
)


class ProjectScript(ProjectStructure):
    """The whole script, which a job writes and another program may change."""

    description = models.TextField(blank=True)
    # {"name": of its writer, "instead_of": another one that failed, "reason": why}; {} if that was
    # not stored yet.
    script_made_by = models.JSONField(default=dict, db_default={}, editable=False)

    class Meta(ProjectStructure.Meta):
        abstract = True

    @property
    def script_version(self) -> str:
        """A hash that changes whenever any word of the script changes."""
        scenes = [[scene.pk, *scene.digests.values()] for scene in self.scene_list]
        return recipe_hash("script", title=self.title, description=self.description, scenes=scenes)

    def take_script(self, script: Script, made_by: Mapping[str, str] | None = None) -> None:
        """Replace the present script by a new one (the row is locked). If there is one, that can be
        undone: its scenes are parked, and its film with them."""
        with self.recording("script") if self.scene_list else nullcontext():
            self.script_made_by = dict(made_by or {})
            self._take(script)

    def _take(self, script: Script) -> None:
        if self.scenes.update(in_film=None):
            films = self.artifacts.aggregate(last=Max("script_no", default=0))
            self.script_no = 1 + max(self.script_no, films["last"])
        self.title_found = self.title_found or not self.title
        self.title = self.title or script.title
        self.description = script.description
        for position, scene in enumerate(script.scenes, start=1):
            words = {name: getattr(scene, name) for name in SCRIPT_FIELDS}
            self.scenes.create(position=position, **words)
        self._forget()
        self.choose_pictures(self.scene_list)

    def rewrite_script(
        self,
        version: str,
        scenes: Sequence[Mapping[str, Any]],
        *,
        title: str | None = None,
        description: str | None = None,
    ) -> None:
        """Change the words of all scenes. `version`: of the script that was read.

        Scenes with an "id" are told apart by it: one without is new, one that is left out is
        deleted, and they get the order of this list. If none has one, all scenes are meant, in
        their order. Raises ScriptChanged if the script has changed since it was read, and NotReady
        if the scenes do not fit it.
        """
        with self.changing("script_words"):
            if version != self.script_version:
                raise ScriptChanged
            if title is not None:
                self.title, self.title_found = title, self.title_found and title == self.title
            self.description = self.description if description is None else description
            if not any(scene.get("id") for scene in scenes):
                scenes = self._with_ids(scenes)
            self._take_words(scenes)

    def _with_ids(self, scenes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        if len(scenes) != self.scene_count:
            raise NotReady(
                _("The script has another number of scenes. Give those that stay their id.")
            )
        pairs = zip(self.scene_list, scenes, strict=True)
        return [{**said, "id": scene.pk} for scene, said in pairs]
