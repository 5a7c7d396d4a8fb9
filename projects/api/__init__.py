"""The JSON API under /api/video-creation: a thin layer over the same verbs as the pages.

It uses django-ninja for two reasons. The same types check the input and make the OpenAPI document,
so the two cannot differ. And a route is a function, like a view. django-ninja reads the types of
routes, also through a decorator: so their modules do not postpone the evaluation of annotations.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.http import require_safe

from . import (
    covers,
    drafts,
    house_styles,
    logo,
    material,
    music,
    photos_leave,
    posts,
    prices,
    projects,
    receivers,
    rewordings,
    scenes,
    scripts,
    sendings,
    shots,
    steps,
    stock,
    structure,
    versions,
    voices,
)
from .auth import Bearer, Session
from .envelope import Renderer
from .failures import Api

api = Api(
    title="Video Studio",
    version="1",
    description=(
        "A brief becomes a finished film. Every answer has the form "
        "`{success, data, message}`; messages come in the language of `Accept-Language`."
    ),
    urls_namespace="api",
    auth=[Bearer(), Session()],
    renderer=Renderer(),
)
RESOURCES = (
    *(projects, steps, scripts, structure, versions, scenes, rewordings, stock, shots),
    *(material, sendings),
    *(music, logo, photos_leave, posts, covers, drafts, house_styles, receivers, voices, prices),
)
for module in RESOURCES:
    api.add_router("", module.router)


def urls():
    """For the URL configuration. `auth` checks the caller, and answers 401 without a login page."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _with_head(pattern.callback)
            if pattern.name in ("openapi-json", "openapi-view", "api-root"):
                pattern.callback = require_safe(pattern.callback)
            # The readable page of the document is for people, who must sign in.
            if pattern.name != "openapi-view":
                login_not_required(pattern.callback)
    return patterns, app, namespace


def _with_head(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Where GET works, HEAD works too: the server sends the headers alone. django-ninja would list
    it in the document as an operation of its own."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "HEAD":
            return view(request, *args, **kwargs)
        request.method = "GET"
        try:
            return view(request, *args, **kwargs)
        finally:
            request.method = "HEAD"

    return answer
