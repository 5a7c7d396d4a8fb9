"""The logo of a film: choosing it, and seeing it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from projects.files import logos
from projects.files.comparing import Lost
from projects.files.forms import LogoForm, first_error
from projects.files.intake import Refused
from projects.files.uploads import show_logo

from ..forms import ShownLogoForm
from .finding import changes, find_project
from .replies import change, say_problem


@changes
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = ShownLogoForm(request.POST, instance=found)
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    return change(request, found, lambda: found.choose_logo(form.cleaned_data["show_logo"]))


@changes
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = LogoForm(request.POST, MultiValueDict({"logo": request.FILES.getlist("own")}))
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    logo = form.cleaned_data["logo"]
    try:
        return change(request, found, lambda: show_logo(found, logo, request.user))
    except Refused as refused:
        return say_problem(request, found, str(refused))


@require_safe
def seen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """As the film shows it."""
    found = find_project(request, pk)
    if found.logo is None:
        raise Http404
    try:
        return logos.seen(found.logo)
    except Lost as lost:
        if found.logo.is_lost():
            found.notice_own(found.logo, lost=True)
        raise Http404 from lost
