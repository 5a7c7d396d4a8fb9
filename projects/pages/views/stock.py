"""What a scene shows of a library: chosen among what was found, or looked for by other words."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects.files.forms import first_error
from projects.models import Scene
from projects.models.credit import credit_of
from projects.models.scene_stock import NONE
from projects.providers.library import LONGEST_SEARCH

from .finding import changes, find_scene, visible_to
from .replies import begin, say_problem, told_change


class WordsForm(forms.Form):
    words = forms.CharField(required=False, max_length=LONGEST_SEARCH)


@require_safe
def choices(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """What is inside the dialog."""
    project = get_object_or_404(visible_to(request).with_parts(), pk=pk)
    found = next((each for each in project.scene_list if each.pk == scene), None)
    if found is None:
        raise Http404
    return render(request, "projects/_stock_choices.html", _told(found))


def _told(scene: Scene) -> dict[str, object]:
    offered = [(each, credit_of(each, scene.position)) for each in scene.stock_candidates]
    return {
        "project": scene.project,
        "scene": scene,
        "offered": offered,
        "shown": scene.stock_choice or scene.stock_key,
        "none": NONE,
        "library": scene.project.makers_allowed("stock")[0],
        "words": scene.stock_words or next(iter(scene.stock_searches), ""),
        "longest": LONGEST_SEARCH,
    }


@changes
def take(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    wanted = find_scene(request, pk, scene)
    choice = request.POST.get("choice", "")
    return told_change(request, wanted.project, lambda: wanted.take_stock(choice))


@changes
def look(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    wanted = find_scene(request, pk, scene)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return say_problem(request, wanted.project, first_error(form))
    words = " ".join(form.cleaned_data["words"].split())
    return begin(request, pk, lambda found: found.look_for_stock(words, pk=wanted.pk))
