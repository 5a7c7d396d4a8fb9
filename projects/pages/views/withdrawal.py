"""Withdrawing the consent for photos and videos: what it would do is said first."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from projects.files.withdrawing import withdraw
from projects.models import OwnClip, Photo, Project
from projects.models.withdrawal import told
from videostudio.refusals import SEEN_AND_SENT

from .finding import changes, find_project
from .replies import draw


@require_http_methods(SEEN_AND_SENT)
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is inside the dialog, or the withdrawal itself. It does not wait for jobs."""
    if request.method == "POST":
        return _withdraw(request, pk=pk)
    found = find_project(request, pk)
    material = _material(found, request.GET.getlist("material"))
    context = {"project": found, "material": material, "told": told(material)}
    return render(request, "projects/_withdrawal.html", context)


@changes
def _withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    material = _material(found, request.POST.getlist("material"))
    withdraw(material, request.user)
    words = ngettext(
        "The consent is withdrawn. The file is gone, with all that was made of it.",
        "The consent is withdrawn. The files are gone, with all that was made of them.",
        len(material),
    )
    said = render(request, "projects/_notice.html", {"message": words})
    return draw(request, found, said.content.decode())


def _material(found: Project, named: list[str]) -> list[Photo | OwnClip]:
    """Also what was taken off the shelf. Raises Http404 if one of them is not there."""
    try:
        keys = {UUID(each) for each in named}
    except ValueError as error:
        raise Http404 from error
    wanted = {"pk__in": keys, "withdrawn_at": None}
    material: list[Photo | OwnClip] = [
        *found.photos.filter(**wanted),
        *found.own_clips.filter(**wanted),
    ]
    if not keys or len(material) != len(keys):
        raise Http404
    return material
