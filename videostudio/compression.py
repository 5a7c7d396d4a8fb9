"""Compresses pages and JSON, but not where somebody could guess a secret by the length.

Who makes a browser ask for a page with a guess in its address, and sees how long the answers are,
learns from a shorter one that the guess is in the page too (BREACH). Three things prevent it:

- An answer that another site has asked for is not compressed. Browsers say so in Sec-Fetch-Site
  (W3C Fetch Metadata), to every server that they reach safely. On others everything can be read.
- Django adds up to 100 random bytes, and masks the CSRF token anew in each answer.
- A brief's token is another one in each page. An API token is shown once. The link that makes the
  first account is in the address itself. The session is only in a cookie.
"""

from __future__ import annotations

import re
from pathlib import Path
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware

TYPES = ("text/", "application/json")
LEAST = 1024  # bytes: less fits into one packet in any case
# From a page of our own, or by the address line. Programs and old browsers send nothing.
OURS = ("same-origin", "none")
NOT_ACCEPTED = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")


class CompressionMiddleware(GZipMiddleware):
    """Django's middleware would also compress films and parts of files, which are streamed."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _is_worth_it(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        asked_by = request.headers.get("Sec-Fetch-Site", "none")
        if asked_by not in OURS or NOT_ACCEPTED.search(request.headers.get("Accept-Encoding", "")):
            return response
        return super().process_response(request, response)


def _is_worth_it(response: HttpResponseBase) -> bool:
    content_type = response.headers.get("Content-Type", "")
    if response.streaming or not content_type.startswith(TYPES):
        return False
    return len(getattr(response, "content", b"")) >= LEAST


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Serves static files, which are compressed already, to each browser in a form that it reads.

    WhiteNoise gives all forms of a file the same strong ETag. But a strong one promises the same
    bytes (RFC 9110 section 8.8.1), so here it is a weak one.
    """

    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        super().add_cache_headers(headers, path, url)
        found = Path(path).stat()
        headers["ETag"] = f'W/"{int(found.st_mtime):x}-{found.st_size:x}"'
