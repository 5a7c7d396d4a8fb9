"""Sends a request again where that is safe: with pauses that grow, and no longer than is useful."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from ..work import Beat
from .faults import ServiceError

MOST = 5  # tries
FIRST, LONGEST = 1.0, 30.0  # seconds of a pause
TICK = 0.25  # seconds
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,9})?")
Result = TypeVar("Result")


def patiently(
    send: Callable[[], Result], beat: Beat, pauses: Iterator[float] | None = None
) -> Result:
    """What `send` returns, at the latest at its fifth try. It is tried again only after what
    surely did nothing. Raises ServiceError, also if the service wants a longer pause than LONGEST:
    then `retry_after` says so."""
    pauses = pauses or growing()
    for left in reversed(range(MOST)):
        try:
            return send()
        except ServiceError as failed:
            if not (failed.is_transient and left):
                raise
            pause = max(next(pauses), failed.retry_after or 0)
            if pause > LONGEST:
                raise
            rest(pause, beat)
    raise AssertionError("the last try returns or raises")


def growing() -> Iterator[float]:
    """1 s, doubling up to 30 s, each with up to a half more or less: so those who were refused
    together do not come back together."""
    pause = FIRST
    while True:
        yield min(LONGEST, pause * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        pause = min(LONGEST, 2 * pause)


def rest(seconds: float, beat: Beat) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        beat()
        time.sleep(min(TICK, left))


def pause_in(headers: Mapping[str, str]) -> float | None:
    """Seconds for which a service wants to be left alone; None if it does not say so. The header in
    milliseconds is that of services that speak as OpenAI."""
    said, exactly = headers.get("retry-after"), headers.get("retry-after-ms", "").strip()
    if _NUMBER.fullmatch(exactly):
        return float(exactly) / 1000
    return seconds_of(said)


def seconds_of(retry_after: str | None) -> float | None:
    """The value of a Retry-After header: seconds, or a date (RFC 9110, 10.2.3), or as some say it,
    parts of seconds, and the header twice. None if it says nothing that can be used."""
    said = (retry_after or "").strip()
    found = [_NUMBER.fullmatch(each.strip()) for each in said.split(",")]
    if all(found):
        return max(float(each[0]) for each in found if each)
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
