"""How the captions of a film look: choosing it, and seeing each style."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.files import caption_samples
from projects.files.forms import first_error
from projects.language import language_of_pages

from ..forms import CaptionsForm
from .finding import changes, find_project
from .replies import change, say_problem


@changes
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = CaptionsForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return change(request, found, lambda: found.choose_captions(**form.cleaned_data))


@require_safe
def sample(request: HttpRequest, style: str, captions: str) -> HttpResponse:
    """Captions in one of their styles, in a film of this style."""
    try:
        return caption_samples.sample(style, captions, language_of_pages())
    except (KeyError, ValueError, OSError) as nothing:
        raise Http404 from nothing
