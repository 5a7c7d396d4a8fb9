"""What scenes will show, before their clips are made."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from projects.files.stills import small
from projects.jobs.workspace import NO_RUN, workspace
from projects.models import Project

from .files import for_pages_and_programs


@for_pages_and_programs
def still(
    request: HttpRequest, pk: UUID, scene: int, number: int, version: str
) -> HttpResponseBase:
    """The still of a scene, or of its shot with this number. A page that was drawn before the last
    change is led to what the scene shows now."""
    found = get_object_or_404(Project.objects.open_to(request.user).with_parts(), pk=pk)
    wanted = next((each for each in found.scene_list if each.pk == scene), None)
    if wanted is None or not 0 < number <= max(1, wanted.shots_seen):
        raise Http404
    if version != wanted.still_version:
        answer = redirect("still", pk, scene, number, wanted.still_version)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    try:
        return small(wanted, number, partial(workspace, NO_RUN, 0))
    except OSError as error:
        raise Http404 from error
