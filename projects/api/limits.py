"""How much one user may ask for: of requests a minute, and of starts an hour."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from ninja.errors import Throttled

from projects.models import Allowance


def count_request(user: Any) -> None:
    """Raises Throttled, with the seconds to wait, where the user has asked too often."""
    _spend(user, "requests", settings.STUDIO_REQUESTS_A_MINUTE, 60)


def count_start(user: Any) -> None:
    """As `count_request`, for what begins a job."""
    _spend(user, "starts", settings.STUDIO_STARTS_AN_HOUR, 3600)


def _spend(user: Any, name: str, most: int, seconds: int) -> None:
    if wait := Allowance.spend(user.pk, name, most=most, seconds=seconds):
        raise Throttled(wait=wait)
