"""The JSON API under /api/video-creation: thin over the same verbs as the pages.

django-ninja, because it makes the OpenAPI document from the very types that check what comes in, so
that it cannot drift; and because a route is a function, as a view is. It reads the types of the
routes, also through a decorator, so their modules do not put off the evaluation of annotations.
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
    """For the URL configuration. Who calls is asked by `auth`, which answers 401 and no page."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        # The document's readable page is one for people.
        if isinstance(pattern, URLPattern) and pattern.name != "openapi-view":
            login_not_required(pattern.callback)
    return patterns, app, namespace
