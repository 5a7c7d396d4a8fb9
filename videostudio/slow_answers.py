"""Gives the database connection of a request back before its answer is sent.

Who reads a large answer slowly holds it up (videostudio/server/web.py). Django would give the
connection back after the last byte: a few such readers would take all connections of the pool.
"""

from __future__ import annotations

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from videostudio.pool import give_back

LARGE = 64 * 1024  # bytes: less never waits for its reader


@sync_and_async_middleware
def give_connection_back(get_response: Callable) -> Callable:
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponseBase:
            response: HttpResponseBase = await get_response(request)
            if _may_wait(response):
                await sync_to_async(give_back)()
            return response

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = get_response(request)
        if _may_wait(response):
            give_back()
        return response

    return middleware


def _may_wait(response: HttpResponseBase) -> bool:
    return response.streaming or len(getattr(response, "content", b"")) > LARGE
