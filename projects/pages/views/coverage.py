"""Key points that no scene says."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from .finding import changes, find_project
from .replies import change


@changes
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the film say the key point with this key."""
    found = find_project(request, pk)

    def add_it() -> None:
        found.add_key_point(request.POST.get("point", ""))

    return change(request, found, add_it)
