"""Answers 503 to requests that get no connection to the database.

If there are many more requests than connections in the pool, some wait too long. This is not a bug:
the caller is told when to try again, and the log gets one line a minute instead of a stack trace
for each request.
"""

from __future__ import annotations

import logging
import sys
import time

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

RETRY_AFTER = 10  # seconds
MINUTE = 60.0


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this for an exception that no view has handled, while it is being handled."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError):
        return defaults.server_error(request)
    headers = {"Retry-After": str(RETRY_AFTER)}
    return HttpResponse(render_to_string("500.html"), status=503, headers=headers)


class OneLineAMinute(logging.Filter):
    """For Django's log of requests. Of those answered 503 it keeps one a minute, without a stack
    trace."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) != 503:
            return True
        if time.monotonic() < self._silent_until:
            return False
        self._silent_until = time.monotonic() + MINUTE
        record.exc_info = None
        return True
