"""People and programs say where news of films goes. The address is a secret: nobody sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from projects.models import AuditEntry, Delivery, Receiver
from projects.models.receiver import check_address
from tests.support.programs import Program
from tests.support.receivers import add_receiver

pytestmark = pytest.mark.usefixtures("collected_files")
ADDRESS = "https://example.org/hook?key=ab12cd34"


def test_a_person_adds_a_web_hook_and_sees_its_secret_once(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = reverse("receivers")
    wanted = {"kind": "hook", "name": "Reports", "address": ADDRESS, "on_done": "on"}
    made = client.post(page, wanted)
    hook = Receiver.objects.get()
    assert made.status_code == 201
    assert hook.secret in made.content.decode()
    assert (hook.on_done, hook.on_failed, hook.on_needs_you) == (True, False, False)
    later = client.get(page).content.decode()
    assert "example.org" in later
    assert hook.secret not in later + str(list(AuditEntry.objects.values()))
    assert "ab12cd34" not in later + made.content.decode()
    client.post(reverse("try-receiver", args=[hook.pk]))
    client.post(reverse("try-receiver", args=[hook.pk]))
    assert Delivery.objects.count() == 1
    assert "on its way" in client.get(page, headers={"accept-language": "en"}).content.decode()
    Receiver.objects.filter(pk=hook.pk).first().switch_off("dead")  # type: ignore[union-attr,arg-type]
    home = client.get(reverse("home"), headers={"accept-language": "en"}).content.decode()
    assert "“Reports” gets no messages any more" in home
    client.post(reverse("delete-receiver", args=[hook.pk]))
    assert not Receiver.objects.exists()
    details = AuditEntry.objects.filter(action="receiver").order_by("pk")
    assert list(details.values_list("detail", flat=True)) == ["made", "off.dead", "deleted"]


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/hook",
        "https://127.0.0.1/hook",
        "https://[::1]/hook",
        "https://169.254.169.254/latest",
        "https://localhost/hook",
        "https://studio/hook",
        "https://db.internal/hook",
        "https://me:pw@example.org/",
        "https://example.org:port/",
        "https://exa mple.org/",
        "ftp://example.org/",
        "example.org",
    ],
)
def test_addresses_that_lead_elsewhere_are_refused(address: str, alice: User) -> None:
    with pytest.raises(ValidationError):
        check_address("hook", address)
    program = Program(alice)
    said = program("post", "/receivers", {"name": "A", "address": address})
    assert program.status == 422
    assert said["data"]["wrong"].keys() == {"address"}


def test_a_program_does_the_same(alice: User, bob: User) -> None:
    program = Program(alice)
    wanted = {"name": "Reports", "address": ADDRESS, "news": ["film.done"]}
    made = program("post", "/receivers", wanted)["data"]
    hook = Receiver.objects.get()
    assert made["secret"] == hook.secret
    assert (made["place"], made["news"], made["isOn"]) == ("example.org", ["film.done"], True)
    (listed,) = program("get", "/receivers")["data"]["items"]
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    tried = program("post", f"/receivers/{hook.pk}/test")["data"]
    (delivery,) = program("get", f"/receivers/{hook.pk}/deliveries")["data"]["items"]
    assert delivery["id"] == tried["id"]
    other = Program(bob)
    for method, path in (("delete", ""), ("post", "/test"), ("get", "/deliveries")):
        other(method, f"/receivers/{hook.pk}{path}")
        assert other.status == 404
    program("delete", f"/receivers/{hook.pk}")
    assert program("get", "/receivers")["data"]["items"] == []


def test_an_administrator_sees_the_log_and_sends_again(
    client: Client, carol: User, alice: User
) -> None:
    hook = add_receiver(alice, ADDRESS)
    delivery = hook.try_it()
    Delivery.objects.update(state="given_up", reason="service_broken", detail="HTTP 500", tries=8)
    client.force_login(carol)
    log = reverse("admin:projects_delivery_changelist")
    seen = client.get(log).content.decode()
    seen += client.get(reverse("admin:projects_receiver_change", args=[hook.pk])).content.decode()
    assert "HTTP 500" in seen
    assert "ab12cd34" not in seen
    assert hook.secret not in seen
    chosen: dict[str, Any] = {"action": "send_again", "_selected_action": [str(delivery.pk)]}
    client.post(log, chosen)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.reason) == ("waiting", 0, "")
