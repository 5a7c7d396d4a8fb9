"""A script that is written from the photos and clips of a project has a place for each of them."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from projects.models import NotReady, Project
from projects.models.project.from_material import MaterialPlan
from projects.pages.shelf import shelf
from projects.providers import script_writer
from projects.vocabulary import Duration
from tests.support.programs import Program
from tests.support.working import Working

pytestmark = pytest.mark.django_db


def send(project: Project, photos: int, clips: int = 0) -> None:
    said: dict[str, Any] = {"consent_by": project.owner, "file": "projects/a"}
    for manager, count, more in (
        (project.photos, photos, {"original_name": "a.jpg"}),
        (project.own_clips, clips, {"original_name": "a.mp4", "seconds": 7.5}),
    ):
        manager.bulk_create(manager.model(project=project, **more, **said) for _ in range(count))


def written_by_a_job(project: Project) -> Project:
    """As the job of the script does it."""
    wanted = Project.objects.get(pk=project.pk)
    estimate = wanted.estimate
    script = script_writer().write(wanted.for_writer, seed=1, estimate=estimate, work=Working())
    with wanted.locked():
        wanted.take_script(script)
        wanted.touch()
    return Project.objects.get(pk=project.pk)


def test_all_of_it_is_in_the_new_script_and_undo_brings_back_the_old_one(written: Project) -> None:
    send(written, photos=12, clips=2)
    first = written.scene_list[0]
    written.put_into(first.pk, [written.material[3].pk])
    written.write_from_material()
    assert written.running
    assert len(written.for_writer.material) == 14
    assert [each.seconds for each in written.for_writer.material if each.is_video] == [7.5, 7.5]
    made = written_by_a_job(written)
    assert made.unused_material == []
    assert sum(len(scene.shot_list) for scene in made.scene_list) == 14
    assert not made.from_material, "the next one is written from the brief alone"
    assert made.for_writer.material == ()
    made.cancel()
    made.undo()
    old = Project.objects.get().scene_list
    assert [len(scene.shot_list) for scene in old] == [1, 0, 0]
    assert old[0].pk == first.pk


def test_without_material_there_is_nothing_to_write_from(written: Project) -> None:
    with pytest.raises(NotReady):
        written.write_from_material()


def test_a_cancelled_wish_is_over(written: Project) -> None:
    send(written, photos=3)
    written.write_from_material()
    written.cancel()
    assert Project.objects.get().for_writer.material == ()


def test_another_length_is_a_change_of_the_brief_that_can_be_undone(written: Project) -> None:
    send(written, photos=25)
    plan = written.plan_for(written.material)
    assert (plan.seconds, plan.duration) == (48, Duration.MEDIUM)
    Project.objects.get().write_from_material(plan.seconds)
    made = written_by_a_job(written)
    assert made.seconds == 48
    made.cancel()
    made.undo()
    made.undo()
    assert Project.objects.get().seconds == written.seconds == 20


@pytest.mark.parametrize(
    ("photos", "clips", "points", "seconds", "plan"),
    [
        (0, 0, 3, 25, MaterialPlan(0, 0)),
        (12, 2, 1, 25, MaterialPlan(14, 14, most=14)),
        (16, 0, 3, 25, MaterialPlan(16, 16, most=16)),
        (30, 0, 3, 25, MaterialPlan(30, 18, 48, 30)),
        (35, 0, 4, 25, MaterialPlan(35, 18, 56, 35)),
        (60, 0, 3, 25, MaterialPlan(60, 18, 48, 30, lacks_points=True)),
        (36, 0, 4, 48, MaterialPlan(36, 36, most=36)),
        (40, 0, 3, 100, MaterialPlan(40, 30, most=30, lacks_points=True)),
        (40, 0, 5, 100, MaterialPlan(40, 40, most=40)),
        (199, 0, 40, 100, MaterialPlan(199, 180, most=180)),
    ],
)
def test_what_has_no_room_is_said_before(
    project: Project, photos: int, clips: int, points: int, seconds: int, plan: MaterialPlan
) -> None:
    send(project, photos, clips)
    project.key_points = "\n".join(f"第{number}个节目" for number in range(points))
    project.seconds = seconds
    assert project.plan_for(project.material) == plan


def test_a_program_can_do_so_too(program: Program, written: Project) -> None:
    where = f"/projects/{written.pk}/script/from-material"
    assert program("post", where)["message"]
    assert program.status == 409
    send(written, photos=25)
    told = program("get", where)["data"]
    assert told == {"count": 25, "fits": 18, "seconds": 48, "most": 25, "lacksPoints": False}
    program("post", where, {"seconds": 48})
    assert program.status == 202
    found = Project.objects.get()
    assert (found.seconds, found.from_material, found.running) == (48, True, True)


def test_the_shelf_says_what_has_no_room_and_what_a_new_script_replaces(
    alices: Client, written: Project
) -> None:
    send(written, photos=25)
    with override("zh-hans"):
        said = unescape("".join(map(str, shelf(written))))
    assert "所选时长（15–30 秒）大约只放得下 25 个中的 18 个" in said
    assert "hx-vals='{\"seconds\": 48}'" in said
    assert "撤销可以全部恢复" in said
    alices.post(f"/projects/{written.pk}/from-material/", {"seconds": 48})
    assert Project.objects.get().running
