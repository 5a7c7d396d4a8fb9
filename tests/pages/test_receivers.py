"""People and programs say where news of films goes. The address is a secret: nobody sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.models import AuditEntry, Delivery, Notification, Project, Receiver
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
    Receiver.objects.filter(pk=hook.pk).update(off_reason="paused")  # its person knows that
    home = client.get(reverse("home"), headers={"accept-language": "en"}).content.decode()
    assert "gets no messages any more" not in home
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


def test_a_person_changes_pauses_and_renews_it(client: Client, alice: User) -> None:
    hook = add_receiver(alice, ADDRESS)
    client.force_login(alice)
    page, old = reverse("edit-receiver", args=[hook.pk]), hook.secret
    shown = client.get(page).content.decode()
    assert hook.name in shown and "ab12cd34" not in shown and old not in shown
    assert client.post(page, {"name": ""}).status_code == 422
    client.post(page, {"name": "Boards", "on_failed": "on"})
    hook.refresh_from_db()
    assert (hook.name, hook.address, hook.news) == ("Boards", ADDRESS, ["step.failed"])
    client.post(page, {"name": "Boards", "address": "http://127.0.0.1/"})
    hook.refresh_from_db()
    assert hook.address == ADDRESS
    waiting = hook.try_it()
    client.post(reverse("pause-receiver", args=[hook.pk]))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("given_up", "paused")
    client.post(reverse("resume-receiver", args=[hook.pk]))
    renewed = client.post(reverse("renew-receiver-secret", args=[hook.pk]))
    hook.refresh_from_db()
    assert hook.secret in renewed.content.decode() and hook.secrets == [hook.secret, old]
    Receiver.objects.update(old_secret_until=timezone.now() - timedelta(hours=1))
    assert fresh_of(hook).secrets == [hook.secret]
    Receiver.objects.forget_old_secrets()
    assert fresh_of(hook).old_secret == ""
    details = AuditEntry.objects.filter(action="receiver").order_by("pk")
    told = list(details.values_list("detail", flat=True))
    assert told[-4:] == ["changed", "off.paused", "on", "secret"]


def fresh_of(hook: Receiver) -> Receiver:
    return Receiver.objects.get(pk=hook.pk)


def test_a_program_changes_it_too(alice: User) -> None:
    program, hook = Program(alice), add_receiver(alice, ADDRESS)
    at = f"/receivers/{hook.pk}"
    changed = program("patch", at, {"news": [], "isOn": False, "name": "Boards"})["data"]
    assert (changed["name"], changed["news"], changed["isOn"]) == ("Boards", [], False)
    assert program("patch", at, {"isOn": True})["data"]["offReason"] == ""
    program("patch", at, {"address": "https://127.0.0.1/"})
    assert program.status == 422
    told = program("post", f"{at}/secret")["data"]["secret"]
    assert told == fresh_of(hook).secret != hook.secret


def test_who_may_only_look_sends_nothing_again(client: Client, bob: User, alice: User) -> None:
    delivery = add_receiver(alice, ADDRESS).try_it()
    Delivery.objects.update(state="given_up")
    bob.is_staff = True
    bob.save()
    look = Permission.objects.get(codename="view_delivery")
    bob.user_permissions.add(look)
    client.force_login(bob)
    log = reverse("admin:projects_delivery_changelist")
    chosen: dict[str, Any] = {"action": "send_again", "_selected_action": [str(delivery.pk)]}
    client.post(log, chosen)
    delivery.refresh_from_db()
    assert delivery.state == "given_up"
    bob.user_permissions.add(Permission.objects.get(codename="change_delivery"))
    client.post(log, chosen)
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert AuditEntry.objects.filter(detail="sent_again").count() == 1


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


def test_what_was_sent_is_said_in_few_words_and_without_names_of_errors(
    client: Client, alice: User, project: Project
) -> None:
    """A page once told the whole reason of each failure, and "(gaierror)" or "()" behind it."""
    reason = {"code": "service_key", "scene": 1}
    told = {"step": "narration", "outcome": "failed", "reason": reason}
    news = Notification.objects.create(project=project, user=alice, run_no=1, **told)
    hook = add_receiver(alice, ADDRESS)
    tries = (("service_unreachable", "gaierror"), ("service_broken", "HTTP 500"))
    for (why, detail), about in zip(tries, (news, None), strict=True):
        Delivery.objects.create(receiver=hook, notification=about, reason=why, detail=detail)
    client.force_login(alice)
    page = client.get(reverse("receivers"), headers={"accept-language": "en"}).content.decode()
    assert f"{project.name}: Narration did not finish" in page
    assert "there was no connection, or its address is not public</span>" in page
    assert "it has answered with an error (HTTP 500)</span>" in page
    sent = page.partition('class="deliveries">')[2].partition("</ul>")[0]
    assert "does not accept our key" not in sent
    chinese = client.get(reverse("receivers"), headers={"accept-language": "zh"}).content.decode()
    assert f"{project.name}：配音没有完成" in chinese
