"""What is drawn anew when a script changes, and what keeps its picture."""

from __future__ import annotations

from itertools import cycle

import pytest

from projects.illustration import changes
from projects.models import Project, Scene
from tests.support.projects import fresh, write

pytestmark = pytest.mark.django_db


def recipes(project: Project) -> dict[int, str]:
    return {scene.pk: scene.clip_hash for scene in fresh(project).scene_list}


def reorder(project: Project, scenes: list[Scene]) -> None:
    for position, scene in enumerate(scenes, start=1):
        Scene.objects.filter(pk=scene.pk).update(position=position)


def change_by_turns(project: Project) -> None:
    """Let no two scenes that follow each other end with the same change. By chance all might."""
    seeds = {changes.after(seed): seed for seed in range(1, 100)}
    for scene, change in zip(project.scenes.all(), cycle(changes.BRISK), strict=False):
        Scene.objects.filter(pk=scene.pk).update(seed=seeds[change])


def test_a_scene_that_moves_costs_no_narration_and_at_most_three_clips(project: Project) -> None:
    write(project, scenes=7)
    change_by_turns(project)
    scenes = fresh(project).scene_list
    before, spoken = recipes(project), [scene.narration_hash for scene in scenes]
    first, moved, *others, last = scenes
    reorder(project, [first, *others, moved, last])
    after = recipes(project)
    assert 0 < sum(before[pk] != after[pk] for pk in before) <= 3
    assert {scene.narration_hash for scene in fresh(project).scene_list} == set(spoken)


def test_other_words_in_one_scene_change_its_own_clip_alone(project: Project) -> None:
    write(project)
    before = recipes(project)
    second = fresh(project).scene_list[1]
    second.rewrite(narration="今天的午餐有水果和牛奶。")
    after = recipes(project)
    assert [pk for pk in before if before[pk] != after[pk]] == [second.pk]


def test_no_two_scenes_of_a_film_show_the_same_hero(project: Project) -> None:
    write(project)
    heroes = [scene.picture.hero for scene in fresh(project).scene_list if scene.picture.hero]
    assert len(set(heroes)) == len(heroes) > 1


def test_a_picture_follows_the_words_of_its_scene(project: Project) -> None:
    write(project)
    scene = fresh(project).scene_list[1]
    scene.rewrite(title="校车接送", narration="校车每天早上接孩子上学。")
    assert fresh(project).scene_list[1].picture.hero == "bus"


def test_a_film_from_before_pictures_were_stored_keeps_them_when_one_scene_changes(
    project: Project,
) -> None:
    write(project)
    Scene.objects.update(chosen_picture={})
    before = {scene.pk: scene.picture for scene in fresh(project).scene_list}
    changed = fresh(project).scene_list[1]
    changed.rewrite(title="校车接送", narration="校车每天早上接孩子上学。")
    after = {scene.pk: scene.picture for scene in fresh(project).scene_list}
    assert [pk for pk in before if before[pk] != after[pk]] == [changed.pk]


def test_a_scene_shows_its_picture_again_when_its_photo_is_taken_away(project: Project) -> None:
    write(project)
    photo = project.photos.create(consent_by=project.owner, sha256="1", original_name="a")
    scene = fresh(project).scene_list[1]
    before = scene.picture
    scene.show(photo)
    fresh(project).scene_list[1].show(None)
    assert fresh(project).scene_list[1].picture == before


def test_a_change_of_the_caption_alone_chooses_no_other_picture(project: Project) -> None:
    write(project)
    scene = fresh(project).scene_list[1]
    before = scene.chosen_picture
    scene.rewrite(subtitle="校车和书包")
    assert fresh(project).scene_list[1].chosen_picture == before
