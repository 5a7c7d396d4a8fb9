"""Serves the small pictures of pages."""

from __future__ import annotations

import hashlib
import logging
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from projects.media.thumbnails import CONTENT_TYPE, SIZES, is_whole, name_of, thumbnail
from projects.models import Artifact

from .downloads import Lost, stored
from .on_demand import for_ever, found_or_made

log = logging.getLogger(__name__)


def small(request: HttpRequest, artifact: Artifact, size: str) -> HttpResponseBase:
    """The picture in one of SIZES, or 304. A picture that cannot be drawn is sent as it is.

    Raises Lost if the picture itself is gone, even if there is a thumbnail: pages must say so.
    """
    _check_there(artifact)
    etag = quote_etag(f"{artifact.sha256[:32]}.{size}")
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        name = name_of(str(artifact.file), size)
        try:
            made = found_or_made(name, partial(_drawn, artifact, size), is_whole=is_whole)
        except OSError as error:
            log.warning("No thumbnail of %s: %s", artifact.file.name, type(error).__name__)
            return stored(request, artifact)
        answer = HttpResponse(made, content_type=CONTENT_TYPE)
    answer.headers["ETag"] = etag
    return for_ever(answer)


def _check_there(artifact: Artifact) -> None:
    try:
        found = artifact.file.size
    except FileNotFoundError as error:
        raise Lost from error
    if found != artifact.size:
        raise Lost


def _drawn(artifact: Artifact, size: str) -> bytes:
    with artifact.file.open("rb") as file:
        picture = file.read()
    if hashlib.sha256(picture).hexdigest() != artifact.sha256:
        raise Lost
    return thumbnail(picture, SIZES[size])
