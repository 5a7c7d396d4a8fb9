"""The clicks on one scene: its words, its picture, another take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from projects.files.forms import UploadForm, first_error
from projects.files.uploads import add_upload, send_again, show_upload
from projects.models import NotReady, Project, Run, Scene, TextChanged
from projects.models.scene import TAKES
from projects.vocabulary import ClipSound, known

from ..forms import FitForm, SceneForm
from .finding import changes, find_project, find_scene
from .replies import begin, change, change_by, changed_elsewhere, draw, say_problem


@changes
def rewrite(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    found = find_project(request, pk)
    form = SceneForm(request.POST, instance=Scene(pk=scene, project=found))
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    try:
        found.scenes.get(pk=scene).rewrite(form.drawn, **form.cleaned_data)
    except NotReady as problem:
        return say_problem(request, found, str(problem))
    except TextChanged as changed:
        return _changed_elsewhere(request, changed)
    except Scene.DoesNotExist:
        return render(request, "projects/_scene_replaced.html", status=410)
    return draw(request, found, _drawn_words(found.scenes.get(pk=scene)))


@changes
def another_take(request: HttpRequest, pk: UUID, scene: int, kind: str) -> HttpResponse:
    """Make one scene's narration or clip again. What else exists is kept. With `retry`, the failed
    step then goes on."""
    wanted = find_scene(request, pk, scene)
    if kind not in TAKES:
        raise Http404
    goes_on = "retry" in request.POST
    return begin(request, pk, lambda found: found.another_take(kind, goes_on=goes_on, pk=wanted.pk))


@changes
def upload(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """Show what was sent: alone, or with `add` after all that the scene shows, or with `again` in
    the place of the shot with this id, whose file is lost."""
    wanted = find_scene(request, pk, scene)
    form = UploadForm(request.POST, request.FILES)
    take_in = _take_in(request, wanted)
    return change_by(
        request, wanted.project, form, lambda said: take_in(wanted, said["own"], request.user)
    )


def _take_in(request: HttpRequest, scene: Scene) -> Callable[..., None]:
    if again := request.POST.get("again"):
        lost = next((shot.pk for shot in scene.shot_list if str(shot.pk) == again), None)
        if lost is None:
            raise Http404
        return partial(send_again, shot=lost)
    return add_upload if "add" in request.POST else show_upload


@changes
def remove_shot(request: HttpRequest, pk: UUID, scene: int, shot: UUID) -> HttpResponse:
    wanted = find_scene(request, pk, scene)
    return change(request, wanted.project, lambda: wanted.remove_shot(shot))


@changes
def choose_sound(request: HttpRequest, pk: UUID, scene: int, shot: UUID) -> HttpResponse:
    wanted = find_scene(request, pk, scene)
    sound = known(ClipSound, request.POST.get("sound", ""))
    return change(request, wanted.project, lambda: wanted.choose_sound(shot, sound))


@changes
def card(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """Show the card instead of an upload. With `retry`, the failed step then goes on."""
    wanted = find_scene(request, pk, scene)
    if "retry" not in request.POST:
        return change(request, wanted.project, lambda: wanted.show(None))

    def verb(found: Project) -> Iterable[Run]:
        wanted.project = found
        wanted.show(None)
        return found.retry()

    return begin(request, pk, verb)


@changes
def fit(request: HttpRequest, pk: UUID, scene: int) -> HttpResponse:
    """How the scene's photos and own clips stand in the frame."""
    wanted = find_scene(request, pk, scene)
    form = FitForm(request.POST)
    return change_by(request, wanted.project, form, lambda said: wanted.choose_fit(said["fit"]))


def _drawn_words(scene: Scene) -> str:
    """The digests of the stored words, for a form that stays on the page. Words that are typed from
    now on replace these."""
    return render_to_string("projects/_was.html", {"scene": scene, "swap": True})


def _changed_elsewhere(request: HttpRequest, changed: TextChanged) -> HttpResponse:
    stored = {name: getattr(changed.scene, name) for name in changed.fields}
    labels = {each.name: each.verbose_name for each in Scene._meta.fields}
    return changed_elsewhere(request, changed.fields, stored, labels)
