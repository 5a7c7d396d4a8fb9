"""Limits for each user: requests per minute, and starts per hour."""

from __future__ import annotations

from typing import Any

from ninja.errors import Throttled

from projects.models import RateLimit, TooOften


def count_request(user: Any) -> None:
    """Raises Throttled, with the seconds to wait, if the user has asked too often."""
    if wait := RateLimit.count_request(user):
        raise Throttled(wait=wait)


def count_start(user: Any) -> None:
    """Like `count_request`, for requests that start a job."""
    try:
        RateLimit.count_start(user)
    except TooOften as refusal:
        raise Throttled(wait=refusal.seconds) from refusal
