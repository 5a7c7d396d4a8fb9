"""Changes one scene: its own photo or video, and another take of its narration or its clip."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile

from projects.files.forms import AgreedForm, OwnClipForm, PhotoForm
from projects.files.uploads import show_clip, show_photo
from projects.models.scene import MOST_SCENES

from . import output, script_input
from .envelope import answers, done
from .finding import caller, find, find_scene, read_status_of
from .idempotency import Answer, once
from .steps import STARTED, start
from .taking import taken

router = Router(tags=["Scenes"], by_alias=True)
Number = Annotated[
    int, Path(ge=1, le=MOST_SCENES, description="the scene's place in the film, from 1")
]
CHANGED = answers(200, output.StatusOut)


@router.post("/projects/{project_id}/scenes/{number}/audio", response=STARTED)
@once
def speak_again(request: HttpRequest, project_id: UUID, number: Number) -> Answer:
    """Make this scene's narration again, even if it exists, and all narrations that are missing."""
    return _another_take(request, project_id, number, "narration")


@router.post("/projects/{project_id}/scenes/{number}/clip", response=STARTED)
@once
def make_clip_again(request: HttpRequest, project_id: UUID, number: Number) -> Answer:
    """Make this scene's clip again, even if it exists, and all clips that are missing."""
    return _another_take(request, project_id, number, "clip")


@router.post("/projects/{project_id}/scenes/{number}/picture", response=STARTED)
@once
def paint_again(request: HttpRequest, project_id: UUID, number: Number) -> Answer:
    """Ask the service for another picture of this scene, which costs again, and make its clip and
    all that are missing."""
    return _another_take(request, project_id, number, "painting")


@router.post("/projects/{project_id}/scenes/{number}/photo", response=CHANGED)
def use_photo(
    request: HttpRequest,
    project_id: UUID,
    number: Number,
    photo: File[UploadedFile],
    consent: Form[bool] = False,
) -> dict[str, Any]:
    """Use your own photo for the scene's clip: JPEG, PNG, WebP, HEIC, AVIF, GIF or BMP. `consent`
    says that the guardians of the children shown have agreed. The studio stores who said so, when,
    and for which file. It takes the place of all that the scene shows."""
    form = PhotoForm({"consent": consent}, MultiValueDict({"photo": [photo]}))
    return use(request, project_id, number, form, partial(show_photo, sent=photo))


@router.delete("/projects/{project_id}/scenes/{number}/photo", response=CHANGED)
def use_card(request: HttpRequest, project_id: UUID, number: Number) -> dict[str, Any]:
    """Show the picture that the studio draws, instead of all uploads of the scene."""
    find_scene(find(request, project_id), number).show(None)
    return done(read_status_of(project_id))


@router.put("/projects/{project_id}/scenes/{number}/fit", response=CHANGED)
def choose_fit(
    request: HttpRequest, project_id: UUID, number: Number, chosen: script_input.ChosenFit
) -> dict[str, Any]:
    """Choose how photos and own clips stand in the frame: `fill` crops them, on the faces; `fit`
    shows all of them, over a blurred enlargement; `frame` shows all of them on paper, in front of
    the scene's setting. "" chooses what cuts no head. Another upload begins with "" again."""
    find_scene(find(request, project_id), number).choose_fit(chosen.fit)
    return done(read_status_of(project_id))


@router.post("/projects/{project_id}/scenes/{number}/own-clip", response=CHANGED)
def use_own_clip(
    request: HttpRequest,
    project_id: UUID,
    number: Number,
    clip: File[UploadedFile],
    consent: Form[bool] = False,
) -> dict[str, Any]:
    """Use your own video for the scene's clip: the first 30 seconds of an MP4, MOV or WebM. Its
    sound is off until it is chosen. `consent` means the same as for a photo. Damage late in the
    video is found only when the clip is made."""
    form = OwnClipForm({"consent": consent}, MultiValueDict({"clip": [clip]}))
    return use(request, project_id, number, form, partial(show_clip, sent=clip))


@router.delete("/projects/{project_id}/scenes/{number}/own-clip", response=CHANGED)
def use_card_again(request: HttpRequest, project_id: UUID, number: Number) -> dict[str, Any]:
    """Show the picture that the studio draws, instead of all uploads of the scene."""
    return use_card(request, project_id, number)


def use(
    request: HttpRequest,
    project_id: UUID,
    number: int,
    form: AgreedForm,
    show: Callable[..., None],
) -> dict[str, Any]:
    """Let `show` take an upload in, for the scene. Refuses an invalid form in its words."""
    found = find(request, project_id)
    taken(form, lambda: show(find_scene(found, number), user=caller(request)))
    return done(read_status_of(project_id))


def _another_take(request: HttpRequest, project_id: UUID, number: int, kind: str) -> Answer:
    return start(request, project_id, lambda found: found.another_take(kind, position=number))
