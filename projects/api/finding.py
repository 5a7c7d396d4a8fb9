"""Finds the project of a request. Somebody else's project gives 404, as if it did not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from projects.models import HouseStyle, Project, Scene

from .representation import status_data


def caller(request: HttpRequest) -> Any:
    return request.auth  # type: ignore[attr-defined]  # set by django-ninja


def own(request: HttpRequest):
    return Project.objects.filter(owner=caller(request))


def find(request: HttpRequest, project_id: UUID) -> Project:
    """The project. The request remembers it, so that a refusal can show the project's status."""
    found = get_object_or_404(Project.objects.visible_to(caller(request)), pk=project_id)
    request.about = found.pk  # type: ignore[attr-defined]
    return found


def find_whole(request: HttpRequest, project_id: UUID) -> Project:
    visible = Project.objects.visible_to(caller(request)).with_parts()
    return get_object_or_404(visible, pk=project_id)


def find_scene(found: Project, number: int) -> Scene:
    scene = get_object_or_404(found.scenes, position=number)
    scene.project = found
    return scene


def offered(request: HttpRequest, style: UUID) -> HouseStyle:
    """The house style. One that this person is not offered gives 404."""
    return get_object_or_404(HouseStyle.objects.offered_to(caller(request)), pk=style)


def read_status_of(project_id: UUID) -> dict[str, Any]:
    """The public status, read again from the database."""
    return status_data(Project.objects.with_parts().get(pk=project_id))
