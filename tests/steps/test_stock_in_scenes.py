"""Free videos and photos of a library: the best that fits a scene, never the same twice, and always
with the name of whoever has made it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from projects import providers
from projects.api.representation import still_urls
from projects.files.duplicating import duplicate
from projects.jobs.execution import work_on
from projects.jobs.queue import run_and_enqueue
from projects.jobs.stock_lookups import STOCK_LOOKUPS
from projects.media.film import frame_at
from projects.media.formats import Format
from projects.models import PaidCall, Project, Run, StockLookup
from projects.providers.wire import again
from projects.steps import outside
from projects.timeline import SCENES, State
from tests.support.made_film import MadeFilm
from tests.support.programs import Program
from tests.support.projects import fresh, store, write
from tests.support.services import Services, faults
from tests.support.services.pictures import code_in
from tests.support.services.server import KEY
from tests.support.services.stock import Stocked, pexels, words_in

pytestmark = [pytest.mark.by_turns, pytest.mark.usefixtures("collected_files", "half_size")]
ENGLISH = {"accept-language": "en"}
STOCKED: dict[str, Sequence[Stocked]] = {}


@pytest.fixture(scope="module")
def server() -> Iterator[Services]:
    with Services(dict(pexels(lambda words: STOCKED.get(words, [])))).serving() as found:
        yield found


@pytest.fixture
def services(server: Services) -> Services:
    server.asked.clear()
    server.faults.clear()
    STOCKED.clear()
    STOCKED["操场"] = [Stocked(number) for number in (11, 27, 38, 45)]
    return server


@pytest.fixture(autouse=True)
def configured(
    services: Services, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    options = {"name": "pexels", "url": f"{services.url}/v1", "key": KEY}
    entry = {"BACKEND": "projects.providers.stock.Pexels", "OPTIONS": options}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"stock": {"pexels": entry}}
    monkeypatch.setattr(again, "rest", lambda seconds, beat: beat())
    monkeypatch.setattr(outside, "PATIENCE", 30.0)  # threads do not see what is not committed
    providers._provider.cache_clear()
    yield
    providers._provider.cache_clear()


@pytest.fixture
def spoken(project: Project, tmp_path: Path) -> Project:
    """Of two scenes that are described in the same words, and are to show stock."""
    project.stock_by = "pexels"
    project.save(update_fields=["stock_by"])
    written = fresh(write(project, 2))
    written.scenes.update(visual_description="操场", title="外面")
    for scene in fresh(written).scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
    written.artifacts.update(seconds=1.2)
    return fresh(written)


def one_scene(project: Project) -> Project:
    project.scenes.filter(position=2).delete()
    return fresh(project)


def draw(project: Project) -> Project:
    run_and_enqueue(lambda: fresh(project).start(SCENES))
    return on(project)


def on(project: Project) -> Project:
    free = (State.QUEUED, State.WAITING)
    while run := Run.objects.filter(project=project, state__in=free).first():
        work_on(run.pk, lambda: False)
    return fresh(project)


def seen(project: Project, folder: Path) -> list[int]:
    """The codes in the clips of its scenes, in their order."""
    found = []
    for scene in project.scene_list:
        frame_at(Path(scene.clip.file.path), 0.6, folder / "seen.png", width=270)  # type: ignore[union-attr]
        with Image.open(folder / "seen.png") as frame:
            found.append(code_in(frame.convert("RGB")))
    return found


def test_each_scene_shows_the_best_that_no_other_one_shows_and_says_whose_it_is(
    spoken: Project, services: Services, program: Program, tmp_path: Path
) -> None:
    made = draw(spoken)
    assert sorted(seen(made, tmp_path)) == [11, 27]
    searches = [asked for asked in services.asked if words_in(asked)]
    assert len(searches) == 1  # both looked for the same
    (call,) = PaidCall.objects.all()
    assert (call.kind, call.units, call.price) == ("stock", {"searches": 1.0}, 0)
    assert KEY not in json.dumps([*PaidCall.objects.values("detail", "units", "headers", "key")])
    offered = [
        [each.made_from["key"].removeprefix("pexels:video-") for each in scene.stock_candidates]
        for scene in made.scene_list
    ]
    assert sorted(offered) == [["11", "27", "38"], ["27", "38", "45"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"操场": []}, []),
        pytest.param(
            {"外面": [Stocked(52, False)]}, [52], marks=pytest.mark.full("it makes a clip")
        ),
    ],
)
def test_fewer_words_find_more_and_without_anything_the_studio_draws_and_says_so(
    words: dict[str, Any],
    found: list[int],
    spoken: Project,
    services: Services,
    program: Program,
    tmp_path: Path,
) -> None:
    STOCKED.clear()
    STOCKED.update(words)
    made = draw(one_scene(spoken))
    assert made.status == "draft"
    if found:
        assert seen(made, tmp_path) == found
    else:
        (scene,) = program("get", f"/projects/{spoken.pk}/status")["data"]["scriptData"]["scenes"]
        told = {"name": "offline", "insteadOf": "pexels", "reason": "stock_nothing"}
        assert (scene["stockBy"], scene["credit"]) == (told, None)
    assert {words_in(asked) for asked in services.asked} - {""} == {"操场", "外面"}


@pytest.mark.full("it makes clips")
@pytest.mark.parametrize(
    ("fault", "reason"), [(faults.status(401), "service_key"), (faults.reset, None)]
)
def test_a_fault_is_told_in_words_and_what_is_free_is_asked_again(
    fault: Any, reason: str | None, spoken: Project, services: Services, tmp_path: Path
) -> None:
    STOCKED["操场"] = [Stocked(52, is_video=False)]
    services.will(fault)
    made = draw(one_scene(spoken))
    if reason:
        assert (made.status, made.error["code"]) == ("failed", reason)
    else:
        assert seen(made, tmp_path) == [52]


def test_a_full_library_is_left_alone_until_it_may_be_asked_again(
    spoken: Project, services: Services
) -> None:
    services.will(faults.status(429))
    run_and_enqueue(lambda: one_scene(spoken).start(SCENES))
    run = Run.objects.active().get()
    work_on(run.pk, lambda: False)
    run.refresh_from_db()
    assert (run.state, run.waits["code"]) == (State.WAITING, "service_rests")


@pytest.mark.full("it makes clips")
def test_what_is_broken_or_gone_gives_way_to_the_next(
    spoken: Project, services: Services, tmp_path: Path
) -> None:
    STOCKED["操场"] = [Stocked(number, is_video=False) for number in (11, 27)]
    one = one_scene(spoken)
    run_and_enqueue(lambda: one.start(SCENES))
    # Two searches by two words each, two small pictures, and the first photo.
    services.will(*[None] * 6, faults.text(200, b"<html>", "image/jpeg"))
    assert seen(on(one), tmp_path) == [27]


def test_a_library_hears_a_few_words_and_nothing_of_whom_or_where(
    spoken: Project, services: Services
) -> None:
    one = one_scene(spoken)
    one.phone, one.address, one.organization = "0571-8888 8888", "春风路1号", "小星星幼儿园"
    one.save(update_fields=["phone", "address", "organization"])
    scene = fresh(one).scene_list[0]
    scene.visual_description = (
        "小星星幼儿园门口，春风路1号，138 0013 8000 a@b.cn 王小明老师 https://x.cn 5月18日"
    )
    scene.title = "小星星幼儿园"
    scene.save(update_fields=["visual_description", "title"])
    assert fresh(one).scene_list[0].stock_searches == ["门口 老师"]
    scene.stock_words = "花园 0571-8888 8888"
    scene.save(update_fields=["stock_words"])
    assert fresh(one).scene_list[0].stock_searches == ["花园"]


def test_what_a_model_would_look_for_goes_first_until_the_scene_is_described_anew(
    spoken: Project,
) -> None:
    spoken.scenes.update(search_words="滑梯 孩子 5月18日 王小明老师")
    scene = fresh(spoken).scene_list[0]
    assert scene.stock_searches == ["滑梯 孩子 老师", "操场", "外面"]
    scene.rewrite(narration="别的话。")
    assert fresh(spoken).scene_list[0].stock_searches[0] == "滑梯 孩子 老师"
    scene.rewrite(visual_description="沙池")
    assert fresh(spoken).scene_list[0].stock_searches == ["沙池", "外面"]
    fresh(spoken).undo()
    assert fresh(spoken).scene_list[0].stock_searches[0] == "滑梯 孩子 老师"


@pytest.mark.full("it makes clips")
def test_who_shows_something_of_their_own_or_wants_no_stock_asks_nobody(
    spoken: Project, services: Services, alices: Client
) -> None:
    alices.post(f"/projects/{spoken.pk}/stock/", {"stock_by": "offline"})
    made = fresh(draw(one_scene(spoken)))
    assert (services.asked, made.scene_list[0].stock_found_by) == ([], {})
    recipe = made.scene_list[0].clip_hash
    alices.post(f"/projects/{spoken.pk}/stock/", {"stock_by": ""})
    assert fresh(made).scene_list[0].clip is None
    fresh(made).undo()
    assert fresh(made).scene_list[0].clip_hash == recipe


def credited(spoken: Project, program: Program, alices: Client) -> None:
    told = program("get", f"/projects/{spoken.pk}/status")["data"]
    (scene,) = told["scriptData"]["scenes"]
    assert scene["stockBy"] == {"name": "pexels", "insteadOf": None, "reason": None}
    assert scene["credit"] == {
        "scene": 1,
        "isVideo": False,
        "words": "Photo by Mia Müller on Pexels",
        "author": "Mia Müller",
        "authorPage": "https://www.pexels.com/@mia",
        "page": "https://www.pexels.com/photo/11/",
        "library": "Pexels",
        "licence": "Pexels License",
        "licencePage": "https://www.pexels.com/license/",
    }
    assert told["credits"] == [scene["credit"]]
    page = alices.get(f"/projects/{spoken.pk}/", headers=ENGLISH).content.decode()
    assert page.count('href="https://www.pexels.com/photo/11/"') == 1
    text = alices.get(f"/projects/{spoken.pk}/download/credits/", headers=ENGLISH)
    assert "Scene 1: Photo by Mia Müller on Pexels · https://www" in text.content.decode(
        "utf-8-sig"
    )


def test_a_person_sees_whose_it_is_takes_another_one_or_none_and_undoes_that_without_a_call(
    spoken: Project, services: Services, alices: Client, program: Program, tmp_path: Path
) -> None:
    STOCKED["操场"] = [Stocked(number, is_video=False) for number in (11, 27, 38, 45)]
    made = draw(one_scene(spoken))
    credited(spoken, program, alices)
    scene = made.scene_list[0]
    address = f"/projects/{spoken.pk}/scenes/{scene.pk}/stock/"
    dialog = alices.get(address, headers=ENGLISH).content.decode()
    assert dialog.count("Mia Müller") == 3
    assert 'value="pexels:photo-27"' in dialog
    assert services.url not in dialog  # nothing is shown from the library's own host
    calls = len(services.asked)
    alices.post(f"{address}take/", {"choice": "pexels:photo-99"})
    alices.post(f"{address}take/", {"choice": "pexels:photo-27"})
    taken = fresh(made).scene_list[0]
    assert (taken.stock_choice, taken.clip) == ("pexels:photo-27", None)
    assert taken.stock_seen and taken.stock_seen.kind == "candidate"
    assert len(services.asked) == calls
    assert seen(draw(made), tmp_path) == [27]
    alices.post(f"{address}take/", {"choice": "none"})
    assert fresh(made).scene_list[0].stock_recipe == {}
    assert fresh(made).undo().what["code"] == "scene_stock"
    assert seen(fresh(made), tmp_path) == [27]
    fresh(made).undo()
    assert seen(fresh(made), tmp_path) == [11]
    where = f"/projects/{spoken.pk}/scenes/1/stock"
    told = program("get", where)["data"]
    assert (told["choice"], told["shown"], told["searches"]) == (
        "",
        "pexels:photo-11",
        ["操场", "外面"],
    )
    assert [each["id"] for each in told["candidates"]][1] == "pexels:photo-27"
    program("put", where, {"choice": "pexels:photo-27"})
    assert seen(fresh(made), tmp_path) == [27]
    assert len(services.asked) == calls + 1  # the file of the second, once


@pytest.mark.full("it makes clips")
def test_a_person_looks_by_words_of_their_own(
    spoken: Project, services: Services, alices: Client, program: Program, tmp_path: Path
) -> None:
    STOCKED["操场"] = STOCKED["滑梯"] = [Stocked(11, False)]
    STOCKED["沙池"] = [Stocked(27, False)]
    made = draw(one_scene(spoken))
    scene = made.scene_list[0]
    look = f"/projects/{spoken.pk}/scenes/{scene.pk}/stock/look/"
    alices.post(look, {"words": " 沙池 "})
    assert seen(on(made), tmp_path) == [27]
    assert alices.post(look, {"words": "沙池"}, HTTP_HX_REQUEST="true").status_code == 422
    asked = len(services.asked)
    program("post", f"/projects/{spoken.pk}/scenes/1/stock/search", {})
    assert seen(on(made), tmp_path) == [11]
    program("post", f"/projects/{spoken.pk}/scenes/1/stock/search", {"words": "滑梯"})
    assert seen(on(made), tmp_path) == [11]
    # Two searches and a small picture: what the film has already is not fetched again.
    assert len(services.asked) == asked + 3


@pytest.mark.full("a clip is made")
def test_who_tries_again_asks_for_no_search_again_before_a_day_is_over(
    spoken: Project, services: Services, tmp_path: Path
) -> None:
    STOCKED["操场"] = [Stocked(11, False), Stocked(27, False), Stocked(38, False)]
    one = one_scene(spoken)
    run_and_enqueue(lambda: one.start(SCENES))
    services.will(*[None] * 5, *[faults.status(500)] * 5)  # two searches, three small pictures
    failed = on(one)
    assert (failed.status, failed.error["code"]) == ("failed", "service_broken")
    run_and_enqueue(failed.retry)
    assert seen(on(failed), tmp_path) == [11]
    assert len([each for each in services.asked if words_in(each)]) == 2
    copy = duplicate(fresh(one), one.owner)
    assert [scene.stock_key for scene in copy.scene_list] == ["pexels:photo-11"]
    assert len(copy.scene_list[0].stock_candidates) == 3
    PaidCall.objects.update(ended_at=timezone.now() - timedelta(hours=25))
    fresh(one).scenes.update(clip_take=2)
    fresh(one).artifacts.filter(kind__startswith="stock").delete()
    draw(one)
    assert len([each for each in services.asked if words_in(each)]) == 4
    # A worker has died while it asked: a search costs nothing, so it is made again.
    PaidCall.objects.filter(state="answered").update(state="unknown", body=b"")
    fresh(one).scenes.update(clip_take=3)
    fresh(one).artifacts.filter(kind__startswith="stock").delete()
    assert draw(one).scene_list[0].stock
    # What was taken or is offered stays; what nobody can bring back goes after a month.
    fresh(one).scenes.update(stock_words="沙池")
    fresh(one).history.all().delete()
    fresh(one).forget_old_takes(timezone.now() + timedelta(days=1))
    assert not fresh(one).artifacts.filter(kind__in=("candidate", "stock_photo"))


@pytest.mark.full("a whole film is made")
def test_a_film_shows_its_stock_in_order_and_keeps_whose_it_is(
    committed: None,
    spoken: Project,
    a_film: MadeFilm,
    half_size: Format,
    work: Callable[[], None],
    services: Services,
    alices: Client,
    tmp_path: Path,
) -> None:
    scenes = write(spoken, 3).scenes
    for number in (1, 2, 3):
        STOCKED[f"花园 {number}"] = [Stocked(7 * number, is_video=number == 2)]
        scenes.filter(position=number).update(stock_words=f"花园 {number}")
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
    assert found == [7, 14, 21]
    (still,) = still_urls(fresh(spoken).scene_list[1])
    assert alices.get(still).status_code == 200
    assert [each["scene"] for each in film.made_from["credits"]] == [1, 2, 3]
    text = alices.get(f"/projects/{spoken.pk}/download/credits/").content.decode("utf-8-sig")
    assert text.count("Mia Müller") == 3
    alices.post(f"/projects/{spoken.pk}/stock/", {"stock_by": "offline"})
    text = alices.get(f"/projects/{spoken.pk}/download/credits/").content.decode("utf-8-sig")
    assert text.count("Mia Müller") == 3  # those of the film that there is


def work_on_lookup() -> StockLookup:
    asked = StockLookup.objects.get()
    STOCK_LOOKUPS.work_on(asked.pk, 1, lambda: False)
    return StockLookup.objects.get()


def test_a_person_sees_what_there_is_and_chooses_before_a_scene_is_made(
    spoken: Project, services: Services, alices: Client, program: Program
) -> None:
    STOCKED["沙池"] = [Stocked(number, is_video=False) for number in (11, 27, 38, 45)]
    one = one_scene(spoken)
    one.artifacts.all().delete()  # nothing is spoken either
    address = f"/projects/{one.pk}/scenes/{one.scene_list[0].pk}/stock/"

    def shown(where: str = "") -> str:
        return alices.get(f"{address}{where}", headers=ENGLISH).content.decode()

    assert "Nothing is found yet" in shown() and not services.asked, "a page asks nobody"
    answer = alices.post(f"{address}lookup/", {"words": " 沙池 "}, HTTP_HX_REQUEST="true")
    assert (answer.status_code, services.asked) == (200, [])
    assert alices.get(f"{address}found/").status_code == 204, "it goes on"
    assert work_on_lookup().state == "found"
    dialog = shown("found/")
    assert dialog.count("Mia Müller") == 3 and "Found by “沙池”" in dialog
    assert "Make the scene with the best" not in shown()
    scene = fresh(one).scene_list[0]
    assert (scene.stock_words, scene.stock_candidates) == ("", []), "it changes nothing"
    # Two searches, and three small pictures: no file before it is shown in a film.
    asked = len(services.asked)
    assert asked == 5 and not one.artifacts.exclude(kind="candidate").exists()
    alices.post(f"{address}take/", {"choice": "pexels:photo-27"})
    scene = fresh(one).scene_list[0]
    assert (scene.stock_words, scene.stock_choice) == ("沙池", "pexels:photo-27")
    assert scene.stock_seen and len(scene.stock_candidates) == 3
    assert fresh(one).undo().what["code"] == "scene_stock"
    scene = fresh(one).scene_list[0]
    assert (scene.stock_words, scene.stock_choice) == ("", "")
    where = f"/projects/{one.pk}/scenes/1/stock"
    assert program("get", where)["data"]["lookup"]["candidates"][1]["id"] == "pexels:photo-27"
    # Its own words, by a program; the same again costs no call within a day.
    told = program("post", f"{where}/lookup", {"words": "操场"})["data"]
    assert (told["lookup"]["state"], told["lookup"]["words"]) == ("waiting", "")
    assert work_on_lookup().state == "found"
    assert len(program("get", where)["data"]["candidates"]) == 3
    searches = [each for each in services.asked if words_in(each)]
    program("post", f"{where}/lookup", {})
    assert work_on_lookup().state == "found"
    assert [each for each in services.asked if words_in(each)] == searches


def test_who_looks_in_vain_is_told_why(spoken: Project, services: Services, alices: Client) -> None:
    one = one_scene(spoken)
    scene = one.scene_list[0]
    address = f"/projects/{one.pk}/scenes/{scene.pk}/stock/"
    for fault, words in ((None, "has nothing that fits"), (faults.status(401), "key")):
        services.faults.clear()
        services.will(*[fault] if fault else [])
        alices.post(f"{address}lookup/", {"words": f"月亮 {words[0]}"})
        assert work_on_lookup().state == "failed"
        assert words in alices.get(f"{address}found/", headers=ENGLISH).content.decode()
    assert fresh(one).scene_list[0].stock_words == ""
    StockLookup.objects.update(state="waiting", losses=2)
    STOCK_LOOKUPS._lose(StockLookup.objects.get())
    assert StockLookup.objects.get().reason == {"code": "worker_lost"}
    alices.post(f"/projects/{one.pk}/stock/", {"stock_by": "offline"})
    refused = alices.post(f"{address}lookup/", {"words": "月亮"}, HTTP_HX_REQUEST="true")
    assert refused.status_code == 422
