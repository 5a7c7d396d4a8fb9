"""What is done with the scenes of a project, and undoing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from projects.files.forms import first_error
from projects.models import NotReady, Project, Scene
from projects.models.merging import plain

from ..structure_forms import NewSceneForm, PlaceForm
from .finding import changes, find_project, find_scene
from .replies import draw, say_not_ready, say_problem, tell


@changes
def insert(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = NewSceneForm(request.POST, instance=Scene(project=found))
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    new = form.cleaned_data
    return _deed(request, found, lambda: found.insert_scene(new["after"], new["narration"]))


@changes
def delete(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """Its place is taken by the next scene, or by the one before. The reply offers an undo."""
    found = find_project(request, pk)
    return _deed(request, found, lambda: found.delete_scene(scene), offers_undo=True)


@changes
def move(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    found = find_project(request, pk)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return _deed(request, found, lambda: found.move_scene(scene, form.cleaned_data["to"]))


@changes
def split(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """`before`: the words before the caret, as they were typed; without any, in the middle."""
    wanted = find_scene(request, pk, scene)
    before = plain(request.POST.get("before", ""))
    at = len(before) if before and wanted.narration.startswith(before) else None
    found = wanted.project
    return _deed(request, found, lambda: found.split_scene(scene, at))


@changes
def join(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    found = find_project(request, pk)
    return _deed(request, found, lambda: found.join_scenes(scene))


@changes
def duplicate(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    found = find_project(request, pk)
    return _deed(request, found, lambda: found.duplicate_scene(scene))


@changes
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`number`: of the deed that the button names. Another tab may have done something since."""
    return _go(request, pk, lambda found, number: found.undo(number), _("Undone: {deed}"))


@changes
def redo(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _go(request, pk, lambda found, number: found.redo(number), _("Done again: {deed}"))


def _deed(
    request: HttpRequest, found: Project, verb: Callable[[], Scene], *, offers_undo: bool = False
) -> HttpResponse:
    """The page tells what was done, and looks at the scene."""
    try:
        scene = verb()
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    entry = found.undoable
    context = {"project": found, "entry": entry}
    toast = render_to_string("projects/_undo_offer.html", context) if offers_undo else ""
    told = {"scene": scene.pk, "words": entry.words if entry else ""}
    return tell(draw(request, found, toast), **told)


def _go(
    request: HttpRequest, pk: UUID, verb: Callable[[Project, int | None], Any], words: str
) -> HttpResponse:
    found = find_project(request, pk)
    number = request.POST.get("number", "")
    try:
        entry = verb(found, int(number) if number.isascii() and number.isdigit() else None)
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    return tell(draw(request, found), words=words.format(deed=entry.words))
