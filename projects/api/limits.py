"""How much one user may ask for: of requests a minute, and of starts an hour."""

from __future__ import annotations

from typing import Any

from ninja.errors import Throttled

from projects.models import Allowance


def count_request(user: Any) -> None:
    """Raises Throttled, with the seconds to wait, where the user has asked too often."""
    _refuse(Allowance.request(user))


def count_start(user: Any) -> None:
    """As `count_request`, for what begins a job."""
    _refuse(Allowance.start(user))


def _refuse(wait: int) -> None:
    if wait:
        raise Throttled(wait=wait)
