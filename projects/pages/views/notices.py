"""A person's notices: the page with all of them, and what pages report about them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from projects.models import Notification
from projects.models.paginator import TwoEndedPaginator
from videostudio.sessions import sent_by_itself

from .. import regions
from .finding import changes, reader_of

PAGE_SIZE = 20


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    mine = _mine(request).select_related("project").order_by("-created_at", "pk")
    page = TwoEndedPaginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    unread = any(notice.read_at is None for notice in page)
    return render(request, "notices/notices.html", {"page": page, "unread": unread})


@sent_by_itself
@require_POST
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A page asks whether it may show this notice. Only one page gets it, the others get 204."""
    get_object_or_404(_mine(request), pk=pk)
    notice = _mine(request).show_once(pk)
    if notice is None:
        return HttpResponse(status=204)
    return render(request, "notices/_toast.html", {"notice": notice})


@sent_by_itself
@changes
def shown(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page that got the notice reports that it has shown it."""
    get_object_or_404(_mine(request).select_related("project"), pk=pk).was_shown()
    return HttpResponse(status=204)


@changes
def read_all(request: HttpRequest) -> HttpResponse:
    _mine(request).mark_seen()
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect("notices")
    tray = Notification.objects.tray(reader_of(request))
    return HttpResponse(regions.message(regions.of_notices(tray, get_language() or "").values()))


@sent_by_itself
@require_POST
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person looks at the page of this project, so the project's notices are read."""
    _mine(request).filter(project=pk).mark_read()
    return HttpResponse(status=204)


def _mine(request: HttpRequest):
    return Notification.objects.filter(user_id=reader_of(request)).present()
