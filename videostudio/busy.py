"""Answers what no view has handled: 500 in general, 503 if a request gets no connection to the
database or no answer from it, and 507 if the disk is full.

If there are many more requests than connections in the pool, some wait too long. This is not a bug:
the caller is told when to try again, and the log gets one line a minute instead of a stack trace
for each request. It is the same while the database is away.
"""

from __future__ import annotations

import logging
import sys
import time

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from videostudio import disk
from videostudio.refusals import fail, refuse

RETRY_AFTER = "10"  # seconds
MINUTE = 60.0


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this for an exception that no view has handled, while it is being handled."""
    error = sys.exc_info()[1]
    if disk.is_full(error):
        return refuse(request, 507)
    if isinstance(error, OperationalError | InterfaceError):
        return away(request)
    return fail(request, 500)


def away(request: HttpRequest) -> HttpResponse:
    return fail(request, 503, **{"Retry-After": RETRY_AFTER})


def _is_busy(error: BaseException | None) -> bool:
    """Whether there was no connection. Every other error of the database has a code that says what
    is wrong with the statement, such as a deadlock."""
    code = getattr(getattr(error, "__cause__", None), "sqlstate", None) or ""
    # 08: lost connections; 53: too few resources, such as connections; 57P: the server stops.
    no_connection = not code or code.startswith(("08", "53", "57P"))
    return isinstance(error, OperationalError | InterfaceError) and no_connection


class OneLineAMinute(logging.Filter):
    """For logs of requests. Of those that got no connection to the database it keeps one a minute,
    with the error, but without a stack trace."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is None and getattr(record, "status_code", None) == 503:
            return False  # Django says once more that it answers so
        if not _is_busy(error):
            return True
        if time.monotonic() < self._silent_until:
            return False
        self._silent_until = time.monotonic() + MINUTE
        record.msg, record.args = f"{record.getMessage()}: {error}", ()
        record.exc_info = None
        return True
