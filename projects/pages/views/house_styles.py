"""House styles: a page of them all, and those of one project."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.files import house_styles, logos
from projects.files.comparing import Lost
from projects.files.intake import Refused
from projects.language import language_of_pages
from projects.models import HouseStyle, NotReady, Project
from projects.models.house_style import HouseStyleQuerySet, may_change_for_all
from videostudio.refusals import SEEN_AND_SENT

from ..house_style_forms import HouseStyleForm
from .finding import changes, find_project, reader_of
from .replies import draw, say_not_ready, say_problem, with_limit
from .voices import voices_in


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that this person is offered, and what they may do with each."""
    offered = list(HouseStyle.objects.offered_to(request.user))
    context = {
        "of_studio": [style for style in offered if style.is_of_studio],
        "mine": [style for style in offered if not style.is_of_studio],
        "may_for_all": may_change_for_all(request.user),
    }
    return render(request, "house_styles/index.html", context)


@require_http_methods(SEEN_AND_SENT)
@transaction.atomic
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """The form of one, or of a new one. Who saves waits for another one who does: what that one
    has changed is then merged."""
    among = HouseStyle.objects.select_for_update()
    found = _changeable(request, pk, among) if pk else HouseStyle(owner_id=reader_of(request))
    form = HouseStyleForm(request.POST or None, request.FILES or None, instance=found)
    form.offer_for_all(may_change_for_all(request.user))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return _stored(request, form)
        except NotReady as problem:
            refusal = problem
            form.add_error(None, str(problem))
        except Refused as refused:
            form.add_error("logo_file", str(refused))
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except HouseStyle.DoesNotExist as gone:
            raise Http404 from gone
    context = {
        "form": form,
        "style": _changeable(request, pk) if pk else None,  # as it is stored
        "voices": voices_in(language_of_pages()),
    }
    status = 422 if form.errors else 200
    return with_limit(render(request, "house_styles/edit.html", context, status=status), refusal)


def _stored(request: HttpRequest, form: HouseStyleForm) -> HttpResponse:
    """Raises ValidationError, Refused and NotReady. Then nothing is changed."""
    style, said = form.instance, form.cleaned_data
    if said.get("for_all"):
        style.owner = None
    sent, chosen = said["logo_file"], {name: said[name] for name in ("without_logo", "is_default")}
    logo = house_styles.taken_in(sent, request.user) if sent else None
    house_styles.save(style, logo, **chosen)
    messages.success(request, _("Saved: “%(name)s”") % {"name": style.name})
    return redirect("house-styles")


@changes
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _changeable(request, pk)
    found.delete_with_logo()
    messages.success(request, _("Deleted: “%(name)s”") % {"name": found.name})
    return redirect("house-styles")


@require_safe
def logo(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """As a film shows it."""
    found = get_object_or_404(HouseStyle.objects.offered_to(request.user), pk=pk)
    if found.logo is None:
        raise Http404
    try:
        return logos.kept(found.logo)
    except Lost as lost:
        raise Http404 from lost


@changes
def use(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a film the settings of a house style."""
    found, wanted = find_project(request, pk), _wanted(request)
    if wanted is None:
        return say_problem(request, found, _("Choose a house style first."))
    try:
        house_styles.use(found, wanted, request.user)
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    said = _("The film has taken the settings of “%(name)s”.") % {"name": wanted.name}
    return draw(request, found, extra=_choice(request, found, "use", said))


@changes
def save_as(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a house style of the settings of a film."""
    found = find_project(request, pk)
    for_all = bool(request.POST.get("for_all")) and may_change_for_all(request.user)
    owner = None if for_all else reader_of(request)
    style = HouseStyle(owner_id=owner, name=request.POST.get("name", ""))
    style.take_settings(found)
    try:
        house_styles.save(style, house_styles.logo_of(found))
    except ValidationError as problem:
        return say_problem(request, found, problem.messages[0])
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    said = _("Saved as “%(name)s”. Your next brief offers it.") % {"name": style.name}
    return draw(request, found, extra=_choice(request, found, "save", said))


def _choice(request: HttpRequest, found: Project, swapped: str, said: str) -> str:
    """The choice of a house style as it is now. After a use, a name that is typed stays."""
    context = {"project": found, "swapped": swapped, "said": said, **choice_of(request)}
    return render(request, "projects/_house_style.html", context).content.decode()


def choice_of(request: HttpRequest) -> dict[str, Any]:
    """What the settings of a film need to offer house styles to this person."""
    return {
        "house_styles": list(HouseStyle.objects.offered_to(request.user)),
        "may_for_all": may_change_for_all(request.user),
    }


def _wanted(request: HttpRequest) -> HouseStyle | None:
    try:
        pk = UUID(request.POST.get("house_style", ""))
    except ValueError:
        return None
    return HouseStyle.objects.offered_to(request.user).filter(pk=pk).first()


def _changeable(
    request: HttpRequest, pk: UUID, among: HouseStyleQuerySet | None = None
) -> HouseStyle:
    found = HouseStyle.objects.all() if among is None else among
    return get_object_or_404(found.changeable_by(request.user), pk=pk)
