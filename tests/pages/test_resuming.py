"""Going on: what is offered, what a retry keeps and makes, and files that are lost afterwards."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from projects import steps
from projects.models import Artifact, NotReady, Project, Run
from projects.pages import regions
from projects.pages.resuming import offers_to
from projects.pages.steps.card import StepCard, card_of, plan_of
from projects.steps.scenes import local_uploads
from projects.timeline import Status, StepName, step_of
from tests.support.projects import finish, fresh, store, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected_files")]


@pytest.fixture
def written(project: Project) -> Project:
    return write(project, scenes=6)


@pytest.fixture
def filmed(written: Project, tmp_path: Path) -> Project:
    """A finished film of six scenes, with all its files in the store."""
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
        store(written, "clip", scene.clip_hash, tmp_path, scene)
    for kind in ("film", "cover", "srt", "vtt"):
        store(written, kind, written.film_hash, tmp_path)
    Project.objects.filter(pk=written.pk).update(status="completed", step="export", progress=100)
    return fresh(written)


def card(project: Project, name: str) -> StepCard:
    return card_of(fresh(project), step_of(name))


def narrated(project: Project, folder: Path, scenes: int, clips: int = 0) -> Project:
    for scene in fresh(project).scene_list[:scenes]:
        store(project, "narration", scene.narration_hash, folder, scene)
    for scene in fresh(project).scene_list[:clips]:
        store(project, "clip", scene.clip_hash, folder, scene)
    return fresh(project)


def fail(project: Project, step: str, *reasons: tuple[int, str]) -> Project:
    """Start the step and let these scenes (their numbers; 0 for no scene) fail."""
    codes = dict(reasons)
    for run in project.start(step_of(step)):
        claimed = Run.claim(run.pk, worker="test")
        assert claimed
        position = run.scene.position if run.scene else 0
        if position in codes:
            claimed.fail({"code": codes[position], "scene": position}, "Traceback: secret")
        else:
            claimed.succeed(lambda: None)
    return fresh(project)


def page_of(client: Client, project: Project, language: str = "en") -> str:
    address = reverse("project", args=[project.pk])
    return unescape(client.get(address, headers={"accept-language": language}).content.decode())


def plan(project: Project, language: str = "en") -> str:
    with override(language):
        return plan_of(fresh(project))


# The offer


def test_the_offer_says_which_project_which_step_and_what_is_made(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    narrated(written, tmp_path, 6, clips=3).start(step_of("scenes"))
    fresh(written).cancel()
    home = unescape(alices.get("/", headers={"accept-language": "zh-hans"}).content.decode())
    for words in (
        "发现未完成项目",
        "继续制作",
        "新建项目",
        "以后再说",
        written.name,
        "停在第 4 步",
    ):
        assert words in home
    assert "脚本 6 个场景 · 配音 6/6 · 画面 3/6" in home
    assert f'href="{reverse("project", args=[written.pk])}#step-scenes"' in home


def test_finished_running_and_foreign_projects_are_not_offered(
    carol: User, bob: User, brief: dict[str, Any]
) -> None:
    for values in (
        {"owner": bob},
        {"owner": carol, "status": "completed", "step": "export"},
        {"owner": carol, "status": "generating_audio", "step": "narration"},
    ):
        Project.objects.create(**brief | values)
    assert offers_to(carol.pk) == [], "also for an administrator, who sees them all"
    mine = Project.objects.create(owner=carol, **brief)
    assert [offer.project for offer in offers_to(carol.pk)] == [mine]


def test_the_newest_ten_are_offered_at_the_price_of_one(
    alice: User, brief: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        newest = Project.objects.create(owner=alice, **brief)
        newest.scenes.create(position=1, title="x", narration="x")
    with django_assert_max_num_queries(4):
        offers = offers_to(alice.pk)
    assert len(offers) == 10
    assert offers[0].project == newest


def test_a_brief_that_comes_back_with_a_problem_has_no_dialog_over_it(
    alices: Client, project: Project
) -> None:
    assert 'id="resume"' in alices.get("/").content.decode()
    assert 'id="resume"' not in alices.post("/", {"topic": ""}).content.decode()


# Cancel


def test_a_cancelled_step_stays_open_with_what_is_kept_and_what_remains(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    narrated(written, tmp_path, 6, clips=3).start(step_of("scenes"))
    fresh(written).cancel()
    after = fresh(written)
    assert (after.status, after.step, after.open_step.name) == ("draft", "narration", "scenes")
    page = page_of(alices, written)
    assert "Cancelled. 3 finished scenes are kept." in page
    assert "Make the remaining 3" in page
    assert "3 of 6 made" in page
    chinese = page_of(alices, written, "zh-hans")
    assert "已取消。已完成的 3 个画面已保留。" in chinese
    assert "继续生成剩余 3 个" in chinese


def test_going_on_after_a_cancel_makes_what_remains(written: Project, tmp_path: Path) -> None:
    narrated(written, tmp_path, 6, clips=3).start(step_of("scenes"))
    fresh(written).cancel()
    runs = list(fresh(written).retry())
    assert [run.scene.position for run in runs if run.scene] == [4, 5, 6]
    assert fresh(written).note == {"code": "queued"}


@pytest.mark.parametrize(
    ("step", "voices", "clips", "words", "button"),
    [
        ("script", 0, 0, "Cancelled. All that was there before is kept.", ""),
        ("narration", 2, 0, "Cancelled. 2 narrations are kept.", "Make the remaining 4"),
        ("narration", 0, 0, "Cancelled. All that was there before is kept.", "Record the narr"),
        ("scenes", 6, 0, "Cancelled. All that was there before is kept.", "Make the scenes"),
        ("edit", 6, 6, "Cancelled. All that was there before is kept.", "Merge the film"),
    ],
)
def test_every_step_says_after_a_cancel_how_to_go_on(
    alices: Client,
    written: Project,
    tmp_path: Path,
    step: str,
    voices: int,
    clips: int,
    words: str,
    button: str,
) -> None:
    narrated(written, tmp_path, voices, clips).start(step_of(step))
    fresh(written).cancel()
    assert card(written, step).is_current
    drawn = regions.of_timeline(fresh(written), "en")
    assert words in drawn[f"{step}-live"].html
    way_on = drawn[f"{step}-stop"].html
    assert button in way_on if button else not way_on.strip()
    page = page_of(alices, written)
    timeline = page.partition('<dialog id="board"')[0]
    assert timeline.count('class="button primary"') == 1, "one way on"


def test_nothing_has_failed_where_nothing_was_interrupted(written: Project) -> None:
    with pytest.raises(NotReady):
        written.retry()


# Retry, and a failed step


def test_a_retry_says_what_it_keeps_and_makes(written: Project, tmp_path: Path) -> None:
    narrated(written, tmp_path, 4)
    fail(fresh(written), "narration", (5, "voice_failed"), (6, "timed_out"))
    assert plan(written) == "Keeps 4 narrations, makes 2."
    narrated(fail_nothing(written), tmp_path, 6, clips=5)
    fail(fresh(written), "scenes", (6, "ffmpeg_failed"))
    assert plan(written) == "Keeps 5 clips, makes 1."
    assert plan(written, "zh-hans") == "保留 5 个画面，生成 1 个。"
    narrated(fail_nothing(written), tmp_path, 6, clips=6)
    fail(fresh(written), "edit", (0, "ffmpeg_failed"))
    assert plan(written) == "Keeps all clips, merges the film."


def fail_nothing(project: Project) -> Project:
    Project.objects.filter(pk=project.pk).update(status="draft", error={})
    return fresh(project)


def test_a_retry_of_the_script_keeps_what_is_there_until_the_new_one_is(project: Project) -> None:
    fail(project, "script", (0, "timed_out"))
    assert plan(project) == "The brief is kept."
    (run,) = fresh(project).retry()
    assert run.step == "script"


def test_a_merge_that_lost_a_clip_says_so_and_goes_all_the_way(filmed: Project) -> None:
    filmed.artifacts.filter(kind__in=["film", "cover"]).delete()
    project = fail(fresh(filmed), "edit", (0, "file_missing"))
    scene = project.scene_list[2]
    project.artifacts.filter(kind="clip", scene=scene).delete()
    assert plan(project) == "Keeps 5 clips, makes 1, then merges the film."
    (run,) = fresh(project).retry()
    assert (run.step, run.scene) == ("scenes", scene)
    assert [after.step for after in finish(run, lambda: remake(project, scene))] == ["edit"]


def remake(project: Project, scene: Any) -> None:
    Artifact.objects.create(
        project=project, scene=scene, kind="clip", input_hash=scene.clip_hash, size=1, file="x"
    )


def test_every_failed_scene_is_named_with_a_way_out(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    project = fail(written, "narration", (2, "voice_failed"), (5, "out_of_credit"))
    drawn = str(regions.of_timeline(project, "en")["narration-live"].html)
    assert "Scene 2: the voice could not speak" in unescape(drawn)
    assert "Scene 5: the service's credit is used up" in unescape(drawn)
    second = project.scene_list[1]
    assert f'href="#scene-{second.pk}-narration"' in drawn
    assert drawn.count("Edit the words of scene") == 1, "other words bring no credit"
    assert "Traceback" not in page_of(alices, project)
    narration = regions.of_timeline(project, "en")
    failed = [s.position for s in project.scene_list if failed_pill(narration, s)]
    assert failed == [2, 5]


def failed_pill(drawn: regions.Regions, scene: Any) -> bool:
    return "pill bad" in drawn[f"scene-{scene.pk}-voice"].html


def test_a_lost_photo_is_a_reason_of_its_own_and_the_card_a_way_out(
    alices: Client, written: Project, tmp_path: Path, alice: User
) -> None:
    narrated(written, tmp_path, 6, clips=5)
    scene = fresh(written).scene_list[5]
    photo = written.photos.create(consent_by=alice, original_name="a.jpg", file="projects/no.jpg")
    scene.show(photo)
    with (
        pytest.raises(Exception) as missing,
        local_uploads(scene.shot_list, tmp_path, lambda: None),
    ):
        pass
    run = Run(scene=scene)
    assert steps.reason_of(missing.value, run) == {"code": "photo_missing", "scene": 6}
    assert steps.is_hopeless({"code": "photo_missing"})
    project = fail(fresh(written), "scenes", (6, "photo_missing"))
    drawn = unescape(regions.of_timeline(project, "en")["scenes-live"].html)
    assert "Scene 6: its photo cannot be read" in drawn
    assert f'href="#scene-{scene.pk}-upload-{scene.shots_key}"' in drawn
    address = reverse("card", args=[project.pk, scene.pk])
    assert address in drawn
    alices.post(address, {"retry": "1"}, headers={"hx-request": "true"})
    after = fresh(project)
    assert (after.status, after.scene_list[5].shot_list) == (Status.GENERATING_VIDEO, [])
    assert [run.scene for run in after.runs.active()] == [scene]


def test_a_damaged_photo_is_not_used(written: Project, tmp_path: Path, alice: User) -> None:
    path = Path(tmp_path / "p.jpg")
    path.write_bytes(b"not what was stored")
    photo = written.photos.create(consent_by=alice, sha256="0", original_name="a.jpg")
    with path.open("rb") as file:
        photo.file.save("p.jpg", file)
    scene = written.scene_list[0]
    scene.show(photo)
    with (
        pytest.raises(Exception) as missing,
        local_uploads(scene.shot_list, tmp_path, lambda: None),
    ):
        pass
    assert steps.reason_of(missing.value, Run(scene=scene))["code"] == "photo_missing"


# Files that are lost after they were made


def lose(project: Project, kind: str, scene: Any = None) -> Artifact:
    found = project.artifacts.get(kind=kind, **({"scene": scene} if scene else {}))
    Path(found.file.path).unlink()
    return found


@pytest.mark.parametrize("way", ["player", "download"])
def test_a_lost_film_is_noticed_said_and_made_again_alone(
    alices: Client, filmed: Project, way: str
) -> None:
    film = lose(filmed, "film")
    address = (
        reverse("artifact", args=[filmed.pk, film.pk])
        if way == "player"
        else reverse("download", args=[filmed.pk, "film"])
    )
    assert alices.get(address).status_code == 404
    after = fresh(filmed)
    assert (after.status, after.open_step.name) == (Status.DRAFT, StepName.EDIT)
    assert after.revision > filmed.revision, "open pages look"
    page = page_of(alices, filmed)
    assert "The stored film could not be read." in page
    assert "Keeps all clips, merges the film." in page
    clips = set(filmed.artifacts.filter(kind="clip").values_list("pk", flat=True))
    (run,) = after.retry()
    assert run.step == StepName.EDIT
    assert not fresh(filmed).make_all
    assert set(filmed.artifacts.filter(kind="clip").values_list("pk", flat=True)) == clips


def test_a_cut_film_counts_as_lost(alices: Client, filmed: Project) -> None:
    film = filmed.artifacts.get(kind="film")
    Path(film.file.path).write_bytes(b"0123")
    assert alices.get(reverse("artifact", args=[filmed.pk, film.pk])).status_code == 404
    assert fresh(filmed).status == Status.DRAFT


def test_a_lost_clip_of_a_finished_film_is_made_again_when_asked(
    alices: Client, filmed: Project
) -> None:
    scene = filmed.scene_list[2]
    clip = lose(filmed, "clip", scene)
    alices.get(reverse("artifact", args=[filmed.pk, clip.pk]))
    after = fresh(filmed)
    assert after.status == Status.COMPLETED, "the film is there"
    assert not after.runs.exists(), "nothing is made before somebody asks"
    page = page_of(alices, filmed)
    assert "The stored clip of scene 3 could not be read." in page
    assert "Keeps 5 clips, makes 1." in page
    (run,) = after.retry()
    assert run.scene == scene
    assert finish(run, lambda: remake(filmed, scene)) == []
    assert fresh(filmed).status == Status.COMPLETED


def test_a_lost_narration_and_clip_are_both_made_again_at_one_click(
    alices: Client, filmed: Project
) -> None:
    scene = filmed.scene_list[0]
    for kind in ("clip", "narration"):
        lost = lose(filmed, kind, scene)
        alices.get(reverse("artifact", args=[filmed.pk, lost.pk]))
    assert plan(filmed) == "Keeps 5 narrations, makes 1, then keeps 5 clips, makes 1."
    assert [run.step for run in fresh(filmed).retry()] == ["narration"]


def test_a_retry_with_nothing_to_make_says_so(filmed: Project) -> None:
    failed = {"status": Status.FAILED, "step": "narration", "error": {"code": "timed_out"}}
    Project.objects.filter(pk=filmed.pk).update(**failed)
    with override("en"):
        assert plan_of(fresh(filmed)) == "All of it is there already: nothing is made again."
    assert list(fresh(filmed).retry()) == []
    assert fresh(filmed).status == Status.COMPLETED


def test_a_lost_cover_leaves_the_film_finished(alices: Client, filmed: Project) -> None:
    cover = lose(filmed, "cover")
    alices.get(reverse("artifact", args=[filmed.pk, cover.pk]))
    assert fresh(filmed).status == Status.COMPLETED
    assert "The stored cover or captions of the film" in page_of(alices, filmed)
    assert [run.step for run in fresh(filmed).retry()] == ["edit"]


def test_a_storage_that_is_away_loses_nothing(alices: Client, filmed: Project) -> None:
    film = filmed.artifacts.get(kind="film")
    folder = Path(default_storage.path("projects"))
    folder.rename(folder.with_name("unplugged"))
    try:
        assert alices.get(reverse("artifact", args=[filmed.pk, film.pk])).status_code == 404
    finally:
        folder.with_name("unplugged").rename(folder)
    assert fresh(filmed).status == Status.COMPLETED
    assert filmed.artifacts.filter(kind="film").exists()


def test_while_jobs_work_a_lost_file_is_theirs_to_find(alices: Client, filmed: Project) -> None:
    clip = lose(filmed, "clip", filmed.scene_list[0])
    fresh(filmed).another_take("clip", position=2)
    alices.get(reverse("artifact", args=[filmed.pk, clip.pk]))
    assert filmed.artifacts.filter(pk=clip.pk).exists()


def test_every_region_has_its_own_ids(alices: Client, filmed: Project) -> None:
    page = page_of(alices, filmed)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
