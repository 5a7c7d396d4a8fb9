"""The photos and videos of a project: what lies on its shelf, and which scenes show it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile

from projects.files.forms import UploadForm
from projects.files.uploads import add_material as put_on_shelf
from projects.files.withdrawing import withdraw
from projects.models import OwnClip, Photo
from projects.models.withdrawal import told

from . import material_output, script_input
from .envelope import answers, done
from .finding import caller, find, find_scene, find_whole
from .representation import material_data
from .scenes import Number
from .taking import taken

router = Router(tags=["Material"], by_alias=True)
SHELF = answers(200, list[material_output.MaterialOut])
Which = Annotated[UUID, Path(description="the `id` of a photo or video")]


@router.get("/projects/{project_id}/material", response=SHELF)
def list_material(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """List the photos and videos of a project in the order in which they were taken."""
    return _shelf(request, project_id)


@router.post("/projects/{project_id}/material", response=answers(201, material_output.MaterialOut))
def add_material(
    request: HttpRequest, project_id: UUID, file: File[UploadedFile], consent: Form[bool] = False
) -> Any:
    """Put a photo or a video of your own on the shelf, in one request: for scenes to show it, also
    before there are any. `consent` means the same as for a photo of a scene. The same file twice is
    there once. `beginSending` takes it in pieces."""
    found = find(request, project_id)
    form = UploadForm({"consent": consent}, MultiValueDict({"own": [file]}))
    added = taken(form, lambda: put_on_shelf(found, file, caller(request)))
    return Status(201, done(material_data(find_whole(request, project_id), added)))


@router.delete("/projects/{project_id}/material/{material_id}", response=SHELF)
def remove_material(request: HttpRequest, project_id: UUID, material_id: Which) -> dict[str, Any]:
    """Take it off the shelf, and out of the scenes that show it."""
    found = find(request, project_id)
    if material_id not in {each.pk for each in found.material}:
        raise Http404
    found.remove_material([material_id])
    return _shelf(request, project_id)


@router.get(
    "/projects/{project_id}/material/{material_id}/withdrawal",
    response=answers(200, material_output.WithdrawalOut),
)
def read_withdrawal(request: HttpRequest, project_id: UUID, material_id: Which) -> dict[str, Any]:
    """What `withdrawConsent` would remove. It changes nothing."""
    would = told([_material(request, project_id, material_id)])
    return done(
        {
            "projects": [each.pk for each in would.projects],
            "scenes": would.scenes,
            "clips": would.clips,
            "films": would.films,
        }
    )


@router.post("/projects/{project_id}/material/{material_id}/withdrawal", response=SHELF)
def withdraw_consent(request: HttpRequest, project_id: UUID, material_id: Which) -> dict[str, Any]:
    """Withdraw the consent for a photo or video: somebody who is shown does not agree any more. It
    is final at once, also while jobs run, and cannot be undone. The file is deleted, with all
    clips, films and covers that show it, from all projects of its owner that have it, also in the
    bin and in copies. Scenes show what they have without it, and are out of date. Who had agreed,
    and who has withdrawn it, stays noted. It may have been taken off the shelf before."""
    withdraw([_material(request, project_id, material_id)], caller(request))
    return _shelf(request, project_id)


@router.put("/projects/{project_id}/scenes/{number}/material", response=SHELF)
def use_material(
    request: HttpRequest, project_id: UUID, number: Number, wanted: script_input.WantedMaterial
) -> dict[str, Any]:
    """Let a scene show these photos and videos, in this order, and no others: the `id` of each, at
    most six. What it shows already keeps its sound. [] shows the drawing again."""
    found = find(request, project_id)
    found.show_in(find_scene(found, number).pk, wanted.material)
    return _shelf(request, project_id)


@router.post("/projects/{project_id}/spread", response=SHELF)
def spread_material(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """Let the scenes show what none of them shows yet: by time, several to a scene. A scene lasts a
    little longer than its words, if need be, until all of it was seen; the film stays within its
    length, or a tenth longer. What has no room stays without `scenes`."""
    find(request, project_id).spread()
    return _shelf(request, project_id)


def _material(request: HttpRequest, project_id: UUID, material_id: UUID) -> Photo | OwnClip:
    """Also what was taken off the shelf. Raises Http404."""
    found = find(request, project_id)
    wanted = {"pk": material_id, "withdrawn_at": None}
    material = found.photos.filter(**wanted).first() or found.own_clips.filter(**wanted).first()
    if material is None:
        raise Http404
    return material


def _shelf(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    whole = find_whole(request, project_id)
    return done([material_data(whole, each) for each in whole.material])
