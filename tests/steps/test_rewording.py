"""Other words for one scene, by somebody's language model: offered, and never taken by itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from projects import providers
from projects.jobs import rewordings
from projects.jobs.rewordings import REWORDINGS
from projects.jobs.sweeper import sweep_runs
from projects.models import NotReady, PaidCall, Project, Rewording
from projects.providers.wire import again
from projects.steps import outside, rewording
from tests.support.programs import Program
from tests.support.projects import fresh
from tests.support.services import Services, faults
from tests.support.services.chat import chat
from tests.support.studio import wait_until

pytestmark = pytest.mark.usefixtures("collected_files")
ENGLISH = {"accept-language": "en"}


def offers_for(told: dict[str, Any]) -> dict[str, Any]:
    said = told["narration"]
    said = said[: len(said) // 2] + "。" if told["wish"] == "shorter" else f"亲爱的，{said}"
    said += told.get("point", "")
    each = {"title": "新的说法", "narration": said, "picture": told.get("picture", "A room")}
    return {"scenes": [each, each | {"narration": f"好，{said}"}, each]}


@pytest.fixture
def services() -> Iterator[Services]:
    with Services({"/chat/completions": chat(offers_for)}).serving() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(
    services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    options = {"name": "model", "url": f"{services.url}/v1", "model": "m-1", "key": "sk-1"}
    entry = {"BACKEND": "projects.providers.script.chat.ChatWriter", "OPTIONS": options}
    offline = settings.STUDIO_PROVIDERS["script"]
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"script": {"model": entry, **offline}}
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    monkeypatch.setattr(outside, "PATIENCE", 30.0)  # threads do not see what is not committed
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


def ask(project: Project, wish: str = "warmer", point: str = "") -> Rewording:
    return work(rewordings.ask(project.scene_list[0], wish, point))


def work(asked: Rewording) -> Rewording:
    REWORDINGS.work_on(asked.pk, 1, lambda: False)
    return Rewording.objects.get(pk=asked.pk)


def test_a_person_chooses_among_other_words_and_can_take_it_back(
    client: Client, written: Project, services: Services
) -> None:
    client.force_login(written.owner)
    scene = written.scene_list[0]
    before, page = scene.narration, f"/projects/{written.pk}/scenes/{scene.pk}/reword/"
    client.post(page, {"wish": "warmer"})
    asked = Rewording.objects.get()
    shown = client.get(f"/projects/{written.pk}/", headers=ENGLISH).content.decode()
    assert "model is writing other words" in shown
    assert len(work(asked).offers) == 2, "one was there twice"
    shown = client.get(f"/projects/{written.pk}/", headers=ENGLISH).content.decode()
    assert "Use these words" in shown and f"亲爱的，{before}" in shown
    assert fresh(written).scene_list[0].narration == before, "nothing is taken by itself"
    client.post(f"{page}1/")
    changed = fresh(written).scene_list[0]
    assert changed.narration == changed.caption == f"好，亲爱的，{before}"
    assert not Rewording.objects.exists()
    fresh(written).undo()
    assert fresh(written).scene_list[0].narration == before
    assert (len(services.done), PaidCall.objects.get().step) == (1, "script")


def test_a_program_asks_reads_and_takes(written: Project, services: Services) -> None:
    program = Program(written.owner)
    at = f"/projects/{written.pk}/scenes/1/rewording"
    program("post", at, {"wish": "shorter"})
    assert program.status == 202
    work(Rewording.objects.get())
    found = program("get", at)["data"]
    assert (found["state"], found["madeBy"]) == ("offered", "model")
    program("post", f"{at}/take", {"offer": 7})
    assert program.status == 409
    program("post", f"{at}/take", {"offer": 0})
    assert fresh(written).scene_list[0].narration == found["offers"][0]["narration"]
    program("get", at)
    assert program.status == 404


def test_what_does_not_do_what_was_wished_is_asked_once_more(
    written: Project, services: Services
) -> None:
    answers = iter(["no JSON", json.dumps({"scenes": []})])
    services.shapes["/chat/completions"] = chat(lambda told: next(answers))
    failed = ask(written, "shorter")
    assert (failed.state, failed.reason) == ("failed", {"code": "service_answer"})
    first, second = (each.json["messages"] for each in services.done)
    assert (len(first), len(second)) == (2, 4), "the second is told what was wrong"


def test_a_key_point_that_is_wished_is_said_with_all_its_figures(written: Project) -> None:
    point = written.points[0]
    assert all(point in each["narration"] for each in ask(written, "add", point).offers)
    with pytest.raises(NotReady):
        ask(written, "add", "no point of this brief")


def test_a_refusal_has_a_reason_and_the_words_stay(written: Project, services: Services) -> None:
    before = written.scene_list[0].narration
    services.will(faults.status(401))
    failed = ask(written)
    assert (failed.state, failed.reason["code"]) == ("failed", "service_key")
    assert fresh(written).scene_list[0].narration == before


def test_a_fault_that_nobody_thought_of_ends_the_waiting(
    written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: Any) -> None:
        raise RuntimeError

    asked = rewordings.ask(written.scene_list[0], "again")
    monkeypatch.setattr(rewording, "make", break_down)
    assert work(asked).reason == {"code": "unexpected"}


def test_what_is_put_away_while_it_is_written_is_not_offered(
    written: Project, services: Services
) -> None:
    asked = rewordings.ask(written.scene_list[0], "again")
    Rewording.objects.get().put_away()
    rewording.make(asked, lambda: None)
    assert not Rewording.objects.exists()
    assert fresh(written).scene_list[0].narration == asked.scene.narration


def test_after_a_lost_worker_another_one_does_it_and_nothing_is_paid_twice(
    written: Project, services: Services
) -> None:
    asked = rewordings.ask(written.scene_list[0], "again")
    jobs = ProcrastinateJob.objects.filter(task_name="projects.rewording")
    first = jobs.get()
    jobs.update(status="doing")
    work(asked)
    Rewording.objects.update(state="waiting", offers=[])  # it died before it could store them
    REWORDINGS.rescue(first.pk)
    assert jobs.get(status="todo").args == {"pk": asked.pk}
    assert len(work(asked).offers) == 2
    assert len(services.done) == 1


@pytest.mark.full("it empties the database for its threads")
def test_it_holds_no_place_while_the_service_works(
    committed: None, written: Project, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.2)
    answered = threading.Event()
    usual = services.shapes["/chat/completions"]

    def slow(talk: Any) -> None:
        answered.wait(20)
        usual(talk)

    services.shapes["/chat/completions"] = slow
    asked = rewordings.ask(written.scene_list[0], "again")
    jobs = ProcrastinateJob.objects.filter(task_name="projects.rewording", status="todo")
    REWORDINGS.work_on(asked.pk, 1, lambda: False)
    REWORDINGS.work_on(asked.pk, 1, lambda: False)
    assert (Rewording.objects.get().state, jobs.count()) == ("waiting", 3)
    assert jobs.latest("pk").scheduled_at is not None
    answered.set()
    wait_until(lambda: PaidCall.objects.get().state == "answered")
    assert len(work(asked).offers) == 2
    assert (len(services.done), PaidCall.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("call", "state", "sent"),
    [("answered", "offered", 0), ("unknown", "failed", 0), ("none", "offered", 1)],
)
def test_one_whose_machine_is_lost_is_done_by_another_and_never_paid_twice(
    call: str, state: str, sent: int, written: Project, services: Services
) -> None:
    asked = rewordings.ask(written.scene_list[0], "again")
    jobs = ProcrastinateJob.objects.filter(task_name="projects.rewording")
    if call != "none":
        work(asked)
        PaidCall.objects.update(state=call)
        Rewording.objects.update(state="waiting", offers=[])
    jobs.update(status="doing")
    services.done.clear()
    sweep_runs()
    assert not jobs.filter(status="todo"), "it may be at work"
    Rewording.objects.update(beat_at=timezone.now() - timedelta(minutes=1))
    sweep_runs()
    assert (jobs.filter(status="todo").count(), Rewording.objects.get().losses) == (1, 1)
    sweep_runs()
    assert Rewording.objects.get().losses == 1, "its job is due"
    found = work(asked)
    assert (found.state, len(services.done)) == (state, sent)
    assert found.reason == ({} if state == "offered" else {"code": "service_unknown"})


def test_one_that_loses_three_workers_is_given_up(written: Project) -> None:
    rewordings.ask(written.scene_list[0], "again")
    for _ in range(3):
        ProcrastinateJob.objects.filter(status="todo").update(status="doing")
        Rewording.objects.update(beat_at=timezone.now() - timedelta(minutes=1))
        sweep_runs()
    assert Rewording.objects.get().reason == {"code": "worker_lost"}


def test_where_no_service_is_configured_nobody_is_offered_it(
    client: Client, written: Project, settings: Any
) -> None:
    offline = {"offline": settings.STUDIO_PROVIDERS["script"]["offline"]}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"script": offline}
    client.force_login(written.owner)
    assert "-rewording" not in client.get(f"/projects/{written.pk}/").content.decode()
    program = Program(written.owner)
    program("post", f"/projects/{written.pk}/scenes/1/rewording", {"wish": "again"})
    assert program.status == 409
