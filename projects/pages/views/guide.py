"""The user guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.language import language_of_pages
from projects.pages.guide import guide_in


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/guide.html", {"guide": guide_in(language_of_pages())})
