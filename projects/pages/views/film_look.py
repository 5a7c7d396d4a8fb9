"""How a film looks: choosing its captions, its scene changes and its end, and seeing each."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.files import picture_samples
from projects.files.forms import first_error
from projects.language import language_of_pages

from ..forms import CaptionsForm, FinishForm, LookForm
from ..purpose import PurposeForm
from .finding import changes, find_project
from .replies import change, say_problem


@changes
def choose_captions(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = CaptionsForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return change(request, found, lambda: found.choose_captions(**form.cleaned_data))


@changes
def choose_finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = FinishForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    sent = {name: said for name, said in form.cleaned_data.items() if name in request.POST}
    return change(request, found, lambda: found.choose_finish(**sent))


@changes
def choose_purpose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = PurposeForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return change(request, found, lambda: found.choose_purpose(**form.cleaned_data))


@changes
def choose_style(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = LookForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return change(request, found, lambda: found.choose_style(**form.cleaned_data))


@require_safe
def sample(request: HttpRequest, what: str, style: str, choice: str) -> HttpResponse:
    """A small picture of one of the choices, in a film of this style."""
    try:
        return picture_samples.sample(what, style, choice, language_of_pages())
    except (KeyError, ValueError, OSError) as nothing:
        raise Http404 from nothing
