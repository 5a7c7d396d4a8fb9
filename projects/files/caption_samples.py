"""Serves the small pictures by which people choose captions. Each is drawn when it is first asked
for, and stored beside the files of projects: without it, nothing is lost."""

from __future__ import annotations

import logging
import threading

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse

from projects.media import caption_sample

from .downloads import CONTENT_POLICY, FOR_EVER
from .music_samples import ROOT

_one_at_a_time = threading.Lock()

log = logging.getLogger(__name__)


def sample(style: str, captions: str, language: str) -> HttpResponse:
    """Raises KeyError or ValueError for what is none of ours, and FfmpegError."""
    version = caption_sample.version_of(style, captions, language)
    name = f"{ROOT}/captions-{style}-{captions}-{language}-{version}.webp"
    with _one_at_a_time:
        drawn = _found(name) or _made(name, caption_sample.draw(style, captions, language))
    answer = HttpResponse(drawn, content_type=caption_sample.CONTENT_TYPE)
    answer.headers["Cache-Control"] = FOR_EVER  # the address contains the version
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = CONTENT_POLICY
    return answer


def _found(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            found: bytes = file.read()
    except FileNotFoundError:
        return b""
    return found


def _made(name: str, drawn: bytes) -> bytes:
    try:
        kept = default_storage.save(name, ContentFile(drawn))
    except OSError as error:  # such as a full disk: it is drawn again next time
        log.warning("A sample could not be stored: %s", type(error).__name__)
        return drawn
    if kept != name:  # another web process was faster
        default_storage.delete(kept)
    return drawn
