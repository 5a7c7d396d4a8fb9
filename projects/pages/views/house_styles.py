"""House styles: a page of them all, and those of one project."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.files import house_styles, logos
from projects.files.comparing import Lost
from projects.files.intake import Refused
from projects.language import language_of_pages
from projects.models import HouseStyle, NotReady, Project
from projects.models.house_style import may_change_for_all
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
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """The form of one, or of a new one."""
    found = _changeable(request, pk) if pk else HouseStyle(owner_id=reader_of(request))
    form = HouseStyleForm(request.POST or None, request.FILES or None, instance=found)
    form.offer_for_all(may_change_for_all(request.user))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, form)
        except (ValidationError, Refused, NotReady) as problem:
            refusal = problem if isinstance(problem, NotReady) else None
            _say(form, problem)
        else:
            messages.success(request, _("Saved: “%(name)s”") % {"name": found.name})
            return redirect("house-styles")
    voices = voices_in(language_of_pages())
    context = {"form": form, "style": found if pk else None, "voices": voices}
    status = 422 if form.errors else 200
    answer = render(request, "house_styles/edit.html", context, status=status)
    return with_limit(answer, refusal)


@require_POST
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _changeable(request, pk)
    found.delete_with_logo()
    messages.success(request, _("Deleted: “%(name)s”") % {"name": found.name})
    return redirect("house-styles")


@require_safe
def logo(request: HttpRequest, pk: UUID) -> HttpResponse:
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
    found = find_project(request, pk)
    wanted = _offered(request)
    if wanted is None:
        return say_problem(request, found, _("Choose a house style first."))
    try:
        house_styles.use(found, wanted, request.user)
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    return draw(request, found)


@changes
def save_as(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a house style of the settings of a film."""
    found = find_project(request, pk)
    for_all = bool(request.POST.get("for_all")) and may_change_for_all(request.user)
    owner = None if for_all else reader_of(request)
    style = HouseStyle(owner_id=owner, name=request.POST.get("name", ""))
    try:
        house_styles.save_as(found, style)
    except ValidationError as problem:
        return say_problem(request, found, problem.messages[0])
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    return draw(request, found, extra=_choice(request, found, style))


def _choice(request: HttpRequest, found: Project, saved: HouseStyle) -> str:
    """The choice of a house style, with the new one."""
    context = {"project": found, "saved": saved, **choice_of(request), "swap": True}
    answer = render(request, "projects/_house_style.html", context)
    return str(answer.content.decode())


def choice_of(request: HttpRequest) -> dict[str, object]:
    """What the settings of a film need to offer house styles to this person."""
    return {
        "house_styles": list(HouseStyle.objects.offered_to(request.user)),
        "may_for_all": may_change_for_all(request.user),
    }


def _offered(request: HttpRequest) -> HouseStyle | None:
    try:
        wanted = UUID(request.POST.get("house_style", ""))
    except ValueError:
        return None
    return HouseStyle.objects.offered_to(request.user).filter(pk=wanted).first()


def _changeable(request: HttpRequest, pk: UUID) -> HouseStyle:
    return get_object_or_404(HouseStyle.objects.changeable_by(request.user), pk=pk)


@transaction.atomic
def _store(request: HttpRequest, form: HouseStyleForm) -> None:
    """Raises ValidationError, Refused and NotReady. Then nothing is changed."""
    style = form.instance
    if form.cleaned_data.get("for_all"):
        style.owner = None
    style.store()
    if sent := form.cleaned_data["logo_file"]:
        house_styles.take_logo(style, sent, request.user)
    elif form.cleaned_data["without_logo"]:
        style.use_logo(None)


def _say(form: HouseStyleForm, problem: Exception) -> None:
    if isinstance(problem, ValidationError):
        form.add_error(None, problem)
    else:
        form.add_error("logo_file" if isinstance(problem, Refused) else None, str(problem))
