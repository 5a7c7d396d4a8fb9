"""Where a person is told of films without looking at a page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects.models import NotReady, Receiver
from projects.models.delivery import NEWEST
from videostudio.refusals import SEEN_AND_SENT

from ..receiver_forms import ReceiverForm
from .finding import changes


@require_http_methods(SEEN_AND_SENT)
def index(request: HttpRequest) -> HttpResponse:
    """All of them, and the form of a new one. The secret of a new one is shown this once."""
    form, new = ReceiverForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            new = form.add_for(request.user)
            form = ReceiverForm()
        except NotReady as problem:
            form.add_error(None, str(problem))
    mine = list(Receiver.objects.of(request.user))
    receivers = [(each, each.newest_deliveries(NEWEST)) for each in mine]
    context = {"form": form, "receivers": receivers, "new": new}
    status = 422 if form.errors else 201 if new else 200
    answer = render(request, "receivers/index.html", context, status=status)
    if new:
        answer.headers["Cache-Control"] = "no-store"
    return answer


@require_http_methods(SEEN_AND_SENT)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another name, address or news. A new secret is shown this once."""
    found = _mine(request, pk)
    form = ReceiverForm(request.POST or None, instance=_mine(request, pk))
    if request.method == "POST" and form.is_valid():
        form.change()
        messages.success(request, _("Saved: “%(name)s”") % {"name": form.instance.name})
        return redirect("receivers")
    status = 422 if form.errors else 200
    return render(request, "receivers/edit.html", {"form": form, "receiver": found}, status=status)


@changes
def renew_secret(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    try:
        found.renew_secret()
    except NotReady as problem:
        messages.warning(request, str(problem))
        return redirect("edit-receiver", pk=pk)
    shown = {"form": ReceiverForm(instance=found), "receiver": found, "new": found}
    answer = render(request, "receivers/edit.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@changes
def pause(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    found.pause()
    words = _("“%(name)s” is told nothing until you go on.")
    messages.success(request, words % {"name": found.name})
    return redirect("receivers")


@changes
def resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    found.switch_on()
    messages.success(request, _("“%(name)s” is told of your films again.") % {"name": found.name})
    return redirect("receivers")


@changes
def try_it(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    found.try_it()
    words = _("A test is on its way to “%(name)s”. Load this page again to see whether it arrived.")
    messages.success(request, words % {"name": found.name})
    return redirect("receivers")


@changes
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    found.remove()
    messages.success(request, _("Deleted: “%(name)s”") % {"name": found.name})
    return redirect("receivers")


def _mine(request: HttpRequest, pk: UUID) -> Receiver:
    return get_object_or_404(Receiver.objects.of(request.user), pk=pk)
