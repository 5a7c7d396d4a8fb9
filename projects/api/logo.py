"""Takes the logo of a film."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Router
from ninja.files import UploadedFile

from projects.files.forms import LogoForm
from projects.files.uploads import show_logo

from . import output
from .envelope import answers, done
from .finding import caller, find, read_status_of
from .taking import taken

router = Router(tags=["Logo"], by_alias=True)
CHANGED = answers(200, output.StatusOut)


@router.post("/projects/{project_id}/logo", response=CHANGED)
def use_logo(request: HttpRequest, project_id: UUID, logo: File[UploadedFile]) -> dict[str, Any]:
    """Show a logo at the top of every scene: PNG, WebP or JPEG. What is transparent stays so. Only
    clips are out of date then. Who sends a logo says by that that it may be used."""
    found = find(request, project_id)
    form = LogoForm({}, MultiValueDict({"logo": [logo]}))
    taken(form, lambda: show_logo(found, logo, caller(request)))
    return done(read_status_of(project_id))


@router.delete("/projects/{project_id}/logo", response=CHANGED)
def show_no_logo(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """Show no logo. An undo shows it again."""
    find(request, project_id).choose_logo(False)
    return done(read_status_of(project_id))
