"""Finds what a request is about. Projects of others, and those that were deleted meanwhile, give
404 as if they had never existed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from projects.models import HouseStyle, Project, Scene, Shot

GONE = tuple(each.DoesNotExist for each in (HouseStyle, Project, Scene, Shot))


def changes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that takes only POST. It gives 404 if another tab deletes it meanwhile."""

    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, **where: Any) -> HttpResponse:
        try:
            return view(request, **where)
        except GONE as gone:
            raise Http404 from gone

    return guarded


def reader_of(request: HttpRequest) -> int:
    """The id of the user. Every request that gets here is signed in."""
    return cast(int, request.user.pk)


def visible_to(request: HttpRequest):
    return Project.objects.visible_to(request.user)


def find_project(request: HttpRequest, pk: UUID) -> Project:
    return get_object_or_404(visible_to(request), pk=pk)


def find_scene(request: HttpRequest, pk: UUID, scene: int) -> Scene:
    scenes = Scene.objects.select_related("project")
    return get_object_or_404(scenes, project__in=visible_to(request).filter(pk=pk), pk=scene)
