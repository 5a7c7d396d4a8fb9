"""Groups in WeCom, DingTalk and Feishu, and mail boxes, are told in words. Their robots may answer
HTTP 200 although nothing was shown."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError

from projects.jobs.deliveries.hooks import post
from projects.models import Delivery, Receiver
from projects.models.delivery import DeliveryState
from projects.models.receiver import check_address
from projects.providers.wire.faults import Fault, ServiceError
from tests.support.receivers import add_receiver, let_time_pass, send_due
from tests.support.services import Services, Talk

TOKEN = "t0ken-of-a-robot"
SECRET = "SEC123"


def robot(check: Callable[[Talk], dict[str, Any]]) -> Callable[[Talk], None]:
    return lambda talk: talk.say_json(200, check(talk))


def wecom(talk: Talk) -> dict[str, Any]:
    said = talk.asked.json
    is_right = said["msgtype"] == "text" and said["text"]["content"]
    return {"errcode": 0, "errmsg": "ok"} if is_right else {"errcode": 40008, "errmsg": "no"}


def dingtalk(talk: Talk) -> dict[str, Any]:
    query = {name: values[0] for name, values in parse_qs(urlsplit(talk.asked.path).query).items()}
    signed = f"{query['timestamp']}\n{SECRET}".encode()
    right = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
    if query["sign"] != right or query["access_token"] != TOKEN:
        return {"errcode": 310000, "errmsg": "sign not match"}
    return wecom(talk)


def feishu(talk: Talk) -> dict[str, Any]:
    said = talk.asked.json
    key = f"{said['timestamp']}\n{SECRET}".encode()
    right = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
    if said["sign"] != right or said["msg_type"] != "text":
        return {"code": 19021, "msg": "sign match fail", "data": {}}
    return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}


@pytest.fixture
def server(settings: Any) -> Iterator[Services]:
    settings.STUDIO_PRIVATE_RECEIVERS = True
    shapes = {"/cgi-bin/webhook/send": robot(wecom), "/robot/send": robot(dingtalk)}
    with Services(shapes | {f"/hook/{TOKEN}": robot(feishu)}).serving() as found:
        yield found


KINDS = {
    "wecom": (f"/cgi-bin/webhook/send?key={TOKEN}", ""),
    "dingtalk": (f"/robot/send?access_token={TOKEN}", SECRET),
    "feishu": (f"/open-apis/bot/v2/hook/{TOKEN}", SECRET),
}


def add(kind: str, server: Services, alice: User, **values: Any) -> Receiver:
    path, secret = KINDS[kind]
    return add_receiver(alice, server.url + path, kind=kind, **{"secret": secret} | values)


def the_only() -> Delivery:
    return Delivery.objects.get()


@pytest.mark.parametrize("kind", KINDS)
def test_a_group_is_told_in_its_language_and_by_its_rules(
    kind: str, server: Services, alice: User
) -> None:
    add(kind, server, alice, language="zh-hans").try_it()
    send_due()
    assert the_only().state == DeliveryState.ARRIVED, the_only().detail
    said = json.dumps(server.done[0].json, ensure_ascii=False)
    assert "视频工坊" in said
    assert "/receivers/" in said


SAYS_NO = {
    "wecom": {"errcode": 93000, "errmsg": f"invalid webhook url {TOKEN}"},
    "dingtalk": {"errcode": 310000, "errmsg": f"keywords not in content {TOKEN}"},
    "feishu": {"code": 19024, "msg": f"Key Words Not Found {TOKEN}"},
    "nothing of theirs": {"hello": TOKEN},
}


@pytest.mark.parametrize(("kind", "no"), SAYS_NO.items(), ids=SAYS_NO)
def test_an_error_in_an_answer_of_200_is_one_and_tells_no_secret(
    kind: str, no: Any, server: Services, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    add(kind if kind in KINDS else "wecom", server, alice).try_it()
    server.will(lambda talk: talk.say_json(200, no))
    send_due()
    found = the_only()
    assert found.state == DeliveryState.GIVEN_UP  # a test is sent once
    code = str(next(iter(no.values())))
    assert (code in found.detail) == code.isdecimal()
    assert found.reason_words
    assert TOKEN not in f"{found.reason_words}{found.detail}{caplog.text}"
    assert SECRET not in caplog.text


def test_a_wrong_secret_of_a_robot_is_noticed(server: Services, alice: User) -> None:
    add("feishu", server, alice, secret="another").try_it()
    send_due()
    assert the_only().detail == "code 19021"


def test_a_mail_box_is_told(alice: User) -> None:
    receiver = add_receiver(alice, "alice@example.org", kind="email", language="en")
    assert receiver.place == "alice@example.org"
    receiver.try_it()
    send_due()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["alice@example.org"],
        "Video Studio: This is a test. It works.",
    )
    assert str(the_only().pk) in sent.extra_headers["Message-ID"]


def test_a_mail_server_that_is_away_is_asked_again(alice: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    add_receiver(alice, "alice@example.org", kind="email").try_it()
    send_due()
    assert the_only().reason == "service_unreachable"
    let_time_pass()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    the_only().send_again()
    send_due()
    assert the_only().state == DeliveryState.ARRIVED


def test_a_group_is_where_its_service_is(settings: Any) -> None:
    check_address("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a")
    check_address("email", "alice@example.org")
    for kind, address in (("wecom", "https://example.org/send?key=a"), ("email", "https://a.org")):
        with pytest.raises(ValidationError):
            check_address(kind, address)
    settings.STUDIO_PRIVATE_RECEIVERS = True
    check_address("wecom", "http://wecom.school.example/cgi-bin/webhook/send?key=a")


def test_an_error_of_the_wire_shows_no_address(settings: Any) -> None:
    settings.STUDIO_PRIVATE_RECEIVERS = False
    with pytest.raises(ServiceError) as failed:
        post(f"https://127.0.0.1/{TOKEN}", "", {}, lambda: None)
    assert failed.value.fault == Fault.UNREACHABLE
    assert TOKEN not in repr(failed.value) + str(failed.value.__cause__)
