"""Scenes filmed by a service that works for minutes: many wait side by side, and none is paid
twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.db.models import F
from django.test import Client
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from projects import providers
from projects.crashpoints import Point
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.jobs.sweeper import sweep_runs
from projects.jobs.waiting import places_of
from projects.media.ffmpeg import FfmpegError, capture
from projects.media.formats import Format
from projects.media.intake.video import NotAClip
from projects.media.probe import probe
from projects.models import PaidCall, Project, RemoteTask, Run
from projects.timeline import SCENES, TO_CLAIM, State
from tests.support.dying import Died
from tests.support.made_film import MadeFilm
from tests.support.many_projects import execute
from tests.support.programs import Program
from tests.support.projects import fresh, store, write
from tests.support.services import Services, faults
from tests.support.services.tasks import Filming
from tests.support.undrawn import undrawn

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files")]
PRICES = {"seconds": Decimal("0.5"), "clips": Decimal(0)}
KEY = "sk-canary-0123456789"
ENGLISH = {"accept-language": "en"}
Orders = list[Any]


@pytest.fixture(scope="module")
def filming(tmp_path_factory: pytest.TempPathFactory) -> Filming:
    return Filming(tmp_path_factory.mktemp("filming"))


@pytest.fixture
def service(filming: Filming) -> Filming:
    """As new, but with the files that it has made."""
    filming.begin_anew()
    return filming


@pytest.fixture
def services(service: Filming) -> Iterator[Services]:
    with Services(
        {
            "/contents/generations" + end: shape
            for end, shape in service.shapes.items()
            if end != "/files/"
        }
        | {"/files/": service.file}
    ).serving() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(services: Services, settings: Any) -> Iterator[None]:
    options = {"name": "seedance", "url": f"{services.url}/api/v3", "model": "m-1", "key": KEY}
    entry = {
        "BACKEND": "projects.providers.video.known.Ark",
        "OPTIONS": options | {"prices": PRICES},
    }
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"video": {"seedance": entry}}
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


@pytest.fixture
def drawn() -> Iterator[Orders]:
    """The orders of clips, which are not drawn here."""
    with undrawn() as orders:
        yield orders


@pytest.fixture
def spoken(project: Project, tmp_path: Path) -> Project:
    """Three scenes with narrations, which a service may film."""
    return speak(write(project), tmp_path)


def speak(project: Project, folder: Path, video_by: str = "seedance") -> Project:
    project.video_by = video_by
    project.save(update_fields=["video_by"])
    for scene in project.scene_list:
        store(project, "narration", scene.narration_hash, folder, scene)
    return fresh(project)


def begin(project: Project) -> None:
    run_and_enqueue(lambda: project.start(SCENES))


def work(project: Project, rounds: int = 20) -> Project:
    """Do what waits for a worker or for a service, once or until the project rests."""
    for _ in range(rounds):
        waiting = Run.objects.filter(project=project, state__in=TO_CLAIM).order_by("pk")
        runs = list(waiting.values_list("pk", flat=True))
        for run in runs:
            work_on(run, lambda: False)
        if not runs:
            break
    return fresh(project)


def test_all_scenes_wait_at_once_and_none_holds_a_place(
    project: Project, tmp_path: Path, service: Filming, drawn: Orders
) -> None:
    begun = speak(write(project, 10), tmp_path)
    begin(begun)
    work(begun, rounds=1)
    assert service.most == 10
    assert set(Run.objects.values_list("state", flat=True)) == {State.WAITING}
    waiting = fresh(begun)
    assert waiting.status == "generating_video"
    assert waiting.note["service"] == "seedance"
    assert waiting.note["now"] == [*range(1, 11)]
    assert not places_of([begun.pk])
    assert not Project.objects.stuck().exists()
    made = work(begun)
    assert (made.status, len(drawn), len(service.orders)) == ("draft", 10, 10)
    assert max(service.asked.values()) == service.polls + 1


def test_what_is_filmed_is_laid_in_and_its_maker_and_cost_are_known(
    spoken: Project, service: Filming, services: Services, drawn: Orders, program: Program
) -> None:
    begin(spoken)
    made = work(spoken)
    assert all(order.shots[0].own_clip for order in drawn)
    body = service.orders["cgt-1"]
    assert (body["model"], body["ratio"], body["duration"], body["generate_audio"]) == (
        *("m-1", "9:16", 5),
        False,
    )
    assert "操场" in body["content"][0]["text"]
    assert services.asked[0].headers["authorization"] == f"Bearer {KEY}"
    call = PaidCall.objects.first()
    assert call and (call.kind, call.units, call.price) == (
        *("video", {"seconds": 5.0, "clips": 1.0}),
        Decimal("2.5"),
    )
    assert set(RemoteTask.objects.values_list("state", flat=True)) == {"done"}
    assert KEY not in str([*PaidCall.objects.values(), *RemoteTask.objects.values()])
    assert "signature" not in str([*RemoteTask.objects.values(), *Run.objects.values()])
    told = program("get", f"/projects/{made.pk}")["data"]
    assert told["videoBy"] == "seedance"
    assert told["sceneVideos"][0]["madeBy"] == {
        "name": "seedance",
        "insteadOf": None,
        "reason": None,
    }


def test_nobody_pays_for_a_film_who_has_not_asked_for_it(
    project: Project, tmp_path: Path, service: Filming, drawn: Orders
) -> None:
    assert project.video_by == "offline"
    begun = speak(write(project), tmp_path, "offline")
    begin(begun)
    assert work(begun).scene_list[0].clip
    assert not service.orders


def test_other_captions_cost_nothing_and_another_picture_is_filmed_anew(
    spoken: Project, service: Filming, drawn: Orders, tmp_path: Path
) -> None:
    begin(spoken)
    made = work(spoken)
    made.scene_list[0].rewrite(subtitle="另一行字幕")
    begin(fresh(made))
    made = work(made)
    assert (len(drawn), len(service.orders)) == (4, 3)
    made.scene_list[0].rewrite(visual_description="一座桥，电话 0571-88886666")
    begin(fresh(made))
    made = work(made)
    assert (len(drawn), len(service.orders)) == (5, 4)
    told = service.orders["cgt-4"]["content"][0]["text"]
    assert "一座桥" in told
    assert "8888" not in told


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("OutputVideoSensitiveContentDetected", "refused"),
        ("InputImageSensitiveContentDetected.PrivacyInformation", "faces_refused"),
        ("SomethingNew", "service_broken"),
    ],
)
def test_a_task_that_fails_costs_nothing_and_says_why(
    code: str, reason: str, spoken: Project, service: Filming, drawn: Orders
) -> None:
    service.fails = [code]
    begin(spoken)
    failed = work(spoken)
    assert (failed.status, failed.error["code"], len(service.orders)) == ("failed", reason, 3)
    call = PaidCall.objects.get(state="failed")
    assert (call.reason, call.price) == (reason, None)
    assert "secret" not in call.detail
    run_and_enqueue(fresh(spoken).retry)
    assert work(spoken).scene_list[0].clip
    assert len(service.orders) == 4


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.status(401), "service_key"),
        (faults.status(403, {"code": "AccountOverdueError"}), "out_of_credit"),
        (faults.status(429, {"code": "QuotaExceeded"}), "service_quota"),
        (faults.status(400, {"code": "InputTextSensitiveContentDetected"}), "refused"),
        (faults.text(200, b'{"hello": 1}'), "service_answer"),
        (faults.reset, "service_unknown"),
    ],
)
def test_an_order_that_fails_is_told_in_words_and_sent_once(
    fault: Any, reason: str, project: Project, tmp_path: Path, services: Services, drawn: Orders
) -> None:
    begun = speak(write(project, 1), tmp_path)
    services.will(fault)
    begin(begun)
    failed = work(begun)
    assert (failed.status, failed.error["code"], len(services.asked)) == ("failed", reason, 1)


def test_where_that_is_allowed_the_studio_draws_what_was_refused_and_says_so(
    project: Project,
    tmp_path: Path,
    services: Services,
    drawn: Orders,
    program: Program,
    alices: Client,
) -> None:
    begun = speak(write(project, 1), tmp_path, "")
    services.will(faults.status(401))
    begin(begun)
    made = work(begun)
    assert made.scene_list[0].clip
    assert not drawn[0].shots
    told = program("get", f"/projects/{made.pk}")["data"]["sceneVideos"][0]["madeBy"]
    assert told == {"name": "offline", "insteadOf": "seedance", "reason": "service_key"}
    page = alices.get(f"/projects/{begun.pk}/", headers=ENGLISH).content.decode()
    assert "scene 1 by the studio&#x27;s own motion, because seedance could not" in page


def test_a_service_with_faults_is_asked_again_later_and_later(
    project: Project, tmp_path: Path, service: Filming, services: Services, drawn: Orders
) -> None:
    begun = speak(write(project, 1), tmp_path)
    services.will(None, faults.status(503), faults.reset, faults.status(429, retry_after="300"))
    services.will(faults.status(503, retry_after="999999999"))
    begin(begun)
    pauses = []
    for _ in range(5):
        work(begun, rounds=1)
        pauses.append(Run.objects.values_list(F("wakes_at") - F("heartbeat_at"), flat=True).get())
    assert [round(pause.total_seconds()) for pause in pauses[1:]] == [10, 20, 300, 3600]
    assert work(begun).scene_list[0].clip
    assert len(service.orders) == 1


def test_who_is_cancelled_and_begins_again_goes_on_with_the_same_task(
    spoken: Project, service: Filming, drawn: Orders
) -> None:
    begin(spoken)
    work(spoken, rounds=1)
    fresh(spoken).cancel()
    work(spoken, rounds=1)
    assert not drawn
    begin(fresh(spoken))
    assert work(spoken).scene_list[0].clip
    assert len(service.orders) == 3


@pytest.mark.parametrize(
    ("point", "where", "orders", "reason"),
    [
        (Point.PAYING, "steps.paying", 0, "service_unknown"),
        (Point.PAID, "steps.paying", 1, "service_unknown"),
        (Point.ORDERED, "steps.remote", 1, ""),
        (Point.PARKING, "models.run", 1, ""),
        (Point.DELIVERED, "steps.remote", 1, ""),
    ],
)
def test_a_worker_that_dies_leaves_one_order_at_most(
    point: Point,
    where: str,
    orders: int,
    reason: str,
    project: Project,
    tmp_path: Path,
    service: Filming,
    drawn: Orders,
) -> None:
    def die(reached: Point) -> None:
        if reached == point:
            raise Died

    begun = speak(write(project, 1), tmp_path)
    begin(begun)
    with patch(f"projects.{where}.reach", die), pytest.raises(Died):
        work(begun)
    run = Run.objects.get()
    run_and_enqueue(lambda: run.lose(dead=True))
    ended = work(begun)
    assert ended.error.get("code", "") == reason
    assert len(service.orders) == orders
    assert reason or ended.scene_list[0].clip


def test_the_sweeper_brings_back_a_run_whose_job_is_lost(
    project: Project, tmp_path: Path, service: Filming, drawn: Orders
) -> None:
    begun = speak(write(project, 1), tmp_path)
    begin(begun)
    work(begun, rounds=1)
    sweep_runs()
    assert ProcrastinateJob.objects.filter(status="todo", scheduled_at__isnull=False).exists()
    execute("DELETE FROM procrastinate_jobs")
    sweep_runs()
    assert work(begun).scene_list[0].clip
    assert (len(service.orders), Run.objects.get().losses) == (1, 0)


def test_what_takes_too_long_is_given_up_and_goes_on_when_a_person_says_so(
    project: Project, tmp_path: Path, service: Filming, drawn: Orders
) -> None:
    begun = speak(write(project, 1), tmp_path)
    begin(begun)
    work(begun, rounds=1)
    RemoteTask.objects.update(begun_at=F("begun_at") - timedelta(hours=1))
    Run.objects.update(created_at=F("created_at") - timedelta(hours=1))
    assert work(begun).error["code"] == "timed_out"
    run_and_enqueue(fresh(begun).retry)
    assert work(begun).scene_list[0].clip
    assert len(service.orders) == 1


@pytest.mark.parametrize("end", ["expired", "no video"])
def test_what_is_gone_or_of_no_use_is_ordered_again_only_if_a_person_says_so(
    end: str, project: Project, tmp_path: Path, service: Filming, drawn: Orders
) -> None:
    begun = speak(write(project, 1), tmp_path)
    if end == "expired":
        service.end = end
    else:
        service.broken = b"<html>"
    begin(begun)
    assert work(begun).error["code"] == "service_gone"
    service.end, service.broken = "succeeded", None
    run_and_enqueue(fresh(begun).retry)
    assert work(begun).error["code"] == "service_gone"
    run_and_enqueue(lambda: fresh(begun).retry(pay_again=True))
    assert work(begun).scene_list[0].clip
    assert len(service.orders) == 2


@pytest.mark.parametrize("trouble", [NotAClip("clip_busy"), FfmpegError("disk_full")])
def test_what_cannot_be_read_just_now_is_not_lost(
    trouble: Exception, project: Project, tmp_path: Path, service: Filming, drawn: Orders
) -> None:
    begun = speak(write(project, 1), tmp_path)
    begin(begun)
    with patch("projects.steps.filming.video.take_in", side_effect=trouble):
        stopped = work(begun)
    if stopped.error:
        assert stopped.error["code"] == "disk_full"
        run_and_enqueue(stopped.retry)
    assert work(begun).scene_list[0].clip
    assert len(service.orders) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_pause_that_a_service_wants_is_waited_for_outside(
    status: int,
    project: Project,
    tmp_path: Path,
    services: Services,
    drawn: Orders,
    alices: Client,
) -> None:
    begun = speak(write(project, 1), tmp_path)
    services.will(faults.status(status, retry_after="600"))
    begin(begun)
    work(begun, rounds=1)
    assert Run.objects.get().state == State.WAITING
    page = alices.get(f"/projects/{begun.pk}/", headers=ENGLISH).content.decode()
    assert "seedance has too much to do, and is asked again at" in page
    assert work(begun).scene_list[0].clip


def test_the_colour_that_the_service_has_filmed_is_seen_in_the_clip(
    written: Project, a_film: MadeFilm, half_size: Format, service: Filming
) -> None:
    """One scene is filmed here and drawn, the others are there."""
    project = fresh(a_film.give(written, "narration"))
    project.video_by = "seedance"
    project.save(update_fields=["video_by"])
    for scene in project.scene_list[1:]:
        store(project, "clip", scene.clip_hash, a_film.folder, scene)
    begin(fresh(project))
    clip = work(project).scene_list[0].clip
    assert clip
    with default_storage.open(str(clip.file)) as stored:
        path = Path(stored.name)
    assert probe(path).seconds == pytest.approx(clip.seconds, abs=0.05)
    shown = frame(path)
    assert shown[0] > 180 and max(shown[1:]) < 80  # red


def frame(path: Path) -> tuple[int, int, int]:
    """The colour in the middle of what it shows after a second."""
    out = path.with_name("frame.png")
    capture(
        ["-v", "error", "-y", "-ss", "1", "-i", path.name, "-frames:v", "1", out.name],
        cwd=path.parent,
    )
    with Image.open(out) as image:
        found = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    out.unlink()
    return found[0], found[1], found[2]
