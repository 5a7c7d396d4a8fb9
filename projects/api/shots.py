"""Changes what one scene shows: several photos and own clips, one after the other."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile

from projects.files.forms import UploadForm
from projects.files.uploads import add_upload

from . import script_input
from .envelope import done
from .finding import find, find_scene, read_status_of
from .scenes import CHANGED, Number, use

router = Router(tags=["Scenes"], by_alias=True)
Which = Annotated[UUID, Path(description="a shot's `id`")]


@router.post("/projects/{project_id}/scenes/{number}/shots", response=CHANGED)
def add_shot(
    request: HttpRequest,
    project_id: UUID,
    number: Number,
    file: File[UploadedFile],
    consent: Form[bool] = False,
) -> dict[str, Any]:
    """Show one more photo or video of your own after those that the scene shows; there may be six.
    `file` is of the same kinds as a photo or an own clip, and `consent` means the same. The scene
    changes from one to the next where a word begins. Each is seen for about two seconds at least:
    `shotsSeen` says how many the scene has time for."""
    form = UploadForm({"consent": consent}, MultiValueDict({"own": [file]}))
    return use(request, project_id, number, form, partial(add_upload, sent=file))


@router.put("/projects/{project_id}/scenes/{number}/shots", response=CHANGED)
def order_shots(
    request: HttpRequest, project_id: UUID, number: Number, wanted: script_input.ShotsInOrder
) -> dict[str, Any]:
    """Show the scene's photos and videos in this order. `shots` has the `id` of each of them."""
    find_scene(find(request, project_id), number).order_shots(wanted.shots)
    return done(read_status_of(project_id))


@router.put("/projects/{project_id}/scenes/{number}/shots/{shot_id}", response=CHANGED)
def choose_sound(
    request: HttpRequest,
    project_id: UUID,
    number: Number,
    shot_id: Which,
    chosen: script_input.ChosenSound,
) -> dict[str, Any]:
    """Choose whether the sound of an own clip is heard while it is shown: `off`; `under` the voice;
    or `alone`: then the scene is not spoken and has no music, and its captions stay. Only the film
    is made again. 409 if the clip has no sound, or was uploaded before sounds were kept."""
    find_scene(find(request, project_id), number).choose_sound(shot_id, chosen.sound)
    return done(read_status_of(project_id))


@router.put("/projects/{project_id}/scenes/{number}/shots/{shot_id}/framing", response=CHANGED)
def frame_shot(
    request: HttpRequest,
    project_id: UUID,
    number: Number,
    shot_id: Which,
    chosen: script_input.Framing,
) -> dict[str, Any]:
    """Choose the point that a photo or an own clip keeps in view where it fills the frame, as
    shares of its width and height, and the seconds of an own clip between which it is shown. What
    is left out is chosen by the studio: the faces, and all of the clip. 409 for a photo with
    seconds, and for less than a second of a clip."""
    scene = find_scene(find(request, project_id), number)
    scene.frame_shot(shot_id, focus=chosen.focus, begin=chosen.begin, end=chosen.end)
    return done(read_status_of(project_id))


@router.delete("/projects/{project_id}/scenes/{number}/shots/{shot_id}", response=CHANGED)
def remove_shot(
    request: HttpRequest, project_id: UUID, number: Number, shot_id: Which
) -> dict[str, Any]:
    """Do not show this photo or video any more. Without any, the scene shows its drawing."""
    find_scene(find(request, project_id), number).remove_shot(shot_id)
    return done(read_status_of(project_id))
