"""Receivers of news: web hooks of the caller, for example."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Status

from projects.models import Receiver
from projects.models.receiver import SIGNED, TOLD_BY, check_address, kinds_offered

from . import receiver_input
from . import receiver_output as output
from .envelope import answers, done
from .finding import caller
from .idempotency import Answer, once

router = Router(tags=["Receivers of news"], by_alias=True)


@router.get("/receivers", response=answers(200, output.Receivers))
def list_receivers(request: HttpRequest) -> dict[str, Any]:
    """List what is told how your films go on."""
    return done({"items": [_data(each) for each in Receiver.objects.of(caller(request))]})


@router.post("/receivers", response=answers(201, output.NewReceiverOut))
def create_receiver(request: HttpRequest, wanted: receiver_input.NewReceiver) -> Answer:
    """Add one. `secret` of a web hook signs what is sent to it, and is told only this once."""
    if wanted.kind not in dict(kinds_offered()):
        raise ValidationError({"kind": _("The studio has no server for e-mail.")})
    if wanted.secret and wanted.kind not in SIGNED:
        raise ValidationError({"secret": _("Only robots of DingTalk and Feishu have one.")})
    _check(wanted.kind, wanted.address)
    receiver = Receiver(
        user=caller(request),
        kind=wanted.kind,
        name=wanted.name,
        address=wanted.address,
        secret=wanted.secret,
        language=get_language() or "",
    )
    if wanted.news is not None:
        for news, column in TOLD_BY.items():
            setattr(receiver, column, news in wanted.news)
    Receiver.objects.add(receiver)
    return Status(201, done(_data(receiver) | {"secret": receiver.new_secret}))


@router.patch("/receivers/{receiver_id}", response=answers(200, output.ReceiverOut))
def change_receiver(
    request: HttpRequest, receiver_id: UUID, wanted: receiver_input.ChangedReceiver
) -> dict[str, Any]:
    """Change what is given. `isOn`: false tells it nothing, also what waits, until it is true."""
    found = _mine(request, receiver_id)
    if wanted.secret is not None and found.kind not in SIGNED:
        raise ValidationError({"secret": _("Only robots of DingTalk and Feishu have one.")})
    if wanted.address is not None:
        _check(found.kind, wanted.address)
    given = wanted.model_dump(include={"name", "address", "secret"}, exclude_none=True)
    if wanted.news is not None:
        given |= {column: news in wanted.news for news, column in TOLD_BY.items()}
    with transaction.atomic():
        found.change(**given)
        if wanted.is_on is not None:
            found.switch_on() if wanted.is_on else found.pause()
    found.refresh_from_db()
    return done(_data(found))


@router.post("/receivers/{receiver_id}/secret", response=answers(200, output.NewReceiverOut))
def renew_receiver_secret(request: HttpRequest, receiver_id: UUID) -> dict[str, Any]:
    """Have another secret for a web hook. It is told only this once; for a day messages are signed
    with both. 409 for what is no web hook."""
    found = _mine(request, receiver_id)
    found.renew_secret()
    return done(_data(found) | {"secret": found.new_secret})


@router.delete("/receivers/{receiver_id}", response=answers(200, None))
def delete_receiver(request: HttpRequest, receiver_id: UUID) -> dict[str, Any]:
    """Nothing is told it any more, also what waits."""
    _mine(request, receiver_id).remove()
    return done()


@router.post("/receivers/{receiver_id}/test", response=answers(202, output.DeliveryOut))
@once
def test_receiver(request: HttpRequest, receiver_id: UUID) -> Answer:
    """Send it a message of the type `test`, once. If it was switched off, that is switched on."""
    return Status(202, done(_delivery_data(_mine(request, receiver_id).try_it())))


@router.get("/receivers/{receiver_id}/deliveries", response=answers(200, output.Deliveries))
def list_deliveries(request: HttpRequest, receiver_id: UUID) -> dict[str, Any]:
    """List what was sent to it in the last 30 days, at most the last 100, the newest first."""
    newest = _mine(request, receiver_id).newest_deliveries(100)
    return done({"items": [_delivery_data(each) for each in newest]})


def _check(kind: str, address: str) -> None:
    try:
        check_address(kind, address)
    except ValidationError as bad:
        raise ValidationError({"address": bad.messages}) from bad


def _mine(request: HttpRequest, pk: UUID) -> Receiver:
    return get_object_or_404(Receiver.objects.of(caller(request)), pk=pk)


def _data(receiver: Receiver) -> dict[str, Any]:
    return {
        "id": str(receiver.pk),
        "kind": receiver.kind,
        "name": receiver.name,
        "place": receiver.place,
        "news": receiver.news,
        "is_on": receiver.is_on,
        "off_reason": receiver.off_reason,
    }


def _delivery_data(delivery: Any) -> dict[str, Any]:
    return {
        "id": str(delivery.pk),
        "type": delivery.type,
        "state": delivery.state,
        "tries": delivery.tries,
        "reason": delivery.reason,
        "detail": delivery.detail,
        "made_at": delivery.made_at,
        "ended_at": delivery.ended_at,
    }
