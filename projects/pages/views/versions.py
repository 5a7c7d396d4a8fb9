"""Earlier takes of narrations, clips and films, and earlier scripts: seen and brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects.models import Artifact, Project, costs
from projects.models.errors import NotReady
from projects.models.project.versions import KINDS, Version

from ..costs import words_of
from ..makers import writer_words
from .finding import changes, find_project, visible_to
from .replies import change, told_change


@require_safe
def versions(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """What is inside the dialog. `scene`: the key of the scene, for what is made of one."""
    found = get_object_or_404(visible_to(request).with_parts(), pk=pk)
    if kind not in KINDS:
        raise Http404
    wanted = request.GET.get("scene", "")
    scene = next((each for each in found.scene_list if str(each.pk) == wanted), None)
    if (scene is None) != (kind == "film"):
        raise Http404
    listed = [(each, _cost(found, each)) for each in found.versions(kind, scene)]
    context = {"project": found, "scene": scene, "kind": kind, "versions": listed}
    return render(request, "projects/_versions.html", context)


@changes
def restore(request: HttpRequest, pk: UUID, artifact: UUID) -> HttpResponse:
    found = find_project(request, pk)
    try:
        return change(request, found, lambda: found.restore_version(artifact))
    except Artifact.DoesNotExist as gone:
        raise Http404 from gone


@require_safe
def scripts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is inside the dialog for scripts."""
    found = get_object_or_404(visible_to(request).with_parts(), pk=pk)
    use = Project.use_script
    listed = [
        (each, writer_words(each.made_by), _cost_of(found, partial(use, number=each.number)))
        for each in found.earlier_scripts
    ]
    return render(request, "projects/_scripts.html", {"project": found, "scripts": listed})


@changes
def use_script(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    found = find_project(request, pk)
    return told_change(request, found, lambda: found.use_script(number))


def _cost(project: Project, version: Version) -> str:
    """What its return would make, in words."""
    if not version.can_return:
        return ""
    return _cost_of(project, lambda trial: trial.restore_version(version.artifact.pk))


def _cost_of(project: Project, verb: Callable[[Project], None]) -> str:
    try:
        return words_of(costs.of(project, verb))
    except NotReady:
        return ""
