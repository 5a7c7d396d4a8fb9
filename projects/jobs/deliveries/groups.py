"""Messages to robots of groups in WeCom, DingTalk and Feishu. All three may answer HTTP 200 with an
error in it.

Apprise 2.3 speaks to them too. But it takes every answer of 200 for a success, writes addresses to
the log, and connects wherever a name leads."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.models import Receiver
from projects.models.receiver import ReceiverKind
from projects.providers.wire.faults import Fault, ServiceError
from projects.providers.wire.reading import object_in
from projects.providers.work import Beat

from .hooks import check_status, post
from .telling import Told

Body = dict[str, Any]


def text_of(told: Told) -> str:
    """It begins with the name of the studio, which a robot may demand as its key word."""
    return f"{_('Video Studio')}: {told.message}\n{told.page}"


def send_to_group(receiver: Receiver, told: Told, beat: Beat) -> None:
    """Raises ServiceError."""
    now = timezone.now().timestamp()
    url, body = SHAPES[ReceiverKind(receiver.kind)](receiver, text_of(told), now)
    content = json.dumps(body, ensure_ascii=False)
    answer = post(url, content, {"content-type": "application/json; charset=utf-8"}, beat)
    check_status(answer)
    said = object_in(answer.body)
    codes = [said[name] for name in CODES if name in said]
    if not codes:
        raise ServiceError(Fault.ANSWER, "no code")
    if (code := codes[0]) != 0:
        # Not the words of the service: they may repeat the address.
        raise ServiceError(Fault.BROKEN, f"code {code}"[:40])


CODES = ("errcode", "code", "StatusCode")


def _wecom(receiver: Receiver, text: str, now: float) -> tuple[str, Body]:
    return receiver.address, {"msgtype": "text", "text": {"content": text}}


def _dingtalk(receiver: Receiver, text: str, now: float) -> tuple[str, Body]:
    body = {"msgtype": "text", "text": {"content": text}}
    if not receiver.secret:
        return receiver.address, body
    moment = str(round(now * 1000))
    signed = _hmac(receiver.secret.encode(), f"{moment}\n{receiver.secret}".encode())
    joint = "&" if "?" in receiver.address else "?"
    return f"{receiver.address}{joint}{urlencode({'timestamp': moment, 'sign': signed})}", body


def _feishu(receiver: Receiver, text: str, now: float) -> tuple[str, Body]:
    body: Body = {"msg_type": "text", "content": {"text": text}}
    if receiver.secret:
        moment = str(int(now))
        signed = _hmac(f"{moment}\n{receiver.secret}".encode(), b"")
        body = {"timestamp": moment, "sign": signed, **body}
    return receiver.address, body


def _hmac(key: bytes, message: bytes) -> str:
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


SHAPES = {
    ReceiverKind.WECOM: _wecom,
    ReceiverKind.DINGTALK: _dingtalk,
    ReceiverKind.FEISHU: _feishu,
}
