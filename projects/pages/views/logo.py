"""The logo of a film: choosing it, and seeing it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from projects.files import logos
from projects.files.forms import LogoForm
from projects.files.uploads import show_logo

from ..setting_forms import ShownLogoForm
from .files import served
from .finding import changes, find_project
from .replies import change_by


@changes
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = ShownLogoForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_logo(said["show_logo"]))


@changes
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = LogoForm(request.POST, MultiValueDict({"logo": request.FILES.getlist("own")}))
    return change_by(
        request, found, form, lambda said: show_logo(found, said["logo"], request.user)
    )


@require_safe
def seen(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """As the film shows it."""
    found = find_project(request, pk)
    if (logo := found.logo) is None:
        raise Http404
    return served(logo, lambda: logos.seen(logo))
