"""What a service has lost, or cannot do now: it is looked for long enough, a person hears what to
do, and nothing is paid again without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from projects.jobs.queue import run_and_enqueue
from projects.models import PaidCall, Project
from projects.timeline import SCENES
from tests.support.all_services import AllServices, spoken
from tests.support.projects import fresh
from tests.support.services import Services, faults
from tests.support.services.server import Answering

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files")]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def services(
    server: AllServices, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Services]:
    with server.asked(settings, monkeypatch) as found:
        yield found


@pytest.fixture
def one(project: Project, tmp_path: Any, services: Services) -> Project:
    """A scene that Ark is to film."""
    return by(spoken(project, tmp_path, 1), video_by="ark")


def by(project: Project, **makers: str) -> Project:
    for name, maker in makers.items():
        setattr(project, name, maker)
    project.save(update_fields=list(makers))
    return project


def make(server: AllServices, project: Project) -> Project:
    run_and_enqueue(lambda: fresh(project).start(SCENES))
    return server.work(project)


def again(server: AllServices, project: Project, **how: bool) -> Project:
    run_and_enqueue(lambda: fresh(project).retry(**how))
    return server.work(project)


def orders(services: Services) -> int:
    return len([each for each in services.done if faults.is_paid(each)])


def is_asked_first(
    server: AllServices, failed: Project, client: Client, *, paid: int = 1
) -> Project:
    """It says so and offers it, and only then it is ordered once more."""
    assert (failed.status, failed.error["code"]) == ("failed", "service_gone")
    page = client.get(f"/projects/{failed.pk}/", headers=ENGLISH).content.decode()
    assert "is gone, or of no use" in page
    assert "Ask again, though it may cost twice" in page
    assert again(server, failed).error["code"] == "service_gone"
    assert orders(server.services) == paid
    made = again(server, failed, pay_again=True)
    assert made.scene_list[0].clip
    assert orders(server.services) == paid + 1
    return made


@pytest.mark.parametrize("code", ["ServerOverloaded", "InternalServiceError"])
def test_a_task_that_a_service_could_not_do_now_is_ordered_again_later(
    code: str, server: AllServices, one: Project
) -> None:
    ark = server.filming["ark"]
    ark.fails = [code] * 4
    made = make(server, one)
    assert made.scene_list[0].clip
    assert len(ark.orders) == 5
    assert sorted(PaidCall.objects.values_list("state", flat=True)) == ["answered"] + ["failed"] * 4


def test_who_fails_at_it_again_and_again_is_left_alone_and_that_is_told(
    server: AllServices, one: Project
) -> None:
    ark = server.filming["ark"]
    ark.fails = ["ServerOverloaded"] * 9
    failed = make(server, one)
    assert (failed.error["code"], len(ark.orders)) == ("service_busy", 5)


@pytest.mark.parametrize(
    "said",
    [faults.status(404), faults.status(410), faults.status(400, {"code": "task_not_exist"})],
)
def test_a_task_that_its_service_does_not_know_any_more(
    said: Answering, server: AllServices, one: Project, services: Services, alices: Client
) -> None:
    services.will(None, *[said] * 3)
    assert make(server, one).scene_list[0].clip  # it was not visible yet
    assert orders(services) == 1
    fresh(one).scenes.update(visual_description="沙池")
    services.will(None, *[said] * 9)
    failed = make(server, one)
    services.faults.clear()
    is_asked_first(server, failed, alices, paid=2)


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_video_that_is_gone_before_it_was_fetched(
    status: int, server: AllServices, one: Project, services: Services, alices: Client
) -> None:
    shape = services.shapes["/files/"]
    services.shapes["/files/"] = faults.status(status)
    failed = make(server, one)
    services.shapes["/files/"] = shape
    is_asked_first(server, failed, alices)


def test_a_picture_whose_address_is_over(
    server: AllServices, one: Project, services: Services, alices: Client
) -> None:
    by(one, video_by="offline", picture_by="linked")
    services.will(None, faults.status(404), faults.status(404))
    assert make(server, one).scene_list[0].painting  # it was not there yet
    fresh(one).scenes.update(visual_description="沙池")
    services.will(None, *[faults.status(403)] * 5)
    is_asked_first(server, make(server, one), alices, paid=2)


def test_a_picture_is_fetched_for_which_the_studio_had_no_time(
    server: AllServices, one: Project, services: Services
) -> None:
    """Its address is kept with the answer."""
    by(one, video_by="offline", picture_by="linked")
    services.will(None, *[faults.reset] * 5)
    failed = make(server, one)
    assert failed.error["code"] == "service_unreachable"
    assert again(server, failed).scene_list[0].painting
    assert orders(services) == 1


@pytest.mark.parametrize("status", [504, 524])
@pytest.mark.parametrize("kind", ["video_by", "picture_by"])
def test_an_order_that_something_between_has_not_seen_answered_is_not_sent_again(
    kind: str, status: int, server: AllServices, one: Project, services: Services
) -> None:
    by(one, **{"video_by": "offline", kind: "openai" if kind == "picture_by" else "ark"})
    services.will(faults.status(status, {"type": "server_error"}))
    failed = make(server, one)
    assert failed.error["code"] == "service_unknown"
    assert again(server, failed).error["code"] == "service_unknown"
    assert len(services.asked) == 1
