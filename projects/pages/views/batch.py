"""What is done with several projects of the list at once."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from projects.files.zipping import zipped
from projects.jobs.queue import run_and_enqueue
from projects.models import AlreadyRunning, Artifact, NotReady, OverLimit, Project, RateLimit
from videostudio.upload_limits import MB, in_words

from ..listing import with_rows
from .bin import names_of
from .files import record_download
from .finding import visible_to

MOST_AT_ONCE = 100  # projects; a page of the list has 20
MOST_BYTES = 4096 * MB  # of films in one download


@require_POST
def batch(request: HttpRequest) -> HttpResponseBase:
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    chosen = _chosen(request)
    answer = deed(request, chosen) if chosen else None
    return answer or redirect(f"{reverse('home')}?{request.POST.get('back', '')[:500]}")


def _chosen(request: HttpRequest) -> list[Project]:
    """Those that are ticked and still there."""
    named = []
    for text in request.POST.getlist("project")[:MOST_AT_ONCE]:
        with suppress(ValueError):
            named.append(UUID(text))
    return list(with_rows(visible_to(request).filter(pk__in=named).newest_first()))


def _go_on(request: HttpRequest, chosen: list[Project]) -> None:
    """Each as its owner's next press would. Whose limit is reached is told so, once."""
    going: list[Project] = []
    refused: dict[Project, str] = {}
    for project in chosen:
        try:
            with transaction.atomic():
                run_and_enqueue(project.go_on)
                RateLimit.count_start(request.user)
            going.append(project)
        except AlreadyRunning:
            going.append(project)
        except NotReady as problem:
            refused[project] = str(problem)
            if isinstance(problem, OverLimit):
                break
        except Project.DoesNotExist:
            continue
    if going:
        messages.success(request, _("Going on: %(names)s") % {"names": names_of(going)})
    for why in dict.fromkeys(refused.values()):
        names = names_of([project for project, said in refused.items() if said == why])
        messages.warning(request, f"{names}: {why}")


def _delete(request: HttpRequest, chosen: list[Project]) -> None:
    gone = []
    for project in chosen:
        with suppress(Project.DoesNotExist):
            project.move_to_bin()
            gone.append(project)
    if gone:
        words = _("Moved to the bin: %(names)s") % {"names": names_of(gone)}
        messages.success(request, words, extra_tags=" ".join(str(each.pk) for each in gone))


def _download(request: HttpRequest, chosen: list[Project]) -> HttpResponseBase | None:
    films: list[tuple[str, Artifact]] = [
        (project.name, film) for project in chosen if (film := project.latest("film"))
    ]
    if not films:
        messages.warning(request, _("None of these projects has a film yet."))
        return None
    if sum(film.size for _name, film in films) > MOST_BYTES:
        words = _("These films are more than {size} together. Choose fewer.")
        messages.warning(request, words.format(size=in_words(MOST_BYTES)))
        return None
    for _name, film in films:
        record_download(film)
    count = ngettext("%(count)s film", "%(count)s films", len(films)) % {"count": len(films)}
    return zipped(films, name=f"{count} {localdate():%Y-%m-%d}", lost=_("not found any more.txt"))


DEEDS = {"go-on": _go_on, "delete": _delete, "download": _download}
