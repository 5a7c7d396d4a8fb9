"""Pictures by a ComfyUI of one's own: scenes wait side by side for it, its percent is shown, and
what it was asked once it is never asked again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from PIL import Image

from projects import providers
from projects.crashpoints import Point
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.models import PaidCall, Project, RemoteTask, Run
from projects.providers.wire.comfyui.listening import listener
from projects.timeline import SCENES, TO_CLAIM, State
from tests.support.dying import Died
from tests.support.projects import fresh, store, write
from tests.support.services import Services, Talk, faults
from tests.support.services.comfyui import Comfy, example
from tests.support.services.pictures import code_in, coded
from tests.support.undrawn import undrawn

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files", "half_size")]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def comfy() -> Comfy:
    return Comfy(coded(11, (768, 1344)))


@pytest.fixture
def services(comfy: Comfy) -> Iterator[Services]:
    with Services(comfy.shapes).serving() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(services: Services, settings: Any) -> Iterator[None]:
    options = {"name": "mine", "url": services.url, "workflow": example("picture")}
    options["sizes"] = [(768, 1344)]
    entry = {"BACKEND": "projects.providers.picture.comfyui.ComfyPainter", "OPTIONS": options}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"picture": {"mine": entry}}
    settings.STUDIO_SPENT_A_DAY = 1
    providers._provider.cache_clear()
    with undrawn():
        yield
    providers._provider.cache_clear()


@pytest.fixture
def spoken(project: Project, tmp_path: Path) -> Project:
    project.picture_by = "mine"
    project.save(update_fields=["picture_by"])
    written = write(project, 2)
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    written.artifacts.update(seconds=1.2)
    return fresh(written)


@pytest.fixture
def one(spoken: Project) -> Project:
    spoken.scenes.filter(position=2).delete()
    return fresh(spoken)


def begin(project: Project) -> None:
    run_and_enqueue(lambda: fresh(project).start(SCENES))


def work(project: Project, rounds: int = 10) -> Project:
    for _ in range(rounds):
        for run in Run.objects.filter(project=project, state__in=TO_CLAIM).order_by("pk"):
            work_on(run.pk, lambda: False)
    return fresh(project)


def test_scenes_wait_for_it_side_by_side_and_its_percent_is_shown(
    spoken: Project, comfy: Comfy, services: Services, alices: Client
) -> None:
    begin(spoken)
    waiting = work(spoken, rounds=1)
    assert set(Run.objects.values_list("state", flat=True)) == {State.WAITING}
    assert len(comfy.orders) == 2
    first = comfy.queue[0]
    work(spoken, rounds=1)
    assert comfy.listened.wait(5)
    nodes = {"5": {"state": "finished"}, "3": {"state": "running", "value": 15, "max": 20}}
    comfy.tell("progress_state", prompt_id=first, nodes=nodes)
    until = time.monotonic() + 5
    while not listener(services.url, "").heard_of(first) and time.monotonic() < until:
        time.sleep(0.01)
    waiting = work(spoken, rounds=1)
    assert waiting.note["percent"] == int(100 * (4 + 15) / 26)
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert "Waiting for mine: scene 1, 2 of 2. Scene 1: 73 %" in page
    assert Run.objects.get(scene__position=1).progress == round(60 * 19 / 26)
    comfy.looks = 0
    made = work(spoken)
    assert [scene.painted_by for scene in made.scene_list] == [{"name": "mine"}] * 2
    assert [task.state for task in RemoteTask.objects.all()] == ["done"] * 2
    assert {(call.state, call.price) for call in PaidCall.objects.all()} == {("answered", None)}
    with made.scene_list[0].painting.file.open() as file:  # type: ignore[union-attr]
        assert code_in(Image.open(file).convert("RGB")) == 11


def lost(comfy: Comfy, talk: Talk) -> None:
    """The order is taken, and the answer is lost."""
    comfy.orders[talk.asked.json["prompt_id"]] = talk.asked.json
    comfy.queue.append(talk.asked.json["prompt_id"])
    faults.reset(talk)


def test_an_order_whose_answer_is_lost_is_found_by_its_name(
    one: Project, comfy: Comfy, services: Services
) -> None:
    comfy.looks = 1
    services.will(lambda talk: lost(comfy, talk))
    begin(one)
    made = work(one)
    assert (made.status, len(comfy.orders), PaidCall.objects.count()) == ("draft", 1, 1)


@pytest.mark.parametrize("point", [Point.PAYING, Point.PAID, Point.ORDERED, Point.PARKING])
def test_a_worker_that_dies_costs_no_second_order_and_no_person_is_asked(
    point: Point, one: Project, comfy: Comfy
) -> None:
    def die(reached: Point) -> None:
        if reached == point:
            raise Died

    comfy.looks = 1
    where = {Point.ORDERED: "steps.remote", Point.PARKING: "models.run"}.get(point, "steps.paying")
    begin(one)
    with patch(f"projects.{where}.reach", die), pytest.raises(Died):
        work(one)
    run = Run.objects.get()
    run_and_enqueue(lambda: run.lose(dead=True))
    assert (work(one).status, len(comfy.orders)) == ("draft", 1)


def test_what_is_lost_there_fails_in_words_and_is_ordered_again_when_somebody_says_so(
    one: Project, comfy: Comfy
) -> None:
    begin(one)
    work(one, rounds=1)
    comfy.forget()
    failed = work(one)
    assert (failed.status, failed.error["code"]) == ("failed", "service_broken")
    assert PaidCall.objects.get().detail == "ComfyUI does not know it any more"
    comfy.looks = 1
    run_and_enqueue(failed.retry)
    assert (work(one).status, len(comfy.orders)) == ("draft", 2)
