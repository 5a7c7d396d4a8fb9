"""News of films reach the programs that people have named, once, and whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks import Webhook

from projects.jobs.deliveries import ask_for_due
from projects.models import AuditEntry, Delivery, NotReady, Project, Receiver, receiver
from projects.models.delivery import PAUSES, DeliveryState
from projects.timeline import Status
from tests.support.receivers import add_receiver, let_time_pass, send_due
from tests.support.services import Services, Talk, faults


def thanks(talk: Talk) -> None:
    talk.say(204, b"")


@pytest.fixture
def server(settings: Any) -> Iterator[Services]:
    settings.STUDIO_PRIVATE_RECEIVERS = True
    with Services({"/hook": thanks}).serving() as found:
        yield found


@pytest.fixture
def hook(server: Services, alice: User) -> Receiver:
    return add_receiver(alice, f"{server.url}/hook")


def end(project: Project, outcome: str, **reason: Any) -> None:
    """The running narration of the project has ended so."""
    Project.objects.filter(pk=project.pk).update(status=Status.GENERATING_AUDIO, run_no=1)
    project.refresh_from_db()
    with transaction.atomic():
        project._notify_owner(outcome, "narration", reason=reason or None)


def the_only() -> Delivery:
    return Delivery.objects.get()


def test_a_program_is_told_and_can_check_who_says_it(
    hook: Receiver, server: Services, written: Project
) -> None:
    old = hook.secret
    hook.renew_secret()
    end(written, "failed", code="timed_out")
    assert not server.asked  # what happens to a film waits for nobody
    send_due()
    (asked,) = server.done
    said = Webhook(hook.secret).verify(asked.body, asked.headers)
    assert said == Webhook(old).verify(asked.body, asked.headers), "for a day both are right"
    assert said["type"] == "step.failed"
    assert asked.headers["webhook-id"] == str(the_only().pk)
    assert said["data"]["projectId"] == str(written.pk)
    assert said["data"]["status"] == "failed"
    assert said["data"]["page"].endswith(f"/projects/{written.pk}/#step-narration")
    assert "Narration did not finish" in said["data"]["message"]
    assert the_only().state == DeliveryState.ARRIVED


def test_a_step_that_did_not_end_tells_nothing(hook: Receiver, written: Project) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        end(written, "done")
        _ = 1 / 0
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("column", "outcome"),
    [("on_done", "completed"), ("on_failed", "failed"), ("on_needs_you", "done")],
)
def test_a_receiver_gets_only_what_its_person_chose(
    hook: Receiver, written: Project, column: str, outcome: str
) -> None:
    Receiver.objects.update(**{column: False})
    end(written, outcome)
    assert not Delivery.objects.exists()


def test_others_are_told_nothing(hook: Receiver, bob: User, written: Project) -> None:
    Receiver.objects.update(user=bob)
    end(written, "completed")
    assert not Delivery.objects.exists()


def test_a_job_is_asked_for_once_and_again_if_it_is_lost(hook: Receiver, written: Project) -> None:
    end(written, "completed")
    ask_for_due()
    ask_for_due()
    (job,) = ProcrastinateJob.objects.filter(task_name="projects.deliver")
    assert job.args == {"delivery_id": str(the_only().pk)}
    assert hook.address not in str(job.args)
    ProcrastinateJob.objects.all().delete()
    Delivery.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    ask_for_due()
    assert ProcrastinateJob.objects.filter(task_name="projects.deliver").exists()


FAULTS: dict[str, tuple[Callable[..., Any], str]] = {
    "error": (faults.status(500), "service_broken"),
    "redirect": (faults.elsewhere("http://169.254.169.254/"), "service_elsewhere"),
    "flood": (faults.flood, "service_too_large"),
    "cut": (faults.reset, "service_unknown"),
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS)
def test_what_did_not_arrive_is_sent_again_under_its_name(
    hook: Receiver, server: Services, written: Project, fault: Any, reason: str
) -> None:
    server.will(fault)
    end(written, "completed")
    send_due()
    first = the_only()
    assert (first.state, first.tries, first.reason) == (DeliveryState.WAITING, 1, reason)
    assert hook.address not in first.reason_words + first.detail
    send_due()
    assert len(server.asked) == 1  # not before its time
    let_time_pass()
    send_due()
    assert the_only().state == DeliveryState.ARRIVED
    names = [asked.headers["webhook-id"] for asked in server.asked]
    assert names == [str(first.pk)] * 2


def test_after_eight_tries_in_a_day_it_is_given_up(
    hook: Receiver, server: Services, written: Project
) -> None:
    assert 23 * 3600 < sum(PAUSES) < 26 * 3600
    server.will(*[faults.status(503)] * 9)
    end(written, "completed")
    for _try in range(10):
        send_due()
        let_time_pass()
    assert len(server.asked) == len(PAUSES) + 1 == 8
    assert the_only().state == DeliveryState.GIVEN_UP


def test_one_whose_workers_always_die_is_given_up_too(
    hook: Receiver, server: Services, written: Project
) -> None:
    end(written, "completed")
    for _try in range(len(PAUSES) + 2):
        Delivery.objects.claim(the_only().pk)
        let_time_pass()
    assert the_only().state == DeliveryState.GIVEN_UP
    assert not server.asked


def test_an_address_that_is_dead_for_days_is_switched_off_and_its_person_told(
    hook: Receiver, server: Services, written: Project, alice: User
) -> None:
    server.will(faults.status(500))
    Receiver.objects.update(failing_since=timezone.now() - timedelta(days=6))
    end(written, "completed")
    send_due()
    hook.refresh_from_db()
    assert (hook.is_on, hook.off_reason) == (False, "dead")
    assert list(Receiver.objects.of(alice).off()) == [hook]
    assert the_only().state == DeliveryState.GIVEN_UP
    assert AuditEntry.objects.filter(action="receiver", detail="off.dead").exists()
    with pytest.raises(NotReady):
        the_only().send_again()
    hook.try_it()
    send_due()
    assert server.done[0].json["type"] == "test"
    hook.refresh_from_db()
    assert hook.is_on


def test_one_that_says_it_is_gone_is_switched_off_at_once(
    hook: Receiver, server: Services, written: Project
) -> None:
    server.will(faults.status(410))
    end(written, "completed")
    send_due()
    hook.refresh_from_db()
    assert hook.off_reason == "gone"


def test_nothing_is_sent_into_private_networks(
    hook: Receiver, server: Services, written: Project, settings: Any
) -> None:
    settings.STUDIO_PRIVATE_RECEIVERS = False
    for address in (hook.address, "https://localhost/hook"):
        Receiver.objects.update(address=address)
        end(written, "completed")
        let_time_pass()
        send_due()
        assert the_only().reason == "service_unreachable"
        Delivery.objects.all().delete()
        written.notifications.all().delete()
    assert not server.asked


def test_a_deleted_project_and_a_deleted_account_tell_nothing_more(
    hook: Receiver, server: Services, written: Project, alice: User
) -> None:
    end(written, "completed")
    (due,) = Delivery.objects.take_due()
    written.delete_with_files()
    assert not Delivery.objects.filter(pk=due).exists()
    hook.try_it()
    alice.delete()
    assert not Receiver.objects.exists()
    assert not Delivery.objects.exists()
    send_due()
    assert not server.asked


def test_a_person_has_so_many_and_no_more(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "MOST", 2)
    for number in range(2):
        add_receiver(alice, f"https://example.org/{number}")
    with pytest.raises(NotReady):
        add_receiver(alice, "https://example.org/one-more")
