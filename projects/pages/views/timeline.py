"""The page of a project, and its buttons."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from projects.files.duplicating import duplicate as duplicated
from projects.models import NotReady, Preferences
from projects.timeline import step_of
from videostudio.sessions import sent_by_itself

from .. import polling, regions
from ..film_settings import offered
from ..photos_leave import PhotosForm, ReferenceForm, may_refer
from ..purpose import PurposeForm
from ..setting_forms import (
    CaptionsForm,
    FinishForm,
    LookForm,
    PainterForm,
    StockForm,
    VoiceForm,
)
from ..steps.card import cards_of
from ..tour import NOTES
from .finding import changes, find_project, visible_to
from .house_styles import choice_of
from .replies import begin, change_by, draw
from .voices import voices_in


@require_safe
def project(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(visible_to(request).with_parts(), pk=pk)
    context = {
        "project": found,
        "steps": cards_of(found),
        "regions": regions.of_timeline(found, get_language() or ""),
        "voices": voices_in(found.language),
        "settings": offered(found),
        **choice_of(request),
        "notes": NOTES,
        "tour": Preferences.tour_of(request.user, found).name,
        "forms": {
            "voice": VoiceForm(instance=found),
            "look": LookForm(instance=found),
            "painter": PainterForm(instance=found),
            "stock": StockForm(instance=found),
            "captions": CaptionsForm(instance=found),
            "finish": FinishForm(instance=found),
            "purpose": PurposeForm(instance=found),
            "photos": PhotosForm(instance=found),
            "reference": ReferenceForm(instance=found) if may_refer(found) else None,
        },
    }
    return render(request, "projects/project.html", context)


@sent_by_itself
@require_safe
@condition(polling.etag_of)
def poll(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """For a page without a socket: all its live regions, as a socket would push them."""
    return HttpResponse(polling.answer_to(request, pk))


@changes
def start(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    try:
        wanted = step_of(step)
    except ValueError as error:
        raise Http404 from error
    if not wanted.is_work:
        raise Http404
    make_all, replace = "all" in request.POST or None, "replace" in request.POST
    return begin(request, pk, lambda found: found.start(wanted, make_all=make_all, replace=replace))


@changes
def make(request: HttpRequest, pk: UUID) -> HttpResponse:
    return begin(request, pk, lambda found: found.make_rest())


@changes
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    return begin(request, pk, lambda found: found.retry(pay_again="pay_again" in request.POST))


@changes
def make_here(request: HttpRequest, pk: UUID) -> HttpResponse:
    scenes = [int(each) for each in request.POST.get("scenes", "").split(",") if each.isdecimal()]
    kind = request.POST.get("kind", "")
    return begin(request, pk, lambda found: found.make_here(kind, scenes))


@changes
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    found.cancel()
    return draw(request, found)


@changes
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    words = (
        _("Moved to the bin: “%(name)s”. Its work was stopped.")
        if found.running
        else _("Moved to the bin: “%(name)s”")
    )
    found.move_to_bin()
    messages.success(request, words % {"name": found.listed_name}, extra_tags=str(found.pk))
    return redirect("home")


@changes
def duplicate(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    try:
        copy = duplicated(found, request.user)
    except NotReady as problem:
        messages.warning(request, str(problem))
        return redirect("project", pk=found.pk)
    words = _("This is the copy of “%(name)s”. What you change here does not change the first one.")
    messages.success(request, words % {"name": found.listed_name})
    return redirect("project", pk=copy.pk)


@changes
def voice(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = find_project(request, pk)
    form = VoiceForm(request.POST, instance=found)
    return change_by(request, found, form, lambda said: found.choose_voice(**said))
