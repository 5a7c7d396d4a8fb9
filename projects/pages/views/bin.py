"""The bin: what a person has deleted, and can put back until it is deleted for good."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from projects.models import Project
from projects.models.paginator import TwoEndedPaginator
from projects.models.project.bin import KEPT
from projects.models.project.model import ProjectQuerySet
from projects.models.storage_limit import binned_of
from videostudio.upload_limits import in_words

from .finding import reader_of

PAGE_SIZE = 20
MOST_AT_ONCE = 500  # projects that one click deletes for good


@require_safe
def bin_page(request: HttpRequest) -> HttpResponse:
    page = TwoEndedPaginator(_mine(request), PAGE_SIZE).get_page(request.GET.get("page"))
    size = in_words(binned_of(reader_of(request)))
    return render(request, "projects/bin.html", {"page": page, "size": size, "days": KEPT.days})


@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """One project opens where it was deleted, and several are in the list again; with `stay` the
    bin is shown."""
    back = [project for project in _chosen(request) if project.leave_bin()]
    if "stay" in request.POST:
        messages.success(request, _("Put back: %(names)s") % {"names": names_of(back)})
        return redirect("bin")
    return redirect("project", pk=back[0].pk) if len(back) == 1 else redirect("home")


@require_POST
def delete_for_good(request: HttpRequest) -> HttpResponse:
    return _delete(request, _chosen(request))


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    return _delete(request, list(_mine(request)[:MOST_AT_ONCE]))


def names_of(projects: list[Project]) -> str:
    """The name of one, or how many there are."""
    if len(projects) == 1:
        return f"“{projects[0].name}”"
    count = len(projects)
    return ngettext("%(count)s project", "%(count)s projects", count) % {"count": count}


def _mine(request: HttpRequest) -> ProjectQuerySet:
    return Project.everything.in_bin().filter(owner=reader_of(request))


def _chosen(request: HttpRequest) -> list[Project]:
    """Those that the click names. Raises Http404 if none of them is in a bin that the person may
    open."""
    named = Project.everything.in_bin().visible_to(request.user).filter(pk__in=_named(request))
    if not (found := list(named)):
        raise Http404
    return found


def _named(request: HttpRequest) -> Iterable[UUID]:
    for text in request.POST.getlist("project"):
        with suppress(ValueError):
            yield UUID(text)


def _delete(request: HttpRequest, chosen: list[Project]) -> HttpResponse:
    names = names_of(chosen)
    for project in chosen:
        project.delete_from_bin()
    messages.success(request, _("Deleted for good: %(names)s") % {"names": names})
    return redirect("bin")
