"""What of a photo or an own clip a scene shows: the point to keep in view, and its part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from projects.files.downloads import ranged
from projects.files.forms import first_error
from projects.media.formats import FACES
from projects.models import NotReady, Project, Scene, Shot
from videostudio.refusals import SEEN_AND_SENT

from ..framing_form import FramingForm
from ..shape import shape_of
from .files import served
from .finding import changes, visible_to
from .replies import draw, say_not_ready, say_problem

LONGEST = 30.0  # seconds that are kept of an own clip, if it was never measured


@require_http_methods(SEEN_AND_SENT)
def framing(request: HttpRequest, pk: UUID, scene: int, shot: UUID) -> HttpResponse:
    """The panel of a shot, or a change of it."""
    if request.method == "POST":
        return _choose(request, pk=pk, scene=scene, shot=shot)
    found, wanted = _find(request, pk, scene, shot)
    clip = wanted.own_clip
    across, down = wanted.focus or FACES
    context = {
        **_about(found, wanted),
        "heads": list(_heads(wanted)),
        "across": round(100 * across),
        "down": round(100 * down),
        "longest": (clip.seconds or LONGEST) if clip else 0,
    }
    return render(request, "projects/_framing.html", context)


@changes
def _choose(request: HttpRequest, pk: UUID, scene: int, shot: UUID) -> HttpResponse:
    found, wanted = _find(request, pk, scene, shot)
    form = FramingForm(request.POST)
    if not form.is_valid():
        return say_problem(request, found.project, first_error(form))

    try:
        found.frame_shot(wanted.pk, **form.framing)
    except NotReady as problem:
        return say_not_ready(request, found.project, problem)
    about = _about(*_find(request, pk, scene, shot))
    return draw(request, found.project, render_to_string("projects/_framing_seen.html", about))


@require_safe
def video(request: HttpRequest, **where: Any) -> HttpResponseBase:
    _, shot = _find(request, **where)
    clip = shot.own_clip
    if clip is None:
        raise Http404
    send = partial(ranged, content_type="video/mp4", sha256=clip.sha256)
    return served(clip, lambda: send(request, clip.file))


def _find(request: HttpRequest, pk: UUID, scene: int, shot: UUID) -> tuple[Scene, Shot]:
    project = visible_to(request).with_parts().filter(pk=pk).first()
    scenes = project.scene_list if project else []
    for found in scenes:
        for each in found.shot_list:
            if (found.pk, each.pk) == (scene, shot):
                return found, each
    raise Http404


def _about(scene: Scene, shot: Shot) -> dict[str, Any]:
    project: Project = scene.project
    number = scene.shot_list.index(shot) + 1
    is_seen = number <= scene.shots_seen
    shape = shape_of(project)
    about = {"project": project, "scene": scene, "shot": shot, "shape": shape}
    return about | {"number": number, "is_seen": is_seen}


def _heads(shot: Shot) -> Iterator[str]:
    """Where the heads of a photo are, in percent: left, top, width, height."""
    for left, top, right, bottom in (shot.photo and shot.photo.heads) or []:
        places = (left, top, right - left, bottom - top)
        yield " ".join(f"{100 * place:.1f}" for place in places)
