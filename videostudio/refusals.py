"""Says why a request is refused that no view can answer, in the reader's language.

Callers of the API get its envelope. A click gets a message, which the page shows where the answer
would have been. Everybody else gets a page. No answer here needs the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from asgiref.sync import iscoroutinefunction
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils.decorators import sync_and_async_middleware
from django.utils.text import format_lazy
from django.utils.translation import get_language_from_request, gettext_lazy, override
from django.utils.translation import gettext as _

from videostudio.acting import acting
from videostudio.headers import with_protection
from videostudio.request_id import numbered
from videostudio.upload_limits import KB, LARGEST_ANONYMOUS, LARGEST_CLIP, LARGEST_PHOTO, MB

API = "/api/"
ADMIN = "/admin/"
SEEN_AND_SENT = ("GET", "HEAD", "POST")
SHOWN = "Studio-Refusal"
"""The header of a message for a click. static/js/toasts.js shows no other answer that failed."""


class Words(NamedTuple):
    title: Any
    what: Any  # what is wrong, and what to do


WORDS = {
    400: Words(
        gettext_lazy("This request cannot be read"),
        gettext_lazy("It is damaged, or not of the form that is expected. Nothing was changed."),
    ),
    403: Words(
        gettext_lazy("You may not do this"),
        gettext_lazy(
            "Your account has no right to it. Sign in with another account, or ask the"
            " administrator."
        ),
    ),
    405: Words(
        gettext_lazy("Nothing can be seen at this address"),
        gettext_lazy("It belongs to a button of another page. Nothing was changed."),
    ),
    408: Words(
        gettext_lazy("This did not arrive in time"),
        gettext_lazy("Nothing was changed. Check the connection, and send it again."),
    ),
    413: Words(
        gettext_lazy("This is too large to send"),
        format_lazy(
            gettext_lazy(
                "A photo may have {photo} MB and a video {clip} MB. What comes without a sign-in"
                " may have {anonymous} KB. Nothing was stored."
            ),
            photo=LARGEST_PHOTO // MB,
            clip=LARGEST_CLIP // MB,
            anonymous=LARGEST_ANONYMOUS // KB,
        ),
    ),
    414: Words(
        gettext_lazy("This address is too long"),
        gettext_lazy("It may have 16,000 characters. Nothing was changed."),
    ),
    431: Words(
        gettext_lazy("The browser sends too much with each request"),
        gettext_lazy("Nothing was changed. Delete the cookies of this site, and sign in again."),
    ),
    500: Words(
        gettext_lazy("Something went wrong on our side"),
        gettext_lazy("Your projects are safe, and running work goes on. Try again in a moment."),
    ),
    501: Words(
        gettext_lazy("The studio does not know this kind of request"),
        gettext_lazy("Nothing was changed."),
    ),
    503: Words(
        gettext_lazy("The studio cannot answer just now"),
        gettext_lazy("Its database is busy or away. Running work goes on. Try again soon."),
    ),
    507: Words(
        gettext_lazy("The storage is full"),
        gettext_lazy("Nothing was changed. Ask the administrator to make room, then try again."),
    ),
}
UNKNOWN_HOST = Words(
    gettext_lazy("The studio does not know this address"),
    gettext_lazy(
        "Open it at the address that it was set up for. The administrator can add this one to"
        " STUDIO_ORIGINS."
    ),
)
TOO_MANY = Words(
    WORDS[413].title,
    gettext_lazy("At most 1000 fields and 100 files can be sent at once. Nothing was changed."),
)
TOO_MUCH_TEXT = Words(
    WORDS[413].title,
    gettext_lazy("At most 2 MB of words can be sent at once. Nothing was changed."),
)
STALE = Words(
    gettext_lazy("This page was open for too long"),
    gettext_lazy("Nothing was changed. Go back, load the page again, and try once more."),
)
# What programs are told instead. They have no pages.
FOR_PROGRAMS = {
    404: gettext_lazy("There is no such address in the API: see its document, openapi.json."),
    405: gettext_lazy("This address does not take this method: see its document, openapi.json."),
}


def refuse(
    request: HttpRequest, status: int, words: Words | None = None, **headers: str
) -> HttpResponse:
    """The answer to a request that is refused. `headers` replace those of the answer."""
    with override(get_language_from_request(request)):
        if request.path.startswith(API):
            short = None if words else FOR_PROGRAMS.get(status)
            said = short or _in_one(words or WORDS[status])
            return with_protection(problem(status, said, **headers))
        return with_protection(_for_people(request, status, words or WORDS[status], headers))


def fail(request: HttpRequest, status: int, **headers: str) -> HttpResponse:
    """The answer to a request at which the studio itself failed: for 500, with its number.

    A click gets a page, which no script shows: another one may ask for a part of a page again and
    again, and the message would take its place. Of 503 the log has only one line a minute.
    """
    with numbered() as number, override(get_language_from_request(request)):
        said, number = WORDS[status], number if status == 500 else ""
        if request.path.startswith(API):
            message = _in_one(said)
            if number:
                words = _("{words} Its number in the log is {number}.")
                message = words.format(words=message, number=number)
            return with_protection(problem(status, message, **headers))
        page = render_to_string("refused.html", said._asdict() | {"number": number})
        return with_protection(HttpResponse(page, status=status, headers=headers))


def _for_people(
    request: HttpRequest, status: int, said: Words, headers: dict[str, str]
) -> HttpResponse:
    if "HX-Request" not in request.headers:
        page = render_to_string("refused.html", said._asdict())
        return HttpResponse(page, status=status, headers=headers)
    message = render_to_string("projects/_problem.html", {"message": _in_one(said)})
    return HttpResponse(message, status=status, headers=headers | {SHOWN: "1"})


def problem(status: int, message: object, data: Any = None, **headers: str) -> HttpResponse:
    """The API's envelope of a refusal."""
    body = {"success": False, "data": data, "message": str(message)}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/json; charset=utf-8",
        headers=headers,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django calls this for a request that it cannot read, or does not want to."""
    if isinstance(exception, DisallowedHost):
        return refuse(request, 400, UNKNOWN_HOST)
    if isinstance(exception, RequestDataTooBig):
        return refuse(request, 413, TOO_MUCH_TEXT)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return refuse(request, 400, TOO_MANY)
    return refuse(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, 403)


def no_csrf_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    acting().lacked_csrf = True
    return refuse(request, 403, STALE)


@sync_and_async_middleware
def no_bare_refusals(get_response: Callable) -> Callable:
    """Gives words to refusals that have none, and the API's envelope to pages under /api/."""
    if iscoroutinefunction(get_response):

        async def middleware_async(request: HttpRequest) -> HttpResponse:
            answer = _none_of_admin(request) or await get_response(request)
            return _in_words(request, answer)

        return middleware_async

    def middleware(request: HttpRequest) -> HttpResponse:
        return _in_words(request, _none_of_admin(request) or get_response(request))

    return middleware


def _none_of_admin(request: HttpRequest) -> HttpResponse | None:
    """Django's admin takes every other method for GET."""
    if request.path.startswith(ADMIN) and request.method not in SEEN_AND_SENT:
        return HttpResponseNotAllowed(SEEN_AND_SENT)
    return None


def _in_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == 405:
        response = _allowed(request, response)
    if response.status_code not in WORDS.keys() | FOR_PROGRAMS.keys() or response.streaming:
        return response
    is_page = not response.headers.get("Content-Type", "").startswith("application/json")
    if not (is_page if request.path.startswith(API) else not response.content):
        return response
    kept = ("Allow", "Retry-After")
    headers = {name: response.headers[name] for name in kept if name in response.headers}
    return refuse(request, response.status_code, None, **headers)


def _allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where GET works, HEAD works too. Who asks for the methods is told them, and that is all."""
    methods = {each.strip() for each in response.headers.get("Allow", "").split(",")} - {""}
    if "GET" in methods:
        methods.add("HEAD")
    methods.add("OPTIONS")
    response.headers["Allow"] = ", ".join(sorted(methods))
    if request.method != "OPTIONS":
        return response
    return HttpResponse(status=204, headers={"Allow": response.headers["Allow"]})


def _in_one(said: Words) -> str:
    return _("{title}. {what}").format(title=said.title, what=said.what)
