"""How a film looks: choosing its captions, its scene changes and its end, and seeing each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.files import picture_samples
from projects.language import language_of_pages
from projects.models import Project

from ..photos_leave import PhotosForm, ReferenceForm
from ..purpose import PurposeForm
from ..setting_forms import CaptionsForm, FinishForm, LookForm, PainterForm, StockForm
from .finding import changes, find_project
from .replies import change_by


@changes
def choose_captions(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = CaptionsForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_captions(**said))


@changes
def choose_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = FinishForm(request.POST, instance=found)

    def verb(said: dict[str, Any]) -> None:
        found.choose_finish(**{name: said[name] for name in said if name in request.POST})

    return change_by(request, found, form, verb)


@changes
def choose_purpose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = PurposeForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_purpose(**said))


@changes
def choose_style(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = LookForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_style(**said))


@changes
def choose_painter(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _choose_maker(request, pk, PainterForm, Project.choose_painter)


@changes
def choose_stock(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _choose_maker(request, pk, StockForm, Project.choose_stock)


@changes
def choose_reference(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = ReferenceForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_reference(said["reference"]))


@changes
def let_photos_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = PhotosForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.let_photos_leave(said["hosts"]))


@require_safe
def sample(request: HttpRequest, what: str, style: str, choice: str) -> HttpResponse:
    """A small picture of one of the choices, in a film of this style."""
    try:
        return picture_samples.sample(what, style, choice, language_of_pages())
    except (KeyError, ValueError, OSError) as nothing:
        raise Http404 from nothing


def _choose_maker(
    request: HttpRequest,
    pk: UUID,
    form_of: type[PainterForm | StockForm],
    choose: Callable[..., None],
) -> HttpResponse:
    found = find_project(request, pk)

    def verb(said: dict[str, Any]) -> None:
        if said:  # without a service there is nothing to choose
            choose(found, **said)

    return change_by(request, found, form_of(request.POST, instance=found), verb)
