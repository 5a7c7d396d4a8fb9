"""Earlier takes of a narration, a clip or a film: what they were made from, how they come back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.timeline import Kind, step_that_makes

from ..errors import NotReady
from ..scene import TEXT_FIELDS, Scene
from .chosen_captions import CAPTIONS
from .cover import ProjectCover
from .settings_of import SETTINGS
from .state import State, difference, restore, state_of

if TYPE_CHECKING:
    from ..artifact import Artifact

KINDS = (Kind.NARRATION, Kind.CLIP, Kind.FILM)
# What a file can be made from; the rest of a state makes nothing.
FILM_FIELDS = (
    *("script_no", "title", "title_found", "platform", "own_music_id"),
    *("logo_id", "show_logo", "picture_by", "video_by", "stock_by"),
    *SETTINGS,
)
# What a narration is made from, of its scene.
SPOKEN = ("narration", "narration_take")
GROUPS = {
    "words": TEXT_FIELDS,
    "picture": ("chosen_picture", "shots", "fit", "stock_choice", "stock_words"),
    "voice": ("voice_style", "voice_speed", "readings"),
    "captions": CAPTIONS,
    "look": ("style", "transitions", "logo_id", "show_logo"),
    "makers": ("picture_by", "video_by", "stock_by"),
    "music": ("music", "music_level", "own_music_id"),
    "take": ("narration_take", "clip_take", "painting_take", "made_here"),
}
_HEARD = {"words": ("narration",), "voice": GROUPS["voice"], "take": ("narration_take",)}


@dataclass(frozen=True)
class Version:
    """`differs`: which of GROUPS, or "scenes", are others now. `can_return`: whether it is known
    what it was made from, and all of that is still there."""

    artifact: Artifact
    is_current: bool
    differs: tuple[str, ...]
    can_return: bool
    words: str  # of a narration or a clip


class ProjectVersions(ProjectCover):
    """Files are kept by content. So what brings back their state makes them current again."""

    class Meta(ProjectCover.Meta):
        abstract = True

    def made_from(self, scene: Scene | None = None) -> State:
        """What the files of this scene, or the film, are made from now, as it is stored with
        them."""
        now = plain_state(state_of(self))
        project = {name: now["project"][name] for name in FILM_FIELDS}
        scenes = {str(scene.pk): now["scenes"][str(scene.pk)]} if scene else now["scenes"]
        return {"project": project, "scenes": scenes}

    def versions(self, kind: str, scene: Scene | None = None) -> list[Version]:
        """The newest first."""
        now, step = plain_state(state_of(self)), step_that_makes(kind)
        current = self.current(step, scene)
        files = self.artifacts.model.whole
        found = files.filter(project=self.pk, kind=kind, scene=scene).order_by("-created_at")
        return [self._version(each, each == current, now) for each in found]

    def all_versions(self) -> list[Version]:
        """Those of all scenes, and of the film; the newest first."""
        now = plain_state(state_of(self))
        used = {
            self.current(step_that_makes(kind), piece)
            for kind in KINDS
            for piece in ([None] if kind == Kind.FILM else self.scene_list)
        }
        of_film = Q(scene=None) | Q(scene__in=self.scene_list)
        files = self.artifacts.model.whole.filter(of_film, project=self.pk, kind__in=KINDS)
        return [self._version(each, each in used, now) for each in files.order_by("-created_at")]

    @property
    def film_count(self) -> int:
        return self.count_files(Kind.FILM)

    def restore_version(self, pk: UUID) -> None:
        """Set back what this file was made from: for a narration its words and take, for a clip all
        of its scene, for a film all scenes and settings. Raises Artifact.DoesNotExist, and NotReady
        if that is not known, or not there any more."""
        with self.changing("version"):
            artifact = self.artifacts.get(pk=pk, kind__in=KINDS)
            part = self._part(artifact, plain_state(state_of(self)))
            if part is None:
                raise NotReady(_("This version can only be watched. Its scenes are gone."))
            restore(self, part)
            self._forget()
            self.note_use()
            if artifact.kind == Kind.FILM:
                self._stand_anew()

    def _version(self, artifact: Artifact, is_current: bool, now: State) -> Version:
        part = None if is_current else self._part(artifact, now)
        stored = artifact.state.get("scenes", {}).get(str(artifact.scene_id), {})
        heard = artifact.kind == Kind.NARRATION
        return Version(
            artifact,
            is_current,
            tuple(_differing(artifact, now, _HEARD if heard else GROUPS)),
            part is not None,
            stored.get("narration", ""),
        )

    def _part(self, artifact: Artifact, now: State) -> State | None:
        """What is to be set so that the file is current again; None if that cannot be."""
        wanted = _wanted(artifact, now)
        if wanted is None:
            return None
        keys = wanted["scenes"].keys() - now["scenes"].keys()
        if Scene.every.filter(project=self.pk, pk__in=keys).count() < len(keys):
            return None
        return difference(now, wanted)[1]


def _wanted(artifact: Artifact, now: State) -> State | None:
    stored = artifact.state
    if not stored:
        return None
    if artifact.scene_id is None:
        scenes = {
            pk: {**now["scenes"].get(pk, {}), **fields} for pk, fields in stored["scenes"].items()
        }
        return {"project": {**now["project"], **stored["project"]}, "scenes": scenes}
    pk = str(artifact.scene_id)
    if pk not in now["scenes"]:
        return None
    is_spoken = artifact.kind == Kind.NARRATION
    scene, then = now["scenes"][pk], stored["scenes"][pk]
    back = {name: then[name] for name in (SPOKEN if is_spoken else then) if name != "position"}
    if is_spoken and scene["subtitle"] == scene["narration"]:
        back["subtitle"] = back["narration"]  # the caption follows it
    if is_spoken and all(scene[name] == then[name] for name in ("title", "visual_description")):
        back["chosen_picture"] = then["chosen_picture"]  # it was chosen by these words
    return {"project": now["project"], "scenes": {**now["scenes"], pk: {**scene, **back}}}


def _differing(artifact: Artifact, now: State, groups: dict[str, Any]) -> Iterable[str]:
    stored = artifact.state
    if not stored:
        return
    if artifact.scene_id is None and stored["scenes"].keys() != now["scenes"].keys():
        yield "scenes"
    for group, names in groups.items():
        pairs = [(stored["project"], now["project"])]
        pairs += [(each, now["scenes"].get(pk, {})) for pk, each in stored["scenes"].items()]
        if any(
            n in one and n in other and one[n] != other[n] for one, other in pairs for n in names
        ):
            yield group


def plain_state(state: State) -> State:
    """As JSON has it, so that it can be compared with what was stored."""
    plain: State = json.loads(json.dumps(state, cls=DjangoJSONEncoder))
    return plain
