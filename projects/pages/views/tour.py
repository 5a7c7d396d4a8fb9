"""The film to look at, and the end of its tour."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from projects.models import NotReady, Preferences

from ..tour import make_example


@require_POST
def look_at_example(request: HttpRequest) -> HttpResponse:
    try:
        return redirect("project", pk=make_example(request.user).pk)
    except NotReady as problem:
        messages.warning(request, str(problem))
        return redirect("home")


@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """For ever. A script only needs to know that it is done."""
    Preferences.end_tour(request.user)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("home")
