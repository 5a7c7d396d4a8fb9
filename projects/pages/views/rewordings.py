"""Other words for a scene: asked of a service, and chosen by a person."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from projects.jobs import rewordings
from projects.models import RateLimit, Rewording

from .finding import changes, find_scene
from .replies import change, told_change


@changes
def ask(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    wanted = find_scene(request, pk, scene)

    @transaction.atomic
    def verb() -> None:
        rewordings.ask(wanted, request.POST.get("wish", ""), request.POST.get("point", ""))
        RateLimit.count_start(request.user)

    return change(request, wanted.project, verb)


@changes
def take(request: HttpRequest, pk: UUID, scene: int, number: int) -> HttpResponse:
    found = _find(request, pk, scene)
    return told_change(request, found.project, lambda: found.take(number))


@changes
def put_away(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    found = _find(request, pk, scene)
    return change(request, found.project, found.put_away)


def _find(request: HttpRequest, pk: UUID, scene: int) -> Rewording:
    wanted = find_scene(request, pk, scene)
    return get_object_or_404(Rewording.objects.select_related("scene__project"), scene=wanted)
