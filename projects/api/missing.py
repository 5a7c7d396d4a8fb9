"""What the API answers to addresses and methods that it does not have."""

from __future__ import annotations

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware
from django.utils.translation import gettext_lazy as _

from .envelope import problem

API = "/api/video-creation/"
NOT_THERE = {
    404: _("There is no such address in the API: see its document, openapi.json."),
    405: _("This address does not take this method: see its document, openapi.json."),
}


@sync_and_async_middleware
def api_in_its_envelope(get_response: Callable) -> Callable:
    """Replaces Django's HTML pages with the envelope, which callers of the API can read."""
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
