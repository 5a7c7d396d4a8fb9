"""Web hooks by the Standard Webhooks rules: https://www.standardwebhooks.com."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone
from standardwebhooks import Webhook

from projects.models import Receiver
from projects.providers.wire.asking import ask
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.results import public_address
from projects.providers.work import Answer, Beat, Request

from .telling import Told

LONGEST = 15.0  # seconds, as the rules say
LARGEST = 64 * 1024  # bytes of an answer
GONE = 410


class Gone(ServiceError):
    """The receiver wants nothing any more."""


def send_hook(receiver: Receiver, told: Told, beat: Beat) -> None:
    """Raises ServiceError."""
    body = {"type": told.type, "timestamp": told.at.isoformat(), "data": told.data}
    content = json.dumps(body, ensure_ascii=False)
    now = timezone.now()
    headers = {
        "content-type": "application/json",
        "webhook-id": told.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(
            Webhook(secret).sign(told.id, now, content) for secret in receiver.secrets
        ),
    }
    answer = post(receiver.address, content, headers, beat)
    if answer.status == GONE:
        raise Gone(Fault.REQUEST, f"HTTP {GONE}")
    check_status(answer)


def post(url: str, content: str, headers: Mapping[str, str], beat: Beat) -> Answer:
    """Only to a public address, unless the operator allows others. Raises ServiceError."""
    try:
        address = "" if settings.STUDIO_PRIVATE_RECEIVERS else public_address(url)
    except (ValueError, OSError) as bad:
        raise ServiceError(Fault.UNREACHABLE, type(bad).__name__) from bad
    request = Request(
        "POST",
        url,
        headers,
        content.encode(),
        longest=LONGEST,
        largest=LARGEST,
        address=address,
    )
    return ask(request, beat)


def check_status(answer: Answer) -> None:
    """Raises ServiceError."""
    if not 200 <= answer.status < 300:
        raise ServiceError(Fault.BROKEN, f"HTTP {answer.status}")
