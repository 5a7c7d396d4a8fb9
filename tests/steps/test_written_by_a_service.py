"""A script by somebody's language model: paid once, checked, and never without a way on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client

from projects import providers
from projects.crashpoints import Point
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.models import PaidCall, Photo, Project, Run
from projects.providers.wire import again
from projects.providers.work import Answer
from projects.steps.paying import Paying
from projects.timeline import SCRIPT, State
from tests.support.programs import BRIEF, Program
from tests.support.projects import fresh
from tests.support.services import Services, Talk, faults
from tests.support.services.chat import chat, script_for
from tests.support.studio import wait_until

pytestmark = pytest.mark.usefixtures("collected_files")
PRICES = {"input_tokens": Decimal("0.000002"), "output_tokens": Decimal("0.000008")}
ENGLISH = {"accept-language": "en"}
KEY = "sk-canary-0123456789"


@pytest.fixture
def services() -> Iterator[Services]:
    with Services({"/chat/completions": chat()}).serving() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(
    services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    options = {"name": "model", "url": f"{services.url}/v1", "model": "m-1", "key": KEY}
    entry = {
        "BACKEND": "projects.providers.script.chat.ChatWriter",
        "OPTIONS": options | {"prices": PRICES},
    }
    offline = settings.STUDIO_PROVIDERS["script"]
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"script": {"model": entry, **offline}}
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


def write(project: Project, stopping: Callable[[], bool] = lambda: False) -> Project:
    """Have its script written, as far as that goes without a person."""
    run_and_enqueue(lambda: project.start(SCRIPT))
    while run := Run.objects.filter(project=project, state=State.QUEUED).first():
        work_on(run.pk, stopping)
    return fresh(project)


def only(project: Project) -> Project:
    project.script_by = "model"
    project.save(update_fields=["script_by"])
    return project


def test_a_model_writes_the_script_and_its_cost_is_known(
    project: Project, services: Services
) -> None:
    made = write(project)
    said = [scene.narration for scene in made.scene_list]
    assert said == [f"{each}。" for each in (project.topic, *project.points, project.topic)]
    assert made.script_made_by == {"name": "model"}
    call = PaidCall.objects.get()
    assert (call.provider, call.model, call.state) == ("model", "m-1", "answered")
    assert call.units["input_tokens"] == 700
    assert (
        call.price
        == 700 * PRICES["input_tokens"] + call.units["output_tokens"] * PRICES["output_tokens"]
    )
    (asked,) = services.asked
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(PaidCall.objects.values().get())


def test_no_service_hears_the_names_of_peoples_files(
    project: Project, services: Services, alice: User
) -> None:
    project.make_all = True
    project.save(update_fields=["make_all"])
    Photo.objects.create(project=project, original_name="小明.jpg", file="x", consent_by=alice)
    assert [each.name for each in fresh(project).for_writer.material] == ["小明.jpg"]
    write(project)
    assert "小明" not in services.asked[0].body.decode()


def test_who_starts_again_gets_another_script_and_pays_for_it(
    project: Project, services: Services
) -> None:
    write(write(project))
    assert len(services.done) == 2
    assert services.done[0].body != services.done[1].body


def test_a_service_that_takes_no_schema_is_asked_in_words_alone(
    project: Project, services: Services
) -> None:
    services.will(faults.status(400, {"message": "response_format is unavailable"}))
    made = write(only(project))
    assert made.script_made_by == {"name": "model"}
    write(made)
    told = ["response_format" in asked.json for asked in services.asked]
    assert told == [True, False, False], "it is not tried again"


def test_what_did_nothing_is_asked_again_and_costs_once(
    project: Project, services: Services
) -> None:
    services.will(faults.status(429), faults.status(503), faults.status(500))
    assert write(only(project)).script_made_by == {"name": "model"}
    assert (len(services.asked), len(services.done), PaidCall.objects.count()) == (4, 1, 1)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.status(401), "service_key"),
        (faults.status(402), "out_of_credit"),
        (faults.status(403, {"code": "ServiceOverdue"}), "out_of_credit"),
        (faults.status(404), "service_model"),
        (faults.status(429, {"code": "insufficient_quota"}), "service_quota"),
        (faults.status(400), "service_request"),
        (faults.status(400, {"code": "InputTextSensitiveContentDetected"}), "refused"),
        (faults.text(200, b"<html>hello</html>"), "service_answer"),
        (faults.text(200, b'{"error": {"code": "invalid_api_key"}}'), "service_key"),
        (faults.elsewhere("http://example.com/"), "service_elsewhere"),
        (faults.reset, "service_unknown"),
        (faults.cut, "service_unknown"),
    ],
)
def test_a_permanent_fault_is_told_in_words_and_asked_once(
    fault: Any, reason: str, project: Project, services: Services
) -> None:
    services.will(fault, fault)
    failed = write(only(project))
    assert (failed.status, failed.error["code"]) == ("failed", reason)
    assert failed.error_message
    in_words = reason == "service_request"  # then it may be the schema that it does not take
    assert len(services.asked) == 1 + in_words


def test_another_one_writes_if_the_first_cannot_and_that_is_told(
    project: Project, services: Services
) -> None:
    services.will(faults.status(401))
    made = write(project)
    told = {"name": "offline", "instead_of": "model", "reason": "service_key"}
    assert (made.status, made.script_made_by) == ("draft", told)


def test_what_may_have_cost_is_not_asked_again_until_a_person_says_so(
    project: Project, services: Services
) -> None:
    services.will(faults.reset)
    failed = write(only(project))
    assert PaidCall.objects.get().state == "unknown"
    again_failed = write(failed)
    assert again_failed.error["code"] == "service_unknown"
    assert len(services.asked) == 1
    run_and_enqueue(lambda: again_failed.retry(pay_again=True))
    run = Run.objects.get(project=project, state=State.QUEUED)
    work_on(run.pk, lambda: False)
    assert fresh(project).scene_list
    assert len(services.asked) == 2
    assert sorted(PaidCall.objects.values_list("state", flat=True)) == ["answered", "given_up"]


def test_an_answer_that_comes_after_it_was_given_up_is_a_cost_and_nothing_else(
    project: Project, services: Services
) -> None:
    services.will(faults.reset)
    write(only(project))
    late = PaidCall.objects.get()
    PaidCall.objects.unknown().give_up()
    assert PaidCall.objects.begin(late.key, longest=60, provider="model", model="m-1")
    late.keep(Answer(200, {}, b"late"), {"input_tokens": 10}, PRICES)
    late.refresh_from_db()
    assert (late.state, bytes(late.body), late.price) == ("used", b"", Decimal("0.00002"))


class Died(BaseException):
    """A worker is gone, and can do nothing any more."""


@pytest.mark.parametrize(("point", "paid"), [(Point.PAYING, 0), (Point.PAID, 1)])
def test_a_worker_that_dies_before_an_answer_is_stored_leaves_it_to_a_person(
    point: Point, paid: int, project: Project, services: Services
) -> None:
    def die(reached: Point) -> None:
        if reached == point:
            raise Died

    with patch("projects.steps.paying.reach", die), pytest.raises(Died):
        write(only(project))
    assert PaidCall.objects.get().state == "sending"
    run = Run.objects.get()
    run_and_enqueue(lambda: run.lose(dead=True))
    work_on(run.pk, lambda: False)
    assert fresh(project).error["code"] == "service_unknown"
    assert len(services.done) == paid


def test_an_answer_that_was_stored_is_used_after_a_death(
    project: Project, services: Services
) -> None:
    with patch("projects.jobs.execution._succeed", side_effect=Died), pytest.raises(Died):
        write(only(project))
    run = Run.objects.get()
    run_and_enqueue(lambda: run.lose(dead=True))
    work_on(run.pk, lambda: False)
    assert fresh(project).scene_list
    assert len(services.done) == 1


def test_what_is_on_its_way_when_a_worker_must_stop_is_kept_and_used(
    committed: None, project: Project, services: Services
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def taken(talk: Talk) -> None:
        begun.set()
        go_on.wait(30)
        services.shapes["/chat/completions"](talk)

    services.will(taken)
    run_and_enqueue(lambda: only(project).start(SCRIPT))
    run = Run.objects.get()
    work_on(run.pk, begun.is_set)
    assert PaidCall.objects.get().state == "sending"
    go_on.set()
    wait_until(lambda: PaidCall.objects.get().state == "answered")
    work_on(run.pk, lambda: False)
    assert fresh(project).scene_list
    assert len(services.asked) == 1


def test_a_service_that_fails_again_and_again_is_left_alone_for_a_minute(
    project: Project, services: Services
) -> None:
    services.will(*[faults.status(401)] * 5)
    for _ in range(5):
        write(only(project))
    held = write(project)
    assert (held.error["code"], len(services.asked)) == ("service_held", 5)
    PaidCall.objects.update(ended_at=Now() - timedelta(minutes=2))
    assert write(project).scene_list


def test_a_person_who_has_spent_enough_today_is_told(
    project: Project, services: Services, settings: Any
) -> None:
    settings.STUDIO_SPENT_A_DAY = 1
    PaidCall.objects.create(
        owner=project.owner, provider="x", key="x", until=Now(), state="used", price=1
    )
    assert write(only(project)).error["code"] == "spent_enough"
    PaidCall.objects.update(sent_at=Now() - timedelta(days=1))
    assert write(project).scene_list


def test_a_page_asks_before_it_pays_twice(
    project: Project, services: Services, alices: Client
) -> None:
    services.will(faults.reset)
    write(only(project))
    page = alices.get(f"/projects/{project.pk}/", headers=ENGLISH).content.decode()
    assert 'id="script-ask-again"' in page
    alices.post(f"/projects/{project.pk}/retry/", {"pay_again": "1"}, HTTP_HX_REQUEST="true")
    work_on(Run.objects.get(project=project, state=State.QUEUED).pk, lambda: False)
    page = alices.get(f"/projects/{project.pk}/", headers=ENGLISH).content.decode()
    assert "written by model" in page


def test_programs_choose_the_writer_and_are_told_who_it_was(
    program: Program, services: Services
) -> None:
    pk = program.create(scriptBy="offline")
    write(Project.objects.get(pk=pk))
    data = program("get", f"/projects/{pk}")["data"]
    assert (data["scriptBy"], services.asked) == ("offline", [])
    assert data["scriptData"]["madeBy"] == {"name": "offline", "insteadOf": None, "reason": None}
    program("post", "/projects", BRIEF | {"scriptBy": "nobody"})
    assert program.status == 422


def test_a_brief_offers_who_can_write(alices: Client) -> None:
    page = alices.get("/", headers=ENGLISH).content.decode()
    assert 'name="script_by"' in page
    assert "model, else the studio" in page


HOSTILE: list[Any] = [
    "no JSON at all",
    "{",
    "[1, 2]",
    {"title": "x"},
    {"title": "x", "description": "", "scenes": "none"},
    {"title": "x", "description": "", "scenes": [{}] * 3},
    {"title": "x", "description": "", "scenes": [{"title": 1, "narration": [], "picture": {}}] * 3},
]


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_script_is_asked_for_once_more_and_then_refused(
    said: Any, project: Project, services: Services
) -> None:
    services.shapes["/chat/completions"] = chat(lambda brief: said)
    failed = write(only(project))
    assert (failed.error["code"], failed.scene_list) == ("service_answer", [])
    assert len(services.asked) == 2
    services.shapes["/chat/completions"] = chat()
    assert write(failed).scene_list, "who tries again asks again"


def test_a_script_that_leaves_a_key_point_out_is_asked_for_once_more(
    project: Project, services: Services
) -> None:
    told: list[str] = []

    def forgetful(brief: dict[str, Any]) -> dict[str, Any]:
        script = script_for(brief)
        if not told:
            told.append(script["scenes"].pop(1)["narration"])
        return script

    services.shapes["/chat/completions"] = chat(forgetful)
    made = write(only(project))
    assert len(services.asked) == 2
    assert not [one for one in made.coverage if one.says != "said"]
    assert project.points[0] in services.asked[1].json["messages"][-1]["content"]


def test_a_hostile_answer_changes_words_and_nothing_else(
    project: Project, services: Services
) -> None:
    def hostile(brief: dict[str, Any]) -> dict[str, Any]:
        script = script_for(brief)
        script["scenes"][0] |= {"seconds": 10**9, "file": "/etc/passwd", "owner": 1}
        script["scenes"][0]["narration"] = "<script>alert(1)</script>**Hello** to\u202e all."
        return script | {"status": "completed", "scenes": script["scenes"], "make_all": True}

    services.shapes["/chat/completions"] = chat(hostile)
    made = write(only(project))
    assert made.scene_list[0].narration == "alert(1)Hello to all."
    assert (made.status, made.make_all, made.owner) == ("draft", False, project.owner)


def test_the_scenes_are_counted_as_they_arrive(project: Project, services: Services) -> None:
    shown: list[Any] = []

    def say(self: Paying, code: str, fraction: float, **numbers: int) -> None:
        shown.append((code, numbers))

    with patch.object(Paying, "say", say):
        write(only(project))
    assert shown[-1] == ("writing_scene", {"scene": len(fresh(project).scene_list)})
