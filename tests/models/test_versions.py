"""Earlier takes can be seen, heard and brought back at no cost while they exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.jobs.cleanup import forget_old_takes
from projects.models import Artifact, NotReady, Photo, Project, Shot, costs
from projects.models.storage_limit import stored_of
from projects.providers.base import Script
from projects.steps.results import NewArtifact
from projects.timeline import EDIT, NARRATION, SCENES, Kind
from tests.support.programs import Program
from tests.support.projects import CONTENT, fresh, script

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store_of_its_own")]
ENGLISH = {"accept-language": "en"}


def make(project: Project, folder: Path) -> Project:
    """Make all that is missing, as the steps do."""
    for step in (NARRATION, SCENES, EDIT):
        project = fresh(project)
        for scene in project.missing(step):
            for kind in step.makes:
                path = folder / kind
                path.write_bytes(CONTENT)
                state = project.made_from(scene)
                made = NewArtifact(kind, project.recipe_of(step, scene), path, state=state)
                made.store(project)
                made.commit(project, scene)
    assert fresh(project).next_step() is None
    return fresh(project)


def version(project: Project, kind: str, number: int = 1) -> Any:
    """The version before the newest, by default."""
    scene = None if kind == "film" else project.scene_list[0]
    return project.versions(kind, scene)[number]


def test_an_earlier_narration_comes_back_with_its_words_and_nothing_is_made(
    written: Project, tmp_path: Path
) -> None:
    project = make(written, tmp_path)
    words = project.scene_list[0].narration
    project.scene_list[0].rewrite(narration="别的话。")
    project = make(project, tmp_path)
    old = version(project, "narration")
    assert (old.differs, old.can_return, old.words) == (("words",), True, words)
    assert costs.of(project, lambda trial: trial.restore_version(old.artifact.pk)).free
    project.restore_version(old.artifact.pk)
    after = fresh(project)
    assert after.scene_list[0].audio == old.artifact
    assert after.scene_list[0].caption == words
    after.undo()
    assert fresh(project).scene_list[0].narration == "别的话。"
    assert fresh(project).next_step() is None


def test_an_earlier_clip_comes_back_with_all_of_its_scene(written: Project, tmp_path: Path) -> None:
    project = make(written, tmp_path)
    before, film = project.scene_list[0].clip, project.film
    project.scene_list[0].rewrite(title="别的", narration="别的话。", visual_description="别的")
    with fresh(project).locked():
        fresh(project).scene_list[0].next_take("clip")
    project = make(project, tmp_path)
    old = version(project, "clip")
    assert old.artifact == before
    assert {"words", "take"} <= {*old.differs}
    assert costs.of(project, lambda trial: trial.restore_version(old.artifact.pk)).free
    project.restore_version(old.artifact.pk)
    assert (fresh(project).scene_list[0].clip, fresh(project).film) == (before, film)


def test_an_earlier_film_comes_back_with_its_scenes_and_settings(
    written: Project, tmp_path: Path
) -> None:
    project = make(written, tmp_path)
    film, order = project.film, [scene.pk for scene in project.scene_list]
    project.delete_scene(order[0])
    fresh(project).choose_voice("friendly_male")
    fresh(project).rename("别的片名")
    project = make(project, tmp_path)
    old = version(project, "film")
    assert old.artifact == film
    assert {"scenes", "voice"} <= {*old.differs}
    project.restore_version(old.artifact.pk)
    after = fresh(project)
    assert (after.film, [scene.pk for scene in after.scene_list]) == (film, order)
    assert after.next_step() is None
    after.undo()
    assert len(fresh(project).scene_list) == len(order) - 1


def test_a_version_says_who_has_made_it_and_a_film_brings_back_who_makes_what(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    project, by = make(written, tmp_path), {"made_by": {"name": "camera"}}
    film, (clip, *_) = project.film, [scene.clip for scene in project.scene_list]
    told = {"painted_by": {"name": "offline", "instead_of": "painter", "reason": "service_key"}}
    project.artifacts.filter(kind="clip").update(made_from=by | told)
    Project.objects.filter(pk=project.pk).update(video_by="", picture_by="", title="别的")
    make(fresh(project), tmp_path)
    old = version(fresh(project), "film")
    assert film and clip and old.artifact == film and "makers" in old.differs
    fresh(project).restore_version(film.pk)
    assert (fresh(project).video_by, fresh(project).picture_by) == ("offline", "offline")
    address = f"/projects/{project.pk}/versions/clip/?scene={clip.scene_id}"
    page = alices.get(address, headers=ENGLISH).content.decode()
    assert "filmed by camera" in page and "because painter could not" in page
    listed = Program(written.owner)("get", f"/projects/{project.pk}/versions")["data"]
    found = next(each for each in listed if each["id"] == str(clip.pk))
    names = [found[name] and found[name]["name"] for name in ("madeBy", "pictureBy", "stockBy")]
    assert names == ["camera", "offline", None]


def test_a_file_from_before_can_only_be_watched(written: Project, tmp_path: Path) -> None:
    project = make(written, tmp_path)
    Artifact.objects.update(state={})
    project.scene_list[0].rewrite(narration="别的话。")
    project = make(project, tmp_path)
    old = version(project, "narration")
    assert (old.can_return, old.differs, old.words) == (False, (), "")
    with pytest.raises(NotReady):
        project.restore_version(old.artifact.pk)
    with pytest.raises(Artifact.DoesNotExist):
        project.restore_version(project.pk)


def test_what_was_brought_back_stays_the_last_one_after_another_change(
    written: Project, tmp_path: Path
) -> None:
    project = make(written, tmp_path)
    first = project.scene_list[0].clip
    project.scene_list[0].rewrite(narration="别的话。")
    second = make(project, tmp_path).scene_list[0].clip
    assert first and second and first != second
    fresh(project).restore_version(first.pk)
    fresh(project).scene_list[0].rewrite(title="又一个")
    assert fresh(project).scene_list[0].stale_clip == first, "not the newest, which was not in use"
    fresh(project).undo()
    fresh(project).undo()
    assert fresh(project).scene_list[0].clip == second
    fresh(project).scene_list[0].rewrite(title="又一个")
    assert fresh(project).scene_list[0].stale_clip == second


def test_after_thirty_days_only_what_is_in_use_or_an_undo_needs_is_there(
    written: Project, tmp_path: Path
) -> None:
    project = make(written, tmp_path)
    first = project.scene_list[0]
    before = {kind: project.versions(kind, first)[0].artifact for kind in ("narration", "clip")}
    film = project.film
    first.rewrite(narration="别的话。")
    project = make(project, tmp_path)
    sweep = partial(forget_old_takes, timedelta(0))
    sweep()
    kept = {*Artifact.objects.values_list("pk", flat=True)}
    assert film and {film.pk, *(each.pk for each in before.values())} <= kept, "an undo needs them"
    project.history.all().delete()
    forget_old_takes()
    assert {*Artifact.objects.values_list("pk", flat=True)} == kept, "they are not old yet"
    sweep()
    gone = kept - {*Artifact.objects.values_list("pk", flat=True)}
    # The narration, the clip, and the film with all that belongs to it.
    assert len(gone) == 1 + 1 + len(EDIT.makes)
    assert {film.pk, *(each.pk for each in before.values())} <= gone
    assert fresh(project).next_step() is None
    Artifact.objects.filter(project=project).update(state={})
    fresh(project).scene_list[0].rewrite(narration="又一句。")
    sweep()
    assert fresh(project).scene_list[0].stale_clip, "a page shows the last one"


def film_and_paint(project: Project, folder: Path) -> tuple[Any, Any]:
    """What services make for its first scene, stored as the steps do."""
    scene, path = fresh(project).scene_list[0], folder / "made"
    path.write_bytes(CONTENT)
    made = []
    for kind, recipe in (
        (Kind.FOOTAGE, scene.footage_hash("camera")),
        (Kind.PAINTING, scene.painting_hash),
    ):
        state = scene.project.made_from(scene)
        made.append(NewArtifact(kind, recipe, path, made_from={"by": "camera"}, state=state))
        made[-1].store(project)
        made[-1].commit(project, scene)
    return tuple(Artifact.objects.order_by("-created_at")[:2])  # type: ignore[return-value]


@pytest.mark.parametrize("change", ["words", "owner's", "other makers"])
def test_what_services_have_made_is_forgotten_when_nobody_needs_it(
    change: str, written: Project, tmp_path: Path, settings: Any
) -> None:
    entry = {"BACKEND": "projects.providers.video.known.Ark"}
    settings.STUDIO_PROVIDERS = settings.STUDIO_PROVIDERS | {"video": {"camera": entry}}
    Project.objects.update(video_by="camera", picture_by="")
    before = stored_of(written.owner_id)
    old = {each.pk for each in film_and_paint(written, tmp_path)}
    assert stored_of(written.owner_id) == before + 2 * len(CONTENT)
    Artifact.objects.filter(pk__in=old).update(created_at=timezone.now() - timedelta(days=31))
    forget_old_takes()
    there = Artifact.objects.filter(pk__in=old)
    assert there.count() == 2, "they are shown, or an undo would show them"
    scene = fresh(written).scene_list[0]
    if change == "words":
        scene.rewrite(visual_description="一座桥")
        film_and_paint(written, tmp_path)
    elif change == "owner's":
        photo = Photo.objects.create(project=written, consent_by=written.owner, original_name="x")
        Shot.objects.create(scene=scene, photo=photo, position=1)
    else:
        Project.objects.update(video_by="offline", picture_by="offline")
    if change == "words":
        forget_old_takes()
        assert there.count() == 2, "an undo brings them back"
    written.history.all().delete()
    forget_old_takes()
    assert there.count() == 0
    assert stored_of(written.owner_id) == before + (2 * len(CONTENT) if change == "words" else 0)


def test_a_program_lists_the_versions_and_brings_one_back(
    written: Project, tmp_path: Path, program: Program
) -> None:
    project = make(written, tmp_path)
    old = project.scene_list[0].audio
    assert old
    project.scene_list[0].rewrite(narration="别的话。")
    make(project, tmp_path)
    where = f"/projects/{project.pk}/versions"
    listed = program("get", where)["data"]
    assert len(listed) == 4 + 4 + 2
    [found] = [each for each in listed if each["id"] == str(old.pk)]
    assert (found["kind"], found["sceneNumber"], found["inUse"]) == ("narration", 1, False)
    assert (found["canReturn"], found["differs"], found["by"]) == (True, ["words"], "")
    assert program.client.get(found["url"]).status_code == 200
    program("post", f"{where}/{old.pk}/restore")
    assert fresh(project).scene_list[0].audio == old
    assert program("get", where)["data"][0]["kind"]
    program("post", f"{where}/{project.pk}/restore")
    assert program.status == 404


@pytest.mark.usefixtures("collected_files")
def test_a_page_lists_the_versions_and_brings_one_back(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    project = make(written, tmp_path)
    page = reverse("project", args=[project.pk])
    assert "-voice-versions" not in alices.get(page).content.decode()
    project.scene_list[0].rewrite(narration="别的话。")
    project = make(project, tmp_path)
    assert alices.get(page).content.decode().count("-voice-versions") == 1
    scene, old = project.scene_list[0], version(project, "narration")
    address = reverse("versions", args=[project.pk, "narration"])
    listed = alices.get(f"{address}?scene={scene.pk}").content.decode()
    assert listed.count("<audio") == 2
    assert listed.count("hx-post") == 1
    assert alices.get(address).status_code == 404
    back = reverse("restore-version", args=[project.pk, old.artifact.pk])
    assert alices.post(back, HTTP_HX_REQUEST="true").status_code == 200
    assert fresh(project).scene_list[0].audio == old.artifact
    films = alices.get(reverse("versions", args=[project.pk, Kind.FILM])).content.decode()
    assert films.count("<video") == 2


def another_script(project: Project, name: str) -> Project:
    """As a job writes it."""
    said = [replace(each, narration=f"{name}。") for each in script(2).scenes]
    with project.locked():
        project.take_script(Script(name, "", tuple(said)), {"name": f"{name}-1"})
        project.touch()
    return project


@pytest.mark.usefixtures("collected_files")
def test_a_person_chooses_among_several_scripts_and_each_comes_back_with_its_files(
    alices: Client, project: Project, tmp_path: Path
) -> None:
    for name in ("甲", "乙", "丙"):
        project = make(another_script(project, name), tmp_path)
    assert [each.narrations[0] for each in project.earlier_scripts] == ["乙。", "甲。"]
    first = project.earlier_scripts[-1]
    project.scene_list[0].rewrite(narration="丙的别的话。")
    page = alices.get(f"/projects/{project.pk}/scripts/", headers=ENGLISH).content.decode()
    assert page.count("Use this script") == 2 and "<p>乙。</p>" in page
    assert 'id="script-earlier"' in alices.get(f"/projects/{project.pk}/").content.decode()
    assert costs.of(fresh(project), lambda trial: trial.use_script(first.number)).free
    alices.post(f"/projects/{project.pk}/scripts/{first.number}/use/")
    back = fresh(project)
    assert back.scene_list[0].narration == "甲。" and back.next_step() is None
    assert (back.script_made_by, back.status) == ({"name": "甲-1"}, "completed")
    # What was changed in the other one is still there, and can be chosen again; or undone.
    assert [each.narrations[0] for each in back.earlier_scripts] == ["丙的别的话。", "乙。"]
    program = Program(back.owner)
    where = f"/projects/{project.pk}/scripts"
    told = program("get", where)["data"]
    assert (told[0]["madeBy"]["name"], len(told[0]["narrations"])) == ("丙-1", 2)
    program("post", f"{where}/{told[0]['number']}/use")
    assert fresh(project).scene_list[0].narration == "丙的别的话。"
    with pytest.raises(NotReady):
        fresh(project).use_script(fresh(project).script_no)
    fresh(project).undo()
    assert fresh(project).scene_list[0].narration == "甲。"
    fresh(project).undo()
    assert fresh(project).scene_list[0].narration == "丙的别的话。"
