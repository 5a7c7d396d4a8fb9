"""Which scenes a script has, and in which order; and taking back what was done.

Programs know these operations by the names of their functions, as they were announced.
"""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status

from . import script_input
from .envelope import done
from .finding import find, read_status_of
from .idempotency import Answer, once
from .scenes import CHANGED
from .values import LARGEST_ID

router = Router(tags=["Scenes"], by_alias=True)
Which = Annotated[int, Path(ge=1, le=LARGEST_ID, description="a scene's `id`")]


@router.post("/projects/{project_id}/script/scenes", operation_id="insert_scene", response=CHANGED)
@once
def insert_scene(request: HttpRequest, project_id: UUID, new: script_input.NewScene) -> Answer:
    """A new scene, after the one whose `id` is in `after`; without it, as the first. Without a
    title it gets one from its words, and its caption is its narration. Nothing that is there is
    made again but the clip of a neighbour. A film has at most 30 scenes."""
    find(request, project_id).insert_scene(new.after, new.narration, **new.words())
    return _changed(project_id)


@router.delete(
    "/projects/{project_id}/script/scenes/{scene_id}",
    operation_id="delete_scene",
    response=CHANGED,
)
def delete_scene(request: HttpRequest, project_id: UUID, scene_id: Which) -> dict[str, Any]:
    """Delete a scene. It can be undone. A film has at least one scene."""
    find(request, project_id).delete_scene(scene_id)
    return done(read_status_of(project_id))


@router.post(
    "/projects/{project_id}/script/scenes/{scene_id}/move",
    operation_id="move_scene",
    response=CHANGED,
)
def move_scene(
    request: HttpRequest, project_id: UUID, scene_id: Which, place: script_input.Place
) -> dict[str, Any]:
    """Let a scene be the one with the number `to`; more than there are scenes means the last. No
    narration is made again, and at most three clips are."""
    find(request, project_id).move_scene(scene_id, place.to)
    return done(read_status_of(project_id))


@router.post(
    "/projects/{project_id}/script/scenes/{scene_id}/split",
    operation_id="split_scene",
    response=CHANGED,
)
@once
def split_scene(
    request: HttpRequest, project_id: UUID, scene_id: Which, place: script_input.Cut
) -> Answer:
    """Let the narration from the character `at` on be a scene of its own, behind this one; without
    `at`, from the sentence on that begins nearest to its middle. The caption is parted at the same
    words, and several shots by the time that both take."""
    find(request, project_id).split_scene(scene_id, place.at)
    return _changed(project_id)


@router.post(
    "/projects/{project_id}/script/scenes/{scene_id}/join",
    operation_id="join_scenes",
    response=CHANGED,
)
@once
def join_scenes(request: HttpRequest, project_id: UUID, scene_id: Which) -> Answer:
    """Make one scene of this one and the next one. 409 if it would say or show too much."""
    find(request, project_id).join_scenes(scene_id)
    return _changed(project_id)


@router.post(
    "/projects/{project_id}/script/scenes/{scene_id}/duplicate",
    operation_id="duplicate_scene",
    response=CHANGED,
)
@once
def duplicate_scene(request: HttpRequest, project_id: UUID, scene_id: Which) -> Answer:
    """The same scene once more, behind it, with what it shows."""
    find(request, project_id).duplicate_scene(scene_id)
    return _changed(project_id)


@router.post("/projects/{project_id}/undo", operation_id="undo", response=CHANGED)
@once
def undo(request: HttpRequest, project_id: UUID) -> Answer:
    """Take back what was changed last in this project, on a page or by a program: `undoes` says
    what that is. The files of before are used again. 409 if there is nothing."""
    find(request, project_id).undo()
    return _changed(project_id)


@router.post("/projects/{project_id}/redo", operation_id="redo", response=CHANGED)
@once
def redo(request: HttpRequest, project_id: UUID) -> Answer:
    """Do again what was undone last: `redoes` says what that is. 409 if there is nothing."""
    find(request, project_id).redo()
    return _changed(project_id)


def _changed(project_id: UUID) -> Answer:
    return Status(200, done(read_status_of(project_id)))
