"""The clicks on the shelf: which scenes show what, and what is not wanted any more."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import ngettext, pgettext

from projects.files.thumbnails import of_material
from projects.media.thumbnails import SIZES
from projects.models import NotReady, OwnClip, Photo, Project, Sending
from projects.models.sending import SendingQuerySet

from ..setting_forms import LengthForm
from .files import for_pages_and_programs, open_projects, served
from .finding import changes, find_project, find_scene
from .replies import begin, change, draw, say_not_ready, told_change


@changes
def use(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put what was chosen into a scene."""
    found = find_project(request, pk)
    scene = find_scene(request, pk, _number(request.POST.get("scene", "")))
    chosen = _chosen(request)
    return told_change(request, found, lambda: found.put_into(scene.pk, chosen))


@changes
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the shelf or from another scene (`source`) into `scene`, before what stands at `place`;
    without `scene` back to the shelf."""
    found = find_project(request, pk)
    source, scene, place = (request.POST.get(name, "") for name in ("source", "scene", "place"))
    chosen = _chosen(request)
    if len(chosen) != 1 or not (source or scene):
        raise Http404
    moved = chosen[0]
    if not scene:
        old = find_scene(request, pk, _number(source))
        return told_change(request, found, lambda: found.take_out(moved, old.pk))
    new = find_scene(request, pk, _number(scene))
    old = find_scene(request, pk, _number(source)) if source else new
    at = _number(place) if place else None
    return told_change(request, found, lambda: found.move_material(moved, old.pk, new.pk, at))


@changes
def spread(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the scenes show what none shows yet. What has no room is said."""
    found = find_project(request, pk)
    try:
        left = found.spread()
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    if not left:
        return draw(request, found)
    said = render(request, "projects/_notice.html", {"message": _no_room_words(left)})
    return draw(request, found, said.content.decode())


@changes
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have the script written from all of it. `seconds`: another length of the film."""
    form = LengthForm(request.POST)
    if not form.is_valid():
        raise Http404
    seconds = form.cleaned_data["seconds"]
    return begin(request, pk, lambda found: found.write_from_material(seconds))


@changes
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    chosen = _chosen(request)
    return change(request, found, lambda: found.remove_material(chosen))


@for_pages_and_programs
def seen(request: HttpRequest, pk: UUID, material: UUID, size: str) -> HttpResponseBase:
    """A photo or a clip in the size in which the shelf shows it."""
    wanted = {"project__in": open_projects(request, pk), "pk": material}
    found = Photo.objects.filter(**wanted).first() or OwnClip.objects.filter(**wanted).first()
    if found is None or not found.file or size not in SIZES:
        raise Http404
    try:
        return served(found, lambda: of_material(request, found, size))
    except OSError as error:
        raise Http404 from error


def sent_to(project: Project, user: object) -> SendingQuerySet:
    """What this person sends to the project and has not arrived, or was refused."""
    mine = Sending.objects.of(user).filter(project=project)
    return mine.filter(photo=None, own_clip=None)


def _chosen(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(each) for each in request.POST.getlist("material")]
    except ValueError as error:
        raise Http404 from error


def _number(said: str) -> int:
    try:
        return int(said[:19])
    except ValueError as error:
        raise Http404 from error


def _no_room_words(left: Sequence[Photo | OwnClip]) -> str:
    names = pgettext("between names", ", ").join(each.original_name for each in left)
    words = ngettext(
        "%(count)s has no room in the film: %(names)s. A scene shows at most six, and a film of"
        " this length one for each two seconds, about.",
        "%(count)s have no room in the film: %(names)s. A scene shows at most six, and a film of"
        " this length one for each two seconds, about.",
        len(left),
    )
    return words % {"count": len(left), "names": names}
