"""The poll of pages without a socket: its ETag, and its answer, which is drawn once for many pages.

A thousand pages without a socket ask two hundred times a second. If nothing has changed, an answer
costs a few small queries and no drawing.
"""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag

from projects.jobs.health import workers
from projects.jobs.waiting import NOT_WAITING, places_of
from projects.models import Notification, Project, VoiceSample
from projects.models.notification import NO_NOTICES
from projects.models.paginator import TwoEndedPaginator
from projects.models.service_voice import service_voices, voices_version

from . import pulse, regions, rows
from .asset_version import asset_version
from .listing import ROWS, Listing
from .views.finding import reader_of, visible_to


def etag_of(request: HttpRequest, pk: UUID | None = None) -> str:
    """A tag that changes whenever the answer would change. Raises Http404."""
    reader = reader_of(request)
    parts = [
        _project_version(request, pk) if pk else _list_version(request),
        Notification.objects.filter(user=reader).marks().get(reader, NO_NOTICES),
        voices_version(),
        workers() > 0,
        regions.language_of(request),
        asset_version(),
    ]
    return quote_etag(hashlib.sha256(repr(parts).encode()).hexdigest()[:24])


def answer_to(request: HttpRequest, pk: UUID | None = None) -> str:
    """All live regions of the page, as a socket would push them."""
    language = regions.language_of(request)
    shown = _timeline(request, pk, language) if pk else _list(request, language)
    tray = Notification.objects.tray(reader_of(request))
    notices = regions.message(regions.of_notices(tray, language).values())
    samples = VoiceSample.objects.present()
    voices = regions.message(regions.of_voices(language, samples, service_voices()).values())
    return f"{pulse.Pulse(not workers())}{shown}{notices}{voices}"


def _project_version(request: HttpRequest, pk: UUID) -> Any:
    revisions = visible_to(request).filter(pk=pk).values_list("revision")
    found = revisions.first()
    if found is None:
        raise Http404
    return found[0], places_of([pk])


def _list_version(request: HttpRequest) -> Any:
    listing = Listing.of(request)
    rows = listing.projects.values_list("pk", "revision")
    page = TwoEndedPaginator(rows, ROWS).get_page(listing.number)
    shown = (page.number, page.paginator.num_pages, *page, places_of([pk for pk, _ in page]))
    return listing.query, listing.counts, *shown


def _timeline(request: HttpRequest, pk: UUID, language: str) -> str:
    revision, places = _project_version(request, pk)

    def draw() -> str:
        found = get_object_or_404(Project.objects.with_parts(), pk=pk)
        return regions.message(regions.of_timeline(found, language, places).values())

    ahead, seconds = places.get(pk, NOT_WAITING)
    name = f"timeline-{pk}-{revision}-{ahead}-{seconds}-{language}"
    return cache.get_or_set(name, draw, regions.FRESH) or ""


def _list(request: HttpRequest, language: str) -> str:
    listing = Listing.of(request)
    drawn = rows.of_list(listing, listing.page(), language)
    counts = rows.of_counts(listing.counts, everybody=listing.everybody)
    return regions.message((drawn | counts).values())
