"""Headers of every answer: no inline code, nothing from other sites, no guessing of types, and a
number by which the log knows it. Pages and JSON are not kept by browsers and proxies."""

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware
from django.utils.http import http_date

from videostudio.request_id import HEADER, current, numbered

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
PROTECTION = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BARE = (204, 304)  # they have no body
UNKEPT = ("text/html", "application/json")


@sync_and_async_middleware
def protect(get_response: Callable) -> Callable:
    """It comes before all others, so that no answer of theirs is without these headers."""
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            with numbered():
                return with_protection(await get_response(request))

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        with numbered():
            return with_protection(get_response(request))

    return middleware


def with_protection(response: HttpResponse) -> HttpResponse:
    """For an answer that does not pass the middleware too."""
    for name, value in PROTECTION.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault(HEADER, current())
    # Daphne sends no date. Pages count times from it: the browser's own clock may be wrong.
    response.headers.setdefault("Date", http_date())
    if not response.streaming and response.status_code not in BARE:
        response.headers.setdefault("Content-Length", str(len(response.content)))
    if response.headers.get("Content-Type", "").startswith(UNKEPT):
        # Otherwise the Back button shows a page after its user has signed out.
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response
