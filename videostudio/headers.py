"""Headers of every page: no inline code, nothing from other sites, and no caching."""

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware
from django.utils.http import http_date

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


@sync_and_async_middleware
def content_security_policy(get_response: Callable) -> Callable:
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            return with_policy(await get_response(request))

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        return with_policy(get_response(request))

    return middleware


def with_policy(response: HttpResponse) -> HttpResponse:
    """For an answer that does not pass the middleware too."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    # Daphne sends no date. Pages count times from it: the browser's own clock may be wrong.
    response.headers.setdefault("Date", http_date())
    if response.headers.get("Content-Type", "").startswith("text/html"):
        # Otherwise the Back button shows a page after its user has signed out.
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response
