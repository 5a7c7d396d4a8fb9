"""Receivers of news, on a server of this machine."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from projects.jobs.deliveries import deliver
from projects.models import Delivery, Receiver
from projects.models.receiver import ReceiverKind


def add_receiver(user: Any, url: str, **values: Any) -> Receiver:
    given = {"kind": ReceiverKind.HOOK, "name": "Reports", "language": "en"} | values
    receiver = Receiver(user=user, address=url, **given)
    Receiver.objects.add(receiver)
    return receiver


def send_due() -> None:
    """Send what is due, as jobs do."""
    for pk in Delivery.objects.take_due():
        deliver(pk, lambda: False)


def let_time_pass() -> None:
    """All that waits for its next try is due."""
    Delivery.objects.waiting().update(next_at=F("made_at"), asked_at=None)
