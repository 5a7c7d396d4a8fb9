"""The page for what is not there, drawn by the request's own thread.

Django's asynchronous handler draws it in another one, whose connection to the database nobody gives
back to the pool: a few such pages, and each kept one for good; many at once, and each waited for a
second one while it held its first, until all of them failed.
"""

from __future__ import annotations

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found

from projects.api.envelope import problem

API = "/api/video-creation/"
NOT_THERE = {
    404: _("There is no such address in the API: see its document, openapi.json."),
    405: _("This address does not take this method: see its document, openapi.json."),
}


class MissingPageMiddleware(MiddlewareMixin):
    """For what a view does not find."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_not_found(request, error) if isinstance(error, Http404) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that leads to no view: Django calls this wherever it likes to."""
    try:
        return page_not_found(request, exception)
    finally:
        if not connection.in_atomic_block:
            connection.close()


@sync_and_async_middleware
def api_in_its_envelope(get_response: Callable) -> Callable:
    """Addresses and methods that the API does not have: no operation of it is asked there."""
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            return _in_envelope(request, await get_response(request))

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        return _in_envelope(request, get_response(request))

    return middleware


def _in_envelope(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_page = not response.headers.get("Content-Type", "").startswith("application/json")
    if not (request.path.startswith(API) and is_page and response.status_code in NOT_THERE):
        return response
    allow = {"Allow": response.headers["Allow"]} if "Allow" in response.headers else {}
    return problem(response.status_code, NOT_THERE[response.status_code], **allow)
