"""The JSON API under /api/video-creation: a thin layer over the same verbs as the pages.

It uses django-ninja for two reasons. The same types check the input and make the OpenAPI document,
so the two cannot differ. And a route is a function, like a view. django-ninja reads the types of
routes, also through a decorator: so their modules do not postpone the evaluation of annotations.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern

from . import projects, scenes, scripts, steps
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
for module in (projects, steps, scripts, scenes):
    api.add_router("", module.router)


def urls():
    """For the URL configuration. `auth` checks the caller, and answers 401 without a login page."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        # The readable page of the document is for people, who must sign in.
        if isinstance(pattern, URLPattern) and pattern.name != "openapi-view":
            login_not_required(pattern.callback)
    return patterns, app, namespace
