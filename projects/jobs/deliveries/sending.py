"""One delivery: a try to send it, and what follows from how that went."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import override

from projects.models import Delivery, Receiver
from projects.models.receiver import ReceiverKind
from projects.providers.wire.faults import ServiceError

from ..queue import ask_for_delivery
from .groups import SHAPES, send_to_group
from .hooks import Gone, send_hook
from .mail import send_mail
from .telling import Told, told_by

log = logging.getLogger(__name__)
Beat = Callable[[], None]
SENDERS: Mapping[str, Callable[[Receiver, Told, Beat], None]] = {
    ReceiverKind.HOOK: send_hook,
    ReceiverKind.EMAIL: send_mail,
    **dict.fromkeys(SHAPES, send_to_group),
}


class _Stopping(Exception):
    """The worker is to stop. The next try comes by itself."""


def ask_for_due() -> None:
    for delivery in Delivery.objects.take_due():
        ask_for_delivery(delivery)


def deliver(delivery_id: UUID, stopping: Callable[[], bool]) -> None:
    """Try to send it, if nobody else does. No transaction is open meanwhile."""
    delivery = Delivery.objects.claim(delivery_id)
    if delivery is None:
        return

    def beat() -> None:
        if stopping():
            raise _Stopping

    receiver = delivery.receiver
    try:
        with override(receiver.language):
            SENDERS[receiver.kind](receiver, told_by(delivery), beat)
    except _Stopping:
        log.info("Delivery %s waits for another worker", delivery.pk)
    except ServiceError as error:
        log.info("Delivery %s: %s", delivery.pk, error.fault)
        delivery.failed(error.fault, str(error), is_gone=isinstance(error, Gone))
    else:
        delivery.arrived()
