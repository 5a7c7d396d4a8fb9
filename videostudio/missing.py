"""The 404 page, drawn in the request's own thread.

Django's asynchronous handler draws it in another thread. Nobody gives that thread's database
connection back to the pool, so each such page would cost the pool a connection for good. Many at
once would wait for each other: each holds one connection while it waits for a second one.
"""

from __future__ import annotations

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found

from videostudio.pool import give_back
from videostudio.refusals import bad_request


class MissingPageMiddleware(MiddlewareMixin):
    """For a Http404 that a view raises, and for an address with a value that PostgreSQL cannot take
    in any column, such as a zero byte: the lists of the admin look for whatever an address says."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404):
            return page_not_found(request, error)
        is_impossible = isinstance(error, DataError | OverflowError)
        return bad_request(request, error) if is_impossible and request.method == "GET" else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that leads to no view. Django may call this in any thread."""
    try:
        return page_not_found(request, exception)
    finally:
        give_back()
