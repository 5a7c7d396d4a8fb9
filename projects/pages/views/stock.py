"""What a scene shows of a library: chosen among what was found, or looked for by other words."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from projects.files.forms import first_error
from projects.jobs import stock_lookups
from projects.models import NotReady, Project, RateLimit, Scene
from projects.models.credit import credit_of
from projects.models.scene_stock import NONE
from projects.models.stock_lookup import LookupState
from projects.providers.library import LONGEST_SEARCH
from projects.status_text import reason_words
from projects.timeline import SCENES

from .finding import changes, find_scene, visible_to
from .replies import begin, say_not_ready, say_problem, told_change


class WordsForm(forms.Form):
    words = forms.CharField(required=False, max_length=LONGEST_SEARCH)

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())


@require_safe
def choices(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """What is inside the dialog."""
    return render(request, "projects/_stock_choices.html", _told(_find_whole(request, pk, scene)))


@require_safe
def found(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """What a lookup has found; 204 as long as it goes on."""
    wanted = _find_whole(request, pk, scene)
    if _waits(wanted):
        return HttpResponse(status=204)
    return render(request, "projects/_stock_found.html", _told(wanted))


@changes
def look_up(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """Show what there is, also before the scene is made."""
    wanted, form = find_scene(request, pk, scene), WordsForm(request.POST)

    @transaction.atomic
    def verb() -> None:
        stock_lookups.look_up(wanted, form.cleaned_data["words"])
        RateLimit.count_start(request.user)

    if not form.is_valid():
        return say_problem(request, wanted.project, first_error(form))
    try:
        verb()
    except NotReady as problem:
        return say_not_ready(request, wanted.project, problem)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect("project", pk=pk)
    told = _told(_find_whole(request, pk, scene))
    return render(request, "projects/_stock_found.html", told | {"swap": True})


def _find_whole(request: HttpRequest, pk: UUID, scene: int) -> Scene:
    project = get_object_or_404(visible_to(request).with_parts(), pk=pk)
    found = next((each for each in project.scene_list if each.pk == scene), None)
    if found is None:
        raise Http404
    return found


def _waits(scene: Scene) -> bool:
    return scene.lookup is not None and scene.lookup.state == LookupState.WAITING


def _told(scene: Scene) -> dict[str, object]:
    lookup, looked_up = scene.lookup, scene.looked_up
    offered = [
        (each, credit_of(each, scene.position)) for each in looked_up or scene.stock_candidates
    ]
    by_words = lookup.words if lookup and looked_up else scene.stock_words
    own = next(iter(scene.looked_for_by("").stock_searches), "")
    return {
        "project": scene.project,
        "scene": scene,
        "waits": _waits(scene),
        "reason": reason_words(lookup.reason) if lookup else "",
        "offered": offered,
        "found_by": by_words or own,
        "shown": scene.stock_choice or scene.stock_key,
        "none": NONE,
        "library": scene.project.makers_allowed("stock")[0],
        "words": (lookup.words if lookup else scene.stock_words) or own,
        "longest": LONGEST_SEARCH,
        "can_make": _can_make(scene.project),
    }


def _can_make(project: Project) -> bool:
    """Whether a scene can be made now, or something before is missing."""
    with suppress(NotReady):
        project.check_ready(SCENES)
        return not project.running
    return False


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
    words = form.cleaned_data["words"]
    return begin(request, pk, lambda found: found.look_for_stock(words, pk=wanted.pk))
