"""The user guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.language import language_of_pages

from ..guide import guide_in
from ..tour import example_of


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    context = {"guide": guide_in(language_of_pages()), "example": example_of(request.user)}
    return render(request, "projects/guide.html", context)
