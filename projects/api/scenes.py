"""One scene: its own photo, and another take of its narration or its clip."""

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Path, Router
from ninja.errors import HttpError
from ninja.files import UploadedFile

from projects.forms import PhotoForm
from projects.models import Project, Run
from projects.photos import Refused, show_photo
from projects.timeline import StepName, step_of

from . import schemas
from .envelope import answers, done
from .finding import caller, find, find_scene, standing
from .idempotency import Answer, once
from .steps import STARTED, start

router = Router(tags=["Scenes"], by_alias=True)
Number = Annotated[int, Path(ge=1, le=10, description="the scene's place in the film, from 1")]
CHANGED = answers(200, schemas.StatusOut)


@router.post("/projects/{project_id}/scenes/{number}/audio", response=STARTED)
@once
def speak_again(request: HttpRequest, project_id: UUID, number: Number) -> Answer:
    """Speak this scene once more, whatever was there, and all that is missing."""
    return _another_take(request, project_id, number, "narration", StepName.NARRATION)


@router.post("/projects/{project_id}/scenes/{number}/clip", response=STARTED)
@once
def make_clip_again(request: HttpRequest, project_id: UUID, number: Number) -> Answer:
    """Make this scene's clip once more, whatever was there, and all that are missing."""
    return _another_take(request, project_id, number, "clip", StepName.SCENES)


@router.post("/projects/{project_id}/scenes/{number}/photo", response=CHANGED)
def use_photo(
    request: HttpRequest,
    project_id: UUID,
    number: Number,
    photo: File[UploadedFile],
    consent: Form[bool] = False,
) -> dict[str, Any]:
    """Use an own photo for the scene's clip. `consent`: that guardians of the children shown
    have agreed; who said so, when and for which file is stored."""
    found = find(request, project_id)
    form = PhotoForm({"consent": consent}, MultiValueDict({"photo": [photo]}))
    if not form.is_valid():
        raise HttpError(400, str(next(iter(form.errors.values()))[0]))
    try:
        show_photo(find_scene(found, number), photo, caller(request))
    except Refused as refused:
        raise HttpError(400, str(refused)) from refused
    return done(standing(project_id))


@router.delete("/projects/{project_id}/scenes/{number}/photo", response=CHANGED)
def use_card(request: HttpRequest, project_id: UUID, number: Number) -> dict[str, Any]:
    """Back to the card that the studio draws."""
    find_scene(find(request, project_id), number).show(None)
    return done(standing(project_id))


def _another_take(
    request: HttpRequest, project_id: UUID, number: int, kind: str, step: StepName
) -> Answer:
    def verb(found: Project) -> Iterable[Run]:
        found.check_ready(step_of(step))
        find_scene(found, number).another_take(kind)
        return found.start(step_of(step))

    return start(request, project_id, verb)
