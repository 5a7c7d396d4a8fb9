"""The home page, the brief that makes a project, and the first account."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.db import IntegrityError, transaction
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from projects.accounts import setup_link
from projects.crashpoints import Point, reach
from projects.files.house_styles import give_logo
from projects.files.sending import adopt
from projects.jobs.queue import run_and_enqueue
from projects.language import language_of_pages
from projects.models import HouseStyle, NotReady, Project, RateLimit, Receiver, Run
from projects.models.audit import Action, Outcome, record
from projects.models.project.lists import Sort, Tab
from projects.models.project.model import sees_all
from projects.models.refusal_count import record_refusal
from projects.timeline import SCRIPT
from videostudio.refusals import SEEN_AND_SENT

from .. import rows
from ..examples import EXAMPLES, example
from ..film_price import begun_price_words
from ..forms import BriefForm, FirstAccountForm
from ..listing import Listing
from ..resuming import offers_to
from .finding import reader_of, visible_to
from .replies import with_limit
from .voices import voices_in


@require_http_methods(SEEN_AND_SENT)
def home(request: HttpRequest) -> HttpResponse:
    if request.htmx and request.method == "GET":  # type: ignore[attr-defined]  # by django-htmx
        return render(request, "projects/_list.html", _list_context(request))
    asked_for = _to_begin_with(request)
    begun = asked_for if request.POST else _remembered(request) | asked_for
    form, refusal = BriefForm(request.POST or None, initial=begun, user=request.user), None
    if request.method == "POST" and form.is_valid():
        try:
            return _open_new(request, form)
        except NotReady as problem:
            refusal = problem
            form.add_error(None, str(problem))
    context = _list_context(request)
    context |= {
        "form": form,
        "price": begun_price_words(form, request.user),
        "examples": EXAMPLES,
        "voices": voices_in(language_of_pages()),
        "binned": Project.everything.in_bin().filter(owner=reader_of(request)).count(),
        "offers_example": _has_nothing(request, context["page"]),
        "receivers_off": Receiver.objects.of(request.user).off_by_itself(),
        "others": _projects_of_others(request),
        # No offers if the form shows errors, or an example that the person has asked for.
        "offers": [] if form.errors or asked_for else offers_to(reader_of(request)),
    }
    status = 422 if form.errors else 200
    return with_limit(render(request, "projects/home.html", context, status=status), refusal)


def _list_context(request: HttpRequest) -> dict[str, Any]:
    listing = Listing.of(request)
    page = listing.page()
    counts = rows.of_counts(listing.counts, everybody=listing.everybody).values()
    return {
        "listing": listing,
        "page": page,
        "tabs": [(tab, listing.but(tab=tab).query, n) for tab, n in zip(Tab, counts, strict=True)],
        "sorts": Sort.choices,
        "everybody": listing.but(everybody=not listing.everybody).query,
        "list": next(iter(rows.of_list(listing, page, get_language() or "").values())),
    }


def _has_nothing(request: HttpRequest, page: Page) -> bool:
    """Whether this is a first visit: there is no project, also not in the bin."""
    if page.paginator.count:
        return False
    return not Project.everything.filter(owner=reader_of(request)).exists()


def _projects_of_others(request: HttpRequest) -> int:
    """How many staff can see in the admin only. A superuser sees them on the home page."""
    if request.user.is_superuser or not sees_all(request.user):
        return 0
    return Project.objects.exclude(owner=reader_of(request)).count()


def _remembered(request: HttpRequest) -> dict[str, Any]:
    """The choices of this person's last brief. A house style is taken as it is now."""
    last = Project.objects.remembered_of(request.user)
    style = HouseStyle.objects.to_begin_with(request.user, last)
    return last | (_in_style(style) if style else {})


def _in_style(style: HouseStyle) -> dict[str, Any]:
    return style.values | {"house_style": style.pk}


def _to_begin_with(request: HttpRequest) -> dict[str, Any]:
    """The brief of an example, of a house style, or of a project from which its owner wants to
    begin anew."""
    with suppress(ValueError):
        found = visible_to(request).filter(pk=UUID(request.GET.get("from", ""))).first()
        if found:
            return model_to_dict(found, BriefForm.Meta.fields) | {"duration": found.duration}
    with suppress(ValueError):
        offered = HouseStyle.objects.offered_to(request.user)
        if style := offered.filter(pk=UUID(request.GET.get("style", ""))).first():
            return _in_style(style)
    return example(request.GET.get("example", ""))


@login_not_required
@require_http_methods(SEEN_AND_SENT)
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time page that makes the first account."""
    try:
        setup_link.check(token, request)
        form = FirstAccountForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with setup_link.used_once():
                user = form.save()
                record(Action.SETUP, about=user, by=user)
                login(request, user)
            return redirect("home")
    except setup_link.Spent as spent:
        record_refusal(Action.SETUP, Outcome.FORBIDDEN, detail=spent.reason)
        context = {"reason": spent.reason}
        return render(request, "registration/setup_spent.html", context, status=spent.code)
    return render(request, "registration/setup.html", {"form": form})


def _follow_wish(request: HttpRequest, made: Project, *, make_all: bool) -> None:
    """The brief was sent again. If its wish cannot be followed now, its project is shown all the
    same."""

    def verb() -> list[Run]:
        runs = list(made.follow_wish(make_all))
        if runs:
            RateLimit.count_start(request.user)
        return runs

    with suppress(NotReady, Project.DoesNotExist), transaction.atomic():
        run_and_enqueue(verb)


def _open_new(request: HttpRequest, form: BriefForm) -> HttpResponse:
    """Go to the brief's project: a new one, or the one that the same form has already made."""
    form.instance.owner = request.user
    try:
        with transaction.atomic():
            new = form.save()
            adopt(new, request.user, form.cleaned_data["token"])
            if new.house_style:
                give_logo(new, new.house_style, request.user)
            run_and_enqueue(lambda: new.start(SCRIPT))
            RateLimit.count_start(request.user)
        reach(Point.CREATED)
    except IntegrityError:
        made = Project.objects.made_by(request.user, form.instance.idempotency_key)
        if made is None:
            raise
        new = made
        _follow_wish(request, new, make_all=form.cleaned_data["make_all"])
    answer = redirect("project", pk=new.pk)
    # This tells the browser that the brief is stored, so it can drop the draft that it has kept.
    answer.set_cookie(
        f"{settings.STUDIO_COOKIES}_brief",
        form.cleaned_data["token"],
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
