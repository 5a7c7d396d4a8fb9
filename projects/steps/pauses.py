"""When a service wants to be left alone for longer than a place is worth: its Run waits outside."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from projects.models import Run
from projects.providers.wire.again import LONGEST
from projects.providers.wire.faults import ServiceError

from .attempt import Waiting

LONGEST_PAUSE = 60 * 60.0  # seconds; who is to wait longer hears it at once
ALTOGETHER = timedelta(hours=2)  # since its Run began: then it fails


def pause_for(error: Exception, run: Run) -> Waiting | None:
    """The pause that a service has asked for, if it is worth waiting for. Shorter ones are over by
    now (providers/wire/again.py)."""
    if not (isinstance(error, ServiceError) and error.is_transient):
        return None
    seconds, now = error.retry_after or 0.0, timezone.now()
    if not LONGEST < seconds <= LONGEST_PAUSE or now - run.created_at > ALTOGETHER:
        return None
    return pause(error.service, seconds)


def pause(service: str, seconds: float) -> Waiting:
    """It has too much to do: say so, and until when it is left alone."""
    until = (timezone.now() + timedelta(seconds=seconds)).isoformat()
    return Waiting(seconds, {"code": "service_rests", "service": service, "until": until})
