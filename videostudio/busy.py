"""503 for what cannot be served now because no connection to the database can be had.

With more requests than the pool has connections some wait in vain. That is no fault of the program:
their senders are told when to try again, and the log gets one line a minute instead of a stack
trace for each of them.
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
    """Django calls this while it handles the exception that no view has handled."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError):
        return defaults.server_error(request)
    headers = {"Retry-After": str(RETRY_AFTER)}
    return HttpResponse(render_to_string("500.html"), status=503, headers=headers)


class OneLineAMinute(logging.Filter):
    """For Django's log of requests: of those that were answered 503, without a stack trace."""

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
