"""The 404 page, drawn in the request's own thread.

Django's asynchronous handler draws it in another thread. Nobody gives that thread's database
connection back to the pool, so each such page would cost the pool a connection for good. Many at
once would wait for each other: each holds one connection while it waits for a second one.
"""

from __future__ import annotations

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.views.defaults import page_not_found


class MissingPageMiddleware(MiddlewareMixin):
    """For a Http404 that a view raises."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_not_found(request, error) if isinstance(error, Http404) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that leads to no view. Django may call this in any thread."""
    try:
        return page_not_found(request, exception)
    finally:
        if not connection.in_atomic_block:
            connection.close()
