"""Serves the small pictures of pages."""

from __future__ import annotations

import logging
import tempfile
from functools import partial
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from projects.media.own_clip import glimpse
from projects.media.thumbnails import CONTENT_TYPE, SIZES, name_of, thumbnail
from projects.models import Artifact, OwnClip, Photo

from .comparing import opened_whole
from .downloads import stored
from .on_demand import for_ever, found_or_made

log = logging.getLogger(__name__)


def small(request: HttpRequest, artifact: Artifact, size: str) -> HttpResponseBase:
    """The picture in one of SIZES, or 304. A picture that cannot be drawn is sent as it is.

    Raises Lost if the picture itself is lost, even if there is a thumbnail: pages must say so.
    """
    opened_whole(artifact.file, artifact.sha256, artifact.size)[0].close()
    etag = quote_etag(f"{artifact.sha256[:32]}.{size}")
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        name = name_of(str(artifact.file), size)
        try:
            made = found_or_made(name, partial(_drawn, artifact, size))
        except OSError as error:
            log.warning("No thumbnail of %s: %s", artifact.file.name, type(error).__name__)
            return stored(request, artifact)
        answer = HttpResponse(made, content_type=CONTENT_TYPE)
    answer.headers["ETag"] = etag
    return for_ever(answer)


def of_material(request: HttpRequest, material: Photo | OwnClip, size: str) -> HttpResponseBase:
    """A photo in one of SIZES, or what a clip shows soon after its begin. Raises Lost, and OSError
    if it cannot be drawn."""
    opened_whole(material.file, material.sha256, material.size or None)[0].close()
    etag = quote_etag(f"{material.sha256[:32]}.{size}")
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        made = found_or_made(name_of(str(material.file), size), partial(_seen, material, size))
        answer = HttpResponse(made, content_type=CONTENT_TYPE)
    answer.headers["ETag"] = etag
    return for_ever(answer)


def _seen(material: Photo | OwnClip, size: str) -> bytes:
    with (
        tempfile.TemporaryDirectory(prefix="studio-") as folder,
        material.local(Path(folder), lambda: None) as path,
    ):
        seen = path
        if isinstance(material, OwnClip):
            glimpse(path, seen := Path(folder) / "seen.jpg")
        return thumbnail(seen.read_bytes(), SIZES[size])


def _drawn(artifact: Artifact, size: str) -> bytes:
    with opened_whole(artifact.file, artifact.sha256)[0] as file:
        return thumbnail(file.read(), SIZES[size])
