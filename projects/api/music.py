"""Takes a person's own music for a film, and gives it back to the studio's."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Router
from ninja.files import UploadedFile

from projects.files.forms import OwnMusicForm
from projects.files.uploads import play_music

from . import output
from .envelope import answers, done
from .finding import caller, find, read_status_of
from .taking import taken

router = Router(tags=["Music"], by_alias=True)
CHANGED = answers(200, output.StatusOut)


@router.post("/projects/{project_id}/music", response=CHANGED)
def use_own_music(
    request: HttpRequest, project_id: UUID, music: File[UploadedFile], rights: Form[bool] = False
) -> dict[str, Any]:
    """Play your own music under the voice: MP3, M4A, AAC, WAV, FLAC or OGG. `rights` says that you
    have the right to use it. The studio stores who said so, when, and for which file."""
    found = find(request, project_id)
    form = OwnMusicForm({"rights": rights}, MultiValueDict({"music": [music]}))
    taken(form, lambda: play_music(found, music, caller(request)))
    return done(read_status_of(project_id))


@router.delete("/projects/{project_id}/music", response=CHANGED)
def use_music_by_style(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """Play the studio's music for the style of the film, instead of your own."""
    find(request, project_id).choose_music("")
    return done(read_status_of(project_id))
