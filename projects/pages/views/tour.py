"""The film to look at, and its tour, which can be put away and brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from projects.models import NotReady, Preferences

from ..tour import example_of, make_example


@require_POST
def look_at_example(request: HttpRequest) -> HttpResponse:
    try:
        return redirect("project", pk=make_example(request.user).pk)
    except NotReady as problem:
        messages.warning(request, str(problem))
        return redirect("home")


@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """Until it is brought back. A script only needs to know that it is done."""
    Preferences.set_tour(request.user, is_over=True)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("home")


@require_POST
def bring_back(request: HttpRequest) -> HttpResponse:
    film = example_of(request.user)
    if film is None:
        return redirect("guide")
    Preferences.set_tour(request.user, is_over=False)
    return redirect("project", pk=film.pk)
