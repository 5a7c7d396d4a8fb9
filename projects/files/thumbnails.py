"""Serves the small pictures of pages. Each is made when it is first asked for, and stored beside
the files of projects, not among them: without it, nothing is lost."""

from __future__ import annotations

import hashlib
import logging
import threading

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from projects.media.thumbnails import CONTENT_TYPE, SIZES, is_whole, name_of, thumbnail
from projects.models import Artifact

from .downloads import CONTENT_POLICY, FOR_EVER, Lost, stored

# Two requests at once make one thumbnail, and many of them do not fill the memory.
_one_at_a_time = threading.Lock()

log = logging.getLogger(__name__)


def small(request: HttpRequest, artifact: Artifact, size: str) -> HttpResponseBase:
    """The picture in one of SIZES, or 304. A picture that cannot be drawn is sent as it is.

    Raises Lost if the picture itself is gone, even if there is a thumbnail: pages must say so.
    """
    _check_there(artifact)
    etag = quote_etag(f"{artifact.sha256[:32]}.{size}")
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            answer = HttpResponse(_found_or_made(artifact, size), content_type=CONTENT_TYPE)
        except OSError as error:
            log.warning("No thumbnail of %s: %s", artifact.file.name, type(error).__name__)
            return stored(request, artifact)
    answer.headers["ETag"] = etag
    # The address contains the digest of the picture.
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = CONTENT_POLICY
    return answer


def _check_there(artifact: Artifact) -> None:
    try:
        found = artifact.file.size
    except FileNotFoundError as error:
        raise Lost from error
    if found != artifact.size:
        raise Lost


def _found_or_made(artifact: Artifact, size: str) -> bytes:
    name = name_of(str(artifact.file), size)
    if found := _found(name):
        return found
    with _one_at_a_time:
        return _found(name) or _made(artifact, name, size)


def _found(name: str) -> bytes:
    """The stored thumbnail, or b"" if it must be made."""
    try:
        with default_storage.open(name) as file:
            found: bytes = file.read()
    except FileNotFoundError:
        return b""
    # One that is cut off may be just being written, so only who makes it anew removes it.
    return found if is_whole(found) else b""


def _made(artifact: Artifact, name: str, size: str) -> bytes:
    with artifact.file.open("rb") as file:
        picture = file.read()
    if hashlib.sha256(picture).hexdigest() != artifact.sha256:
        raise Lost
    made = thumbnail(picture, SIZES[size])
    try:
        default_storage.delete(name)
        kept = default_storage.save(name, ContentFile(made))
    except OSError as error:  # such as a full disk: it is made again next time
        log.warning("A thumbnail could not be stored: %s", type(error).__name__)
        return made
    if kept != name:  # another web process was faster
        default_storage.delete(kept)
    return made
