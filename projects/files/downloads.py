"""Serves finished files: with ranges, so that players can seek, and never all of one in memory."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from projects.models import Artifact, VoiceSample

from .comparing import opened_whole

CHUNK = 64 * 1024
# The most bytes that a range without an end gets. A player that is paused reads nothing, and would
# keep its connection; it asks for the rest in its next request.
PART = 4 * 1024 * 1024
# RFC 9110 section 14.1.2. Several ranges, which no player asks for, are answered with all the file.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")

# Characters that some systems refuse, and characters that change the direction of the text.
NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')

# For an address that never leads to anything else.
FOR_EVER = "private, max-age=31536000, immutable"
CONTENT_POLICY = "default-src 'none'; sandbox"  # a file of ours runs nothing


def ranged(
    request: HttpRequest,
    file: FieldFile,
    *,
    content_type: str,
    sha256: str,
    size: int | None = None,
) -> HttpResponseBase:
    """A stored file, like `in_parts`. Raises Lost if it is not what its digest says."""
    opened, found = opened_whole(file, sha256, size)
    return in_parts(request, opened, content_type=content_type, sha256=sha256, size=found)


def in_parts(
    request: HttpRequest, opened: Any, *, content_type: str, sha256: str, size: int
) -> HttpResponseBase:
    """200 with the whole file, 206 with the part asked for, 416 if there is no such part, or 304.
    HEAD gets the headers of the whole file. `opened` is closed in any case.

    The digest is the ETag (RFC 9110 section 8.8.3). A browser keeps the file, and asks again only
    whether it still may show it.
    """
    etag = quote_etag(sha256)
    if known := get_conditional_response(request, etag=etag):
        opened.close()
        return _with_headers(known, etag)
    if request.method == "HEAD":
        opened.close()
        length = {"Content-Length": str(size)}
        return _with_headers(HttpResponse(content_type=content_type, headers=length), etag)
    return _with_headers(_answer(opened, _asked(request, etag, size), size, content_type), etag)


def stored(request: HttpRequest, artifact: Artifact) -> HttpResponseBase:
    return ranged(
        request,
        artifact.file,
        content_type=artifact.content_type,
        sha256=artifact.sha256,
        size=artifact.size,
    )


def sample(request: HttpRequest, voice: VoiceSample) -> HttpResponseBase:
    """A browser keeps it for ever: another file is another sample, with another address."""
    answer = ranged(
        request, voice.file, content_type="audio/wav", sha256=voice.sha256, size=voice.size
    )
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


def download(request: HttpRequest, artifact: Artifact, *, name: str) -> HttpResponseBase:
    """Send the file as a download, under a name that people can read."""
    response = stored(request, artifact)
    filename = f"{readable_name(name)}.{artifact.extension}"
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    return response


def as_text(text: str, *, name: str) -> HttpResponse:
    """A text as a download. Programs of old look for its first three bytes to know its letters."""
    answer = HttpResponse(f"\ufeff{text}\n", content_type="text/plain; charset=utf-8")
    filename = f"{readable_name(name)}.txt"
    answer.headers["Content-Disposition"] = content_disposition_header(True, filename) or ""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def readable_name(name: str) -> str:
    """The name of a file, without its ending, that every system takes."""
    return NOT_IN_FILE_NAMES.sub(" ", name).strip() or "film"


def _answer(
    opened: Any, span: tuple[int, int] | tuple[()] | None, size: int, content_type: str
) -> HttpResponseBase:
    if span is None:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span or (0, size - 1)
    response = StreamingHttpResponse(_read(opened, first, last), content_type=content_type)
    response.headers["Content-Length"] = str(last - first + 1)
    if span:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _with_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    return response


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """Like `_span`, but the whole file if If-Range names another version: no part would fit it."""
    if request.headers.get("If-Range", etag) != etag:
        return ()
    return _span(request.headers.get("Range", ""), size)


def _span(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte, both included; () for the whole file, None if there is no such part.

    A header that makes no sense is ignored.
    """
    match = RANGE.fullmatch(header.strip())
    if not match or match[1] == match[2] == "":
        return ()
    if match[1] == "":  # the last N bytes
        return (max(0, size - int(match[2])), size - 1) if int(match[2]) else None
    first = int(match[1])
    if first >= size:
        return None
    last = int(match[2]) if match[2] else first + PART - 1
    return (first, min(last, size - 1)) if first <= last else ()


async def _read(opened: Any, first: int, last: int) -> AsyncIterator[bytes]:
    """It is asynchronous because under ASGI Django reads a plain iterator fully before it sends."""
    with opened:
        await sync_to_async(opened.seek)(first)
        left = last - first + 1
        while left > 0 and (chunk := await sync_to_async(opened.read)(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
