"""Limits the requests of each user in a minute."""

from __future__ import annotations

from typing import Any

from ninja.errors import Throttled

from projects.models import RateLimit


def count_request(user: Any) -> None:
    """Raises Throttled, with the seconds to wait, if the user has asked too often."""
    if wait := RateLimit.count_request(user):
        raise Throttled(wait=wait)
