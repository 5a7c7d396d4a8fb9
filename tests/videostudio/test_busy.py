"""What an operator reads in the log when the database answers a request with an error."""

from __future__ import annotations

import logging
import sys

import psycopg.errors
import pytest
from django.db import OperationalError
from psycopg_pool import PoolTimeout

from videostudio.busy import OneLineAMinute


def line_of(cause: Exception) -> logging.LogRecord:
    """The line of a request that failed with Django's error, which has this cause."""
    try:
        raise OperationalError(str(cause)) from cause
    except OperationalError:
        return logging.LogRecord(
            "log", logging.ERROR, "", 0, "Failed: %s", ("/x/",), sys.exc_info()
        )


@pytest.mark.parametrize(
    "cause", [PoolTimeout("no connection"), psycopg.errors.AdminShutdown("no connection")]
)
def test_without_a_connection_one_line_a_minute_says_why(cause: Exception) -> None:
    keeps, line = OneLineAMinute().filter, line_of(cause)
    assert [keeps(line), keeps(line_of(cause))] == [True, False]
    assert (line.getMessage(), line.exc_info) == ("Failed: /x/: no connection", None)


def test_another_error_of_the_database_keeps_its_stack_trace() -> None:
    keeps = OneLineAMinute().filter
    lines = [line_of(psycopg.errors.DeadlockDetected("deadlock")) for _ in range(2)]
    assert all(keeps(line) and line.exc_info for line in lines)
