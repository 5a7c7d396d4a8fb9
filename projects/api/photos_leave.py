"""To which services photos of a film may go."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from projects.vocabulary import ProviderKind

from . import output
from .envelope import answers, done
from .finding import find, read_status_of
from .shape import Shape, Taken

router = Router(tags=["Photos to services"], by_alias=True)
Host = Annotated[str, Field(max_length=260)]


class HostsIn(Taken):
    """The hosts of `photoTakers` to which photos may go: all of them that may."""

    hosts: Annotated[list[Host], Field(max_length=20)]


class ReferenceIn(Taken):
    """A photo of the project, or null for none."""

    material: UUID | None


class PhotoTakerOut(Shape):
    """A service that an administrator lets have photos, and what it would make of them."""

    kind: ProviderKind
    name: str
    host: str


class PhotosOut(Shape):
    photo_takers: list[PhotoTakerOut]
    photos_may_leave: list[str]
    reference: UUID | None


@router.get("/projects/{project_id}/photos-may-leave", response=answers(200, PhotosOut))
def read_photos_may_leave(request: HttpRequest, project_id: UUID) -> dict[str, Any]:
    """To which services photos of this film may go, and to which they could. Nothing of them is
    sent to others."""
    found = find(request, project_id)
    takers = [
        {"kind": each.kind, "name": each.name, "host": each.host} for each in found.photo_takers
    ]
    said = {"photoTakers": takers, "photosMayLeave": found.photos_may_leave}
    return done(said | {"reference": found.reference_id})


@router.put("/projects/{project_id}/photos-may-leave", response=answers(200, output.StatusOut))
def let_photos_leave(request: HttpRequest, project_id: UUID, what: HostsIn) -> dict[str, Any]:
    """Let photos of this film go to these hosts, and to no others. Guardians have to agree to that.
    What is taken back is not sent any more, also while the film is being made; more is allowed only
    while nothing is."""
    find(request, project_id).let_photos_leave(what.hosts)
    return done(read_status_of(project_id))


@router.put("/projects/{project_id}/reference", response=answers(200, output.StatusOut))
def choose_reference(request: HttpRequest, project_id: UUID, what: ReferenceIn) -> dict[str, Any]:
    """Let whom or what this photo of the project shows take part in all painted pictures. It is
    sent only to painters to which photos may go. It can be undone."""
    found = find(request, project_id)
    there = found.photos.exclude(file="").filter(withdrawn_at=None)
    photo = get_object_or_404(there, pk=what.material) if what.material else None
    found.choose_reference(photo)
    return done(read_status_of(project_id))
