"""The cover of a film: choosing it, and taking it in the shapes of the platforms."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from projects.files import covers
from projects.media.covers import SHAPES
from projects.models import Artifact, Project
from projects.timeline import Kind

from ..post_forms import CoverForm
from .files import for_pages_and_programs, served
from .finding import changes, find_project
from .replies import change_by


@changes
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = CoverForm(request.POST)
    return change_by(request, found, form, lambda _: covers.choose_cover(found, form.chosen))


@for_pages_and_programs
def shaped(request: HttpRequest, pk: UUID, shape: str) -> HttpResponseBase:
    """The cover in one of media.covers.SHAPES, to be downloaded."""
    openable = Project.objects.open_to(request.user).with_parts()
    found = get_object_or_404(openable, pk=pk)
    cover = found.cover if shape in SHAPES else None
    if cover is None:
        raise Http404
    return served(cover, lambda: covers.shaped(found, cover, shape))


@for_pages_and_programs
def moment(request: HttpRequest, pk: UUID, film: UUID, tenths: int) -> HttpResponseBase:
    """What a film shows at this tenth of a second."""
    openable = Artifact.objects.filter(kind=Kind.FILM).select_related("project")
    projects = Project.objects.open_to(request.user).filter(pk=pk)
    found = get_object_or_404(openable, project__in=projects, pk=film)
    return served(found, lambda: covers.moment(found, tenths / 10))
