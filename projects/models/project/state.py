"""What can be undone of a project, as JSON: {"project": {field: value}, "scenes": {key: {field:
value} or None for a scene that is not in the film}}.

What a person can change in a new way belongs into one of the three lists of fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from projects.vocabulary import Music

from ..house_style import HouseStyle
from ..scene import Scene
from ..shot import Shot
from ..upload import Logo, OwnClip, OwnMusic, Photo
from .chosen_makers import MAKERS
from .settings_of import SETTINGS

if TYPE_CHECKING:
    from .pictures import ProjectPictures

State = dict[str, dict[str, Any]]

PROJECT_FIELDS = (
    *("off_shelf", "script_no", "title", "title_found", "copy_number", "description", "posts"),
    *("chosen_cover", *MAKERS, "script_made_by", "narrator", "narration_made_by"),
    *("topic", "key_points", "platform", "video_type", "seconds", "target_audience", "purpose"),
    *("asked_in", "own_music_id", "logo_id", "show_logo", "house_style_id", "reference_id"),
    *SETTINGS,
)
SCENE_FIELDS = (
    *("position", "title", "narration", "subtitle", "visual_description", "seconds"),
    *("camera_angle", "camera_movement", "transition", "seed", "chosen_picture", "fit"),
    *("narration_take", "clip_take", "painting_take", "made_here", "long_pause", "shows_all"),
    *("stock_choice", "stock_words", "search_words"),
)
SHOT_FIELDS = (
    *("id", "position", "photo_id", "own_clip_id", "sound"),
    *("focus_x", "focus_y", "begin", "end"),
)


def state_of(project: ProjectPictures) -> State:
    """As it is now (the project's row is locked, and its scenes are stored)."""
    in_film = {"scene__project": project, "scene__in_film": True}
    shots: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for shot in Shot.objects.filter(**in_film).values("scene_id", *SHOT_FIELDS):
        shots[shot.pop("scene_id")].append(shot)
    scenes = Scene.objects.filter(project=project.pk).values("pk", *SCENE_FIELDS)
    return {
        "project": {name: getattr(project, name) for name in PROJECT_FIELDS},
        "scenes": {str(pk := scene.pop("pk")): scene | {"shots": shots[pk]} for scene in scenes},
    }


def difference(before: State, after: State) -> tuple[State, State]:
    """The parts of both that differ. Of a scene that only one of them has, that one has all."""
    whole = _differing(before["project"], after["project"])
    parts: list[State] = [{"project": part, "scenes": {}} for part in whole]
    old, new = before["scenes"], after["scenes"]
    for pk in old | new:
        one, other = old.get(pk), new.get(pk)
        if one and other:
            one, other = _differing(one, other)
        if one != other:
            parts[0]["scenes"][pk], parts[1]["scenes"][pk] = one, other
    return parts[0], parts[1]


def restore(project: ProjectPictures, part: State) -> None:
    """Set all that this part of a state names (the row is locked; the caller saves the project).

    What was deleted for good meanwhile, such as a photo, does not come back.
    """
    for name, value in part["project"].items():
        setattr(project, name, value)
    for name, model in (("logo_id", Logo), ("house_style_id", HouseStyle), ("reference_id", Photo)):
        pk = getattr(project, name)
        if pk and not model._default_manager.filter(pk=pk).exists():
            setattr(project, name, None)
    if project.own_music_id and not OwnMusic.objects.filter(pk=project.own_music_id).exists():
        project.own_music_id, project.music = None, Music.BY_STYLE.value
    for pk, fields in part["scenes"].items():
        scene = Scene.every.filter(project=project.pk, pk=pk)
        if fields is None:
            scene.update(in_film=None)
            continue
        fields = dict(fields)
        shots = fields.pop("shots", None)
        scene.update(in_film=True, **fields)
        if shots is not None:
            _restore_shots(int(pk), shots)


def _restore_shots(scene: int, shots: list[dict[str, Any]]) -> None:
    Shot.objects.filter(scene=scene).delete()
    for values in shots:
        upload = Photo if values["photo_id"] else OwnClip
        stored = upload.objects.filter(pk=values["photo_id"] or values["own_clip_id"])
        if stored.exclude(file="").exists():
            defaults = values | {"scene_id": scene}
            Shot._base_manager.update_or_create(id=values["id"], defaults=defaults)


def _differing(
    one: Mapping[str, Any], other: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in one if one[name] != other[name]]
    return {name: one[name] for name in names}, {name: other[name] for name in names}
