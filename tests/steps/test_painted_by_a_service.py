"""Pictures by somebody's model: paid once, in one style, seen in the clips, and never without a way
on."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from PIL import Image

from projects import providers
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.media.film import frame_at
from projects.media.formats import Format
from projects.models import PaidCall, Photo, Project, Run, costs
from projects.pages.makers import NO_BREAK
from projects.providers.wire import again
from projects.steps import Attempt, outside, painting
from projects.timeline import SCENES, State
from tests.support.made_film import MadeFilm
from tests.support.programs import BRIEF, Program
from tests.support.projects import fresh, store, write
from tests.support.services import Asked, Services, Talk, faults
from tests.support.services.pictures import CODES, code_in, coded, described, file, pictures
from tests.support.studio import wait_until

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files", "half_size")]
ENGLISH = {"accept-language": "en"}
KEY = "sk-canary-0123456789"
PRICE = Decimal("0.20")


@pytest.fixture
def codes() -> dict[str, int]:
    """Of each description that the service has heard, the code of its last picture."""
    return {}


@pytest.fixture
def services(codes: dict[str, int]) -> Iterator[Services]:
    drawn = iter(random.Random(14).sample(range(CODES), CODES))

    def code_for(asked: Asked) -> int:
        codes[described(asked)] = next(drawn)
        return codes[described(asked)]

    with Services({"/images/generations": pictures(code_for)}).serving() as found:
        yield found


@pytest.fixture(autouse=True)
def configured(
    services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    options = {"name": "painter", "url": f"{services.url}/v1", "model": "p-1", "key": KEY}
    options |= {"prices": {"pictures": PRICE}, "sizes": [(1024, 1024), (288, 512)]}
    entry = {"BACKEND": "projects.providers.picture.ImagesPainter", "OPTIONS": options}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"picture": {"painter": entry}}
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    monkeypatch.setattr(outside, "PATIENCE", 30.0)  # threads do not see what is not committed
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


@pytest.fixture
def spoken(project: Project, tmp_path: Path) -> Project:
    """Of two scenes, each described in other words, that are to be painted in the order that is
    set."""
    project.picture_by = ""
    project.save(update_fields=["picture_by"])
    written = fresh(write(project, 2))
    described_apart(written)
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    written.artifacts.update(seconds=1.2)
    return fresh(written)


def described_apart(project: Project) -> None:
    for scene in project.scene_list:
        scene.visual_description = f"操场 {scene.position}"
        scene.save(update_fields=["visual_description"])


def draw(project: Project) -> Project:
    """Have its clips made, as far as that goes without a person."""
    run_and_enqueue(lambda: fresh(project).start(SCENES))
    return on(project)


def on(project: Project) -> Project:
    free = (State.QUEUED, State.WAITING)
    while run := Run.objects.filter(project=project, state__in=free).first():
        work_on(run.pk, lambda: False)
    return fresh(project)


def only(project: Project) -> Project:
    project.picture_by = "painter"
    project.save(update_fields=["picture_by"])
    return project


def one_scene(project: Project) -> Project:
    project.scenes.filter(position=2).delete()
    return fresh(project)


def seen(project: Project, folder: Path) -> list[int]:
    """The codes in the clips of its scenes, in their order."""
    found = []
    for scene in project.scene_list:
        frame_at(Path(scene.clip.file.path), 0.6, folder / "seen.png", width=270)  # type: ignore[union-attr]
        with Image.open(folder / "seen.png") as frame:
            found.append(code_in(frame.convert("RGB")))
    return found


def test_each_clip_shows_the_picture_of_its_own_words_and_they_cost_once(
    spoken: Project, services: Services, codes: dict[str, int], tmp_path: Path
) -> None:
    made = draw(spoken)
    assert seen(made, tmp_path) == [codes["操场 1"], codes["操场 2"]]
    assert [scene.painted_by for scene in made.scene_list] == [{"name": "painter"}] * 2
    calls = PaidCall.objects.order_by("scene")
    assert [(each.kind, each.scene, each.units, each.price) for each in calls] == [
        ("picture", scene, {"pictures": 1}, PRICE) for scene in (1, 2)
    ]
    one, other = services.asked
    style = "\n\nDrawn as a soft watercolour"
    assert all(
        style in asked.json["prompt"] and asked.json["size"] == "288x512" for asked in (one, other)
    )
    assert KEY not in str(PaidCall.objects.values())
    # Another word that is said, another look of the captions: the pictures are there.
    made.scene_list[0].rewrite(subtitle="另一句")
    draw(made)
    # Another description is one more call, and the old one back is none.
    fresh(made).scene_list[0].rewrite(visual_description="沙池")
    assert costs.pending(fresh(made), SCENES).pictures == (1,)
    changed = draw(made)
    assert (len(services.asked), seen(changed, tmp_path)) == (3, [codes["沙池"], codes["操场 2"]])
    changed.scene_list[0].rewrite(visual_description="操场 1")
    draw(changed)
    assert len(services.asked) == 3


def test_a_person_pays_for_another_picture_of_one_scene(
    spoken: Project, services: Services, codes: dict[str, int], tmp_path: Path, alices: Client
) -> None:
    draw(one_scene(spoken))
    scene, first = fresh(spoken).scene_list[0], codes["操场 1"]
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert f'id="scene-{scene.pk}-painting-again"' in page
    assert f"CNY{NO_BREAK}0.20" in page
    alices.post(f"/projects/{spoken.pk}/scenes/{scene.pk}/again/painting/", HTTP_HX_REQUEST="true")
    made = on(spoken)
    assert len(services.asked) == 2
    assert seen(made, tmp_path) == [codes["操场 1"]] != [first]
    made.undo()
    assert seen(fresh(made), tmp_path) == [first]


def begun(project: Project, folder: Path) -> list[Attempt]:
    """At each of its scenes: they are all at work."""
    run_and_enqueue(lambda: fresh(project).start(SCENES))
    runs = Run.objects.filter(project=project).active().order_by("scene__position")
    claimed = [Run.claim(pk, worker="here") for pk in list(runs.values_list("pk", flat=True))]
    return [Attempt(run, folder, lambda: False) for run in claimed if run]


def codes_of(project: Project) -> list[int]:
    found = []
    for scene in fresh(project).scene_list:
        with Image.open(scene.painting.file.path) as picture:  # type: ignore[union-attr]
            found.append(code_in(picture.convert("RGB")))
    return found


def test_scenes_with_the_same_description_share_a_picture_until_one_wants_another(
    spoken: Project, services: Services, tmp_path: Path
) -> None:
    spoken.scenes.update(visual_description="操场")
    one, other = begun(spoken, tmp_path)
    assert costs.pending(fresh(spoken), SCENES).pictures == (1,)
    assert painting.paint(one) == {"name": "painter"}
    assert costs.pending(fresh(spoken), SCENES).pictures == ()
    assert painting.paint(other) == {"name": "painter"}  # both began before there was any
    assert len(services.asked) == PaidCall.objects.count() == 1
    first, second = codes_of(spoken)
    assert first == second
    fresh(spoken).artifacts.filter(scene=other.scene, kind="painting").delete()
    PaidCall.objects.update(state="used", body=b"")  # after a week
    other.run.refresh_from_db()
    painting.paint(Attempt(other.run, tmp_path, lambda: False))
    assert codes_of(spoken) == [first, first]
    spoken.scenes.update(painting_take=2)
    for attempt in (one, other):
        attempt.run.refresh_from_db()
        painting.paint(Attempt(attempt.run, tmp_path, lambda: False))
    assert len({first, *codes_of(spoken)}) == 3
    assert len(services.asked) == 3


@pytest.mark.full("it empties the database for its threads")
def test_a_scene_that_is_being_painted_takes_no_place(
    committed: None,
    spoken: Project,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.2)
    go_ahead = threading.Event()

    def slow(talk: Talk) -> None:
        go_ahead.wait(30)
        services.shapes["/images/generations"](talk)

    services.will(slow, slow)
    run_and_enqueue(lambda: fresh(spoken).start(SCENES))
    for run in Run.objects.active():
        work_on(run.pk, lambda: False)
        run.refresh_from_db()
        assert run.state == State.WAITING
    assert fresh(spoken).note["service"] == "painter"
    assert len(services.asked) == 2  # both wait side by side
    go_ahead.set()
    wait_until(lambda: {call.state for call in PaidCall.objects.all()} == {"answered"})
    assert [scene.painted_by for scene in on(spoken).scene_list] == [{"name": "painter"}] * 2
    assert len(services.asked) == 2


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.status(400, {"code": "InputTextSensitiveContentDetected"}), "refused"),
        (faults.text(200, b'{"data": []}', "application/json"), "refused"),
        (faults.status(402), "out_of_credit"),
        (faults.text(200, b'{"data": [{"b64_json": "aGVsbG8="}]}'), "service_answer"),
        (faults.text(200, b'{"data": [{"url": "http://169.254.1.1/x"}]}'), "service_elsewhere"),
        (faults.reset, "service_unknown"),
    ],
)
def test_a_fault_is_told_in_words_and_paid_no_more_than_once(
    fault: Any, reason: str, spoken: Project, services: Services
) -> None:
    services.will(fault)
    failed = draw(only(one_scene(spoken)))
    assert (failed.status, failed.error["code"]) == ("failed", reason)
    assert failed.error_message
    assert len(services.asked) == 1


def test_who_wants_one_service_alone_draws_here_by_one_click_if_that_cannot(
    spoken: Project, services: Services, alices: Client
) -> None:
    services.will(faults.status(401))
    failed = draw(only(one_scene(spoken)))
    assert failed.error.items() >= {"kind": "picture", "service": "painter"}.items()
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert "Draw all pictures here and go on" in page
    alices.post(f"/projects/{spoken.pk}/make-here/", {"kind": "picture"})
    made = on(spoken)
    assert (made.status, made.picture_by, len(services.asked)) == ("draft", "offline", 1)
    made.undo()
    assert fresh(made).picture_by == "painter"


def test_one_scene_that_a_service_refuses_is_drawn_here_and_says_why(
    spoken: Project, services: Services, program: Program, alices: Client
) -> None:
    services.will(faults.status(400, {"code": "InputTextSensitiveContentDetected"}))
    draw(only(spoken))
    where = f"/projects/{spoken.pk}"
    one, film = program("get", f"{where}/status")["data"]["remedies"]
    assert one["words"] == "Draw scene 2 here and go on"
    assert (one["scenes"], film["scenes"]) == ([2], [])
    program("post", f"{where}/make-here", {"kind": "picture", "scenes": [1]})
    assert program.status == 409
    program("post", f"{where}/make-here", {"kind": "picture", "scenes": [2]})
    made = on(spoken)
    told = {"name": "offline", "instead_of": "painter", "reason": "refused"}
    assert [scene.painted_by for scene in made.scene_list] == [{"name": "painter"}, told]
    assert len(services.asked) == 2
    page = alices.get(f"{where}/", headers=ENGLISH).content.decode()
    assert "painter has refused this picture" in page
    made.scene_list[1].rewrite(visual_description="沙池")
    assert costs.pending(fresh(made), SCENES).pictures == (2,)
    fresh(made).undo()
    assert costs.pending(fresh(made), SCENES).pictures == ()


def test_the_studio_draws_if_the_service_cannot_and_that_is_told(
    spoken: Project, services: Services, program: Program
) -> None:
    services.will(faults.status(401))
    made = draw(one_scene(spoken))
    told = {"name": "offline", "instead_of": "painter", "reason": "service_key"}
    assert (made.status, made.scene_list[0].painted_by) == ("draft", told)
    (scene,) = program("get", f"/projects/{spoken.pk}/status")["data"]["scriptData"]["scenes"]
    assert scene["pictureBy"] == {
        "name": "offline",
        "insteadOf": "painter",
        "reason": "service_key",
    }


def test_a_picture_that_an_answer_tells_the_address_of_is_fetched_and_what_is_none_paid_again(
    spoken: Project, services: Services, tmp_path: Path
) -> None:
    services.shapes["/images/generations"] = pictures(lambda _: 0, link=f"{services.url}/p.png")
    services.shapes["/p.png"] = file(b"<html>no picture</html>")
    failed = draw(only(one_scene(spoken)))
    assert failed.error["code"] == "service_answer"
    services.shapes["/p.png"] = file(coded(11, (288, 512)))
    run_and_enqueue(failed.retry)
    assert seen(on(failed), tmp_path) == [11]
    assert len([each for each in services.asked if each.method == "POST"]) == 2


def test_a_service_hears_the_description_and_nothing_of_whom_or_where(
    spoken: Project, services: Services, alice: User
) -> None:
    one = one_scene(spoken)
    one.phone, one.address, one.organization = "0571-8888 8888", "春风路1号", "小星星幼儿园"
    one.save(update_fields=["phone", "address", "organization"])
    Photo.objects.create(project=one, original_name="小明.jpg", file="x", consent_by=alice)
    scene = fresh(one).scene_list[0]
    scene.visual_description = (
        "小星星幼儿园 <b>门口</b> 春风路1号 138 0013 8000 a@b.cn\nhttps://x.cn"
    )
    scene.save(update_fields=["visual_description"])
    draw(one)
    (asked,) = services.asked
    assert described(asked) == "门口"
    assert "小明" not in asked.body.decode()


def test_what_a_service_cannot_do_is_not_offered(
    spoken: Project, alices: Client, program: Program, services: Services
) -> None:
    wide = BRIEF | {"platform": "bilibili", "pictureBy": "painter"}
    program("post", "/projects", wide)
    assert program.status == 422
    assert Project.objects.get(pk=program.create(pictureBy="painter")).picture_by == "painter"
    page = alices.get("/", headers=ENGLISH).content.decode()
    assert 'name="picture_by"' in page
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert 'id="setting-pictures"' in page
    spoken.platform = "bilibili"
    spoken.save(update_fields=["platform"])
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert 'id="setting-pictures"' not in page


def test_who_asks_for_no_service_pays_nothing_and_its_clips_stay(
    spoken: Project, services: Services, alices: Client
) -> None:
    alices.post(f"/projects/{spoken.pk}/pictures/", {"picture_by": "offline"})
    made = draw(one_scene(spoken))
    recipe = made.scene_list[0].clip_hash
    assert (services.asked, made.scene_list[0].painted_by) == ([], {})
    alices.post(f"/projects/{spoken.pk}/pictures/", {"picture_by": ""})
    assert fresh(made).scene_list[0].clip is None
    fresh(made).undo()
    assert fresh(made).scene_list[0].clip_hash == recipe


@pytest.mark.full("a whole film is made")
def test_a_film_shows_its_pictures_in_order(
    committed: None,
    spoken: Project,
    a_film: MadeFilm,
    half_size: Format,
    work: Callable[[], None],
    codes: dict[str, int],
    tmp_path: Path,
) -> None:
    described_apart(write(spoken, 3))
    given = a_film.give(spoken, "narration")
    run_and_enqueue(given.make_rest)
    work()
    film = fresh(spoken).film
    assert film
    begun, found = 0.0, []
    for scene in fresh(spoken).scene_list:
        frame_at(Path(film.file.path), begun + 1.5, tmp_path / "seen.png", width=270)
        begun += scene.clip.seconds  # type: ignore[union-attr]
        with Image.open(tmp_path / "seen.png") as frame:
            found.append(code_in(frame.convert("RGB")))
    assert found == [codes[f"操场 {number}"] for number in (1, 2, 3)]
