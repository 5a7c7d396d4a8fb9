"""The reply to a click: the page as it is now, or a message. Nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from projects.crashpoints import Point, reach
from projects.files.forms import first_error
from projects.files.intake import Refused
from projects.jobs.queue import run_and_enqueue
from projects.models import AlreadyRunning, NotReady, OverLimit, Project, RateLimit, Run
from projects.models.merging import digest_of

from .. import regions
from .finding import find_project


def begin(request: HttpRequest, pk: UUID, verb: Callable[[Project], Iterable[Run]]) -> HttpResponse:
    """Start work. After a double click, or in another tab, the person sees the running step."""
    found = find_project(request, pk)
    try:
        with transaction.atomic():
            run_and_enqueue(lambda: verb(found))
            RateLimit.count_start(request.user)
        reach(Point.STARTED)
    except AlreadyRunning:
        pass
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    return draw(request, found)


def change(request: HttpRequest, found: Project, verb: Callable[[], None]) -> HttpResponse:
    try:
        verb()
    except NotReady as problem:
        return say_not_ready(request, found, problem)
    return draw(request, found)


def tell(answer: HttpResponse, **told: Any) -> HttpResponse:
    """The page hears what was done: `words`, and perhaps `scene`, with which it goes on."""
    answer["HX-Trigger-After-Swap"] = json.dumps({"studio:deed": told})
    return answer


def told_change(request: HttpRequest, found: Project, verb: Callable[[], None]) -> HttpResponse:
    """Like `change`, and the page hears what was done."""
    answer = change(request, found, verb)
    entry = found.undoable
    done = answer.status_code < 400
    return tell(answer, words=entry.words) if done and entry else answer


def change_by(
    request: HttpRequest,
    found: Project,
    form: BaseForm,
    verb: Callable[[dict[str, Any]], None],
) -> HttpResponse:
    """Do this with what the form says, or say what is wrong with it."""
    if not form.is_valid():
        return say_problem(request, found, first_error(form))
    try:
        return change(request, found, lambda: verb(form.cleaned_data))
    except Refused as refused:
        return say_problem(request, found, str(refused))


def draw(request: HttpRequest, found: Project, extra: str = "") -> HttpResponse:
    """The page's regions as they are now, or without htmx a redirect to the page."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect("project", pk=found.pk)
    fresh = Project.objects.with_parts().get(pk=found.pk)
    drawn = regions.of_timeline(fresh, get_language() or "")
    return HttpResponse(extra + regions.message(drawn.values()))


def changed_elsewhere(
    request: HttpRequest,
    fields: Iterable[str],
    stored: Mapping[str, str],
    labels: Mapping[str, Any],
) -> HttpResponse:
    """The words of these fields as they are stored now, beside those that were typed: the person
    chooses."""
    both = [
        {
            "name": name,
            "label": labels[name],
            "words": stored[name],
            "digest": digest_of(stored[name]),
        }
        for name in fields
    ]
    return render(request, "projects/_changed_elsewhere.html", {"fields": both}, status=409)


def say_problem(request: HttpRequest, found: Project, message: str) -> HttpResponse:
    """Only a message, with status 422. It changes nothing on the page, so nothing typed is lost."""
    response = render(request, "projects/_problem.html", {"message": message})
    response.status_code = 422
    return response


def say_not_ready(request: HttpRequest, found: Project, problem: NotReady) -> HttpResponse:
    """The same for a verb that was not carried out; 429 for a limit of one person."""
    return with_limit(say_problem(request, found, str(problem)), problem)


def with_limit(response: HttpResponse, problem: NotReady | None) -> HttpResponse:
    if isinstance(problem, OverLimit):
        response.status_code = 429
        response["Retry-After"] = str(problem.seconds)
    return response
