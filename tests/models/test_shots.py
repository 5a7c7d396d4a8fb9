"""What a scene shows of its owner's: one photo or video, several, or none."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from projects.models import NotReady, Project, Scene, Shot, scene
from tests.support.projects import fresh

pytestmark = pytest.mark.django_db


def photo(project: Project, sha256: str = "1") -> Any:
    return project.photos.create(consent_by=project.owner, sha256=sha256, original_name="a.jpg")


def clip(project: Project, sha256: str = "2") -> Any:
    return project.own_clips.create(consent_by=project.owner, sha256=sha256, original_name="a.mp4")


def first(project: Project) -> Scene:
    return fresh(project).scene_list[0]


def digests(project: Project) -> list[str]:
    return [shot.upload.sha256 for shot in first(project).shot_list]


def test_a_scene_shows_several_photos_and_videos_in_the_order_that_its_owner_wants(
    written: Project,
) -> None:
    for upload in (photo(written, "1"), clip(written, "2"), photo(written, "3")):
        first(written).add_shot(upload)
    assert digests(written) == ["1", "2", "3"]
    one, two, three = first(written).shot_list
    first(written).order_shots([three.pk, one.pk, two.pk])
    assert digests(written) == ["3", "1", "2"]
    first(written).remove_shot(one.pk)
    assert digests(written) == ["3", "2"]
    assert [shot.position for shot in first(written).shot_list] == [1, 2]
    first(written).show(photo(written, "4"))
    assert digests(written) == ["4"]
    with pytest.raises(NotReady), transaction.atomic():
        first(written).order_shots([one.pk])
    with pytest.raises(Shot.DoesNotExist), transaction.atomic():
        first(written).remove_shot(one.pk)


def test_a_scene_has_room_for_six_and_says_so(written: Project) -> None:
    for number in range(6):
        first(written).add_shot(photo(written, str(number)))
    with pytest.raises(NotReady), transaction.atomic():
        first(written).add_shot(photo(written, "6"))
    assert len(digests(written)) == 6


def test_a_shot_shows_one_thing(written: Project) -> None:
    first(written).show(photo(written))
    with pytest.raises(IntegrityError), transaction.atomic():
        Shot.objects.update(own_clip=clip(written))


def test_a_scene_with_one_photo_keeps_the_recipe_it_had_before_it_could_show_more(
    written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipes: list[dict[str, Any]] = []
    monkeypatch.setattr(scene, "recipe_hash", lambda kind, **inputs: recipes.append(inputs) or "")
    for uploads in ([], [photo(written, "1")], [photo(written, "1"), clip(written, "2")]):
        first(written).show(None)
        for upload in uploads:
            first(written).add_shot(upload)
        shown = first(written)
        recipes.clear()
        _ = shown.clip_hash
        changed = {name: recipes[-1].get(name) for name in ("photo", "shots", "fit")}
        expected = {"photo": "1" if len(uploads) == 1 else "", "shots": None, "fit": None}
        assert changed == expected | ({"shots": ["1", "2"]} if len(uploads) > 1 else {})


def test_another_order_of_shots_is_another_clip_and_no_other_narration(written: Project) -> None:
    for number in "12":
        first(written).add_shot(photo(written, number))
    before = first(written)
    first(written).order_shots([shot.pk for shot in reversed(before.shot_list)])
    after = first(written)
    assert (before.clip_hash != after.clip_hash, before.narration_hash) == (
        True,
        after.narration_hash,
    )


@pytest.mark.full("goes through all updates since then and back; that one does not change any more")
def test_the_update_keeps_what_each_scene_shows_and_measures_it_and_so_does_the_way_back(
    written: Project,
) -> None:
    photos, clips = photo(written), clip(written)
    photos.file.save("a.jpg", ContentFile(b"12345"))
    for shown, upload in zip(fresh(written).scene_list, (photos, clips), strict=False):
        shown.show(upload)
    first(written).add_shot(clips)
    connection.check_constraints()  # what this test has written may not wait for its end
    executor = MigrationExecutor(connection)
    today = executor.loader.graph.leaf_nodes("projects")
    executor.migrate([("projects", "0021_scene_fit")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT photo_id, own_clip_id FROM projects_scene ORDER BY position")
        assert cursor.fetchall()[:3] == [(photos.pk, None), (None, clips.pk), (None, None)]
    MigrationExecutor(connection).migrate(today)
    shown = [[shot.upload for shot in each.shot_list] for each in fresh(written).scene_list]
    assert shown[:3] == [[photos], [clips], []]
    assert [each.size for each in (*shown[0], *shown[1])] == [5, 0]


def sounding(project: Project) -> Any:
    own = clip(project)
    own.own_sound = project.own_sounds.create(own_clip=own, sha256="sound", file="projects/s.m4a")
    return own


@pytest.mark.parametrize("sound", ["under", "alone"])
def test_the_sound_of_a_clip_is_in_the_film_alone_and_off_at_first(
    written: Project, sound: str
) -> None:
    first(written).show(sounding(written))
    before = fresh(written)
    (shot,) = before.scene_list[0].shot_list
    assert (shot.heard, before.scene_list[0].is_spoken) == (None, True)
    first(written).choose_sound(shot.pk, sound)
    after = fresh(written)
    assert after.scene_list[0].shot_list[0].heard
    assert after.scene_list[0].is_spoken == (sound == "under")
    assert after.film_hash != before.film_hash
    assert after.scene_list[0].clip_hash == before.scene_list[0].clip_hash
    first(written).choose_sound(shot.pk, "off")
    assert fresh(written).film_hash == before.film_hash


@pytest.mark.parametrize("upload", [photo, clip])
def test_what_has_no_sound_cannot_be_heard(written: Project, upload: Any) -> None:
    first(written).show(upload(written))
    (shot,) = first(written).shot_list
    assert not shot.sound_choices
    with pytest.raises(NotReady), transaction.atomic():
        first(written).choose_sound(shot.pk, "under")
