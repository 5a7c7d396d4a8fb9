"""The shelf of a project: what lies on it, in which order, and which scenes show it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from projects.models import NotReady, OwnClip, Photo, Project, Shot
from projects.vocabulary import ClipSound
from tests.support.projects import script

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def shelf(written: Project, alice: User) -> list[Photo | OwnClip]:
    """Five photos and a clip, which came in another order than they were taken in."""
    said: dict[str, Any] = {"consent_by": alice, "file": "projects/a"}
    for minute in (3, 1, 0, 4, 2):
        taken = NOON + timedelta(minutes=minute)
        name = f"{minute}.jpg"
        written.photos.create(taken_at=taken, original_name=name, sha256=name, **said)
    taken = NOON + timedelta(minutes=9)
    written.own_clips.create(taken_at=taken, original_name="9.mp4", sha256="9", **said)
    return written.material


def shown(project: Project) -> list[str]:
    """The first letters of the names of what each scene shows."""
    scenes = Project.objects.get(pk=project.pk).scene_list
    return ["".join(shot.upload.original_name[0] for shot in each.shot_list) for each in scenes]


def names(material: Any) -> str:
    return "".join(each.original_name[0] for each in material)


def test_it_is_in_the_order_in_which_it_was_taken(shelf: list[Any]) -> None:
    assert names(shelf) == "012349"


def test_what_is_spread_is_in_the_film_by_time_and_can_be_undone(
    written: Project, shelf: list[Any]
) -> None:
    assert written.spread() == []
    assert shown(written) == ["01", "23", "49"]
    written.undo()
    assert shown(written) == ["", "", ""]
    assert names(written.unused_material) == "012349"
    written.redo()
    assert shown(written) == ["01", "23", "49"]


def test_what_has_no_room_is_told_and_stays_on_the_shelf(
    written: Project, shelf: list[Any]
) -> None:
    many = {"consent_by": written.owner, "file": "projects/a", "original_name": "x"}
    written.photos.bulk_create(written.photos.model(project=written, **many) for _ in range(15))
    left = written.spread()
    assert len(left) == 3, "three scenes show six each"
    assert names(Project.objects.get().unused_material) == names(left)


def test_a_scene_lasts_until_all_that_it_shows_was_seen(written: Project, shelf: list[Any]) -> None:
    scene = written.scene_list[1]
    assert scene.hold == scene.tail == 0
    before, said = scene.clip_hash, scene.narration_hash
    scene.show_material(shelf)
    assert scene.shots_seen == 6
    assert scene.hold == pytest.approx(5 * 1.6 + 2.4 - scene.seconds_said, abs=0.01)
    assert scene.narration_hash == said
    written.undo()
    assert Project.objects.get().scene_list[1].clip_hash == before


def test_a_scene_from_before_that_shows_what_it_has_time_for_until_it_is_changed(
    written: Project, shelf: list[Any]
) -> None:
    written.put_into(written.scene_list[0].pk, [each.pk for each in shelf])
    written.scenes.update(shows_all=False)
    scene = Project.objects.get().scene_list[0]
    assert (scene.hold, scene.shots_seen) == (0, 2)
    old = scene.clip_hash
    scene.hide(shelf[:1])
    assert scene.shots_seen == 5
    Project.objects.get().undo()
    assert Project.objects.get().scene_list[0].clip_hash == old


def test_what_was_placed_by_hand_stays_there(written: Project, shelf: list[Any]) -> None:
    third = written.scene_list[2]
    written.put_into(third.pk, [shelf[1].pk, shelf[0].pk])
    assert shown(written) == ["", "", "01"]
    written.spread()
    assert shown(written) == ["23", "49", "01"]


def test_a_scene_shows_what_is_asked_for_in_this_order_and_keeps_its_sound(
    written: Project, shelf: list[Any]
) -> None:
    scene = written.scene_list[0]
    clip = shelf[5]
    written.show_in(scene.pk, [shelf[0].pk, clip.pk])
    Shot.objects.filter(own_clip=clip).update(sound=ClipSound.UNDER)
    written.show_in(scene.pk, [clip.pk, shelf[3].pk])
    assert shown(written)[0] == "93"
    assert Shot.objects.get(own_clip=clip).sound == ClipSound.UNDER
    with pytest.raises(NotReady, match="6"):
        more = written.photos.create(consent_by=written.owner, file="a", sha256="x")
        written.show_in(scene.pk, [*(each.pk for each in shelf), more.pk])
    assert shown(written)[0] == "93"


def test_it_moves_between_scenes_and_back_to_the_shelf_as_one_deed(
    written: Project, shelf: list[Any]
) -> None:
    one, two, _three = written.scene_list
    written.spread()
    Shot.objects.filter(photo=shelf[0].pk).update(sound=ClipSound.UNDER)
    written.move_material(shelf[0].pk, one.pk, two.pk, 1)
    assert Shot.objects.get(photo=shelf[0].pk).sound == ClipSound.UNDER, "it goes with it"
    assert shown(written) == ["1", "203", "49"]
    written.move_material(shelf[3].pk, two.pk, two.pk, 0)
    assert shown(written)[1] == "320"
    written.take_out(shelf[2].pk, two.pk)
    assert shown(written)[1] == "30"
    for before in ("320", "203", "23"):
        written.undo()
        assert shown(written)[1] == before
    assert shown(written)[0] == "01"


def test_what_is_removed_is_in_no_scene_and_comes_back_with_undo(
    written: Project, shelf: list[Any]
) -> None:
    written.spread()
    written.remove_material([shelf[0].pk, shelf[4].pk])
    assert shown(written) == ["1", "23", "9"]
    assert names(Project.objects.get().material) == "1239"
    with pytest.raises(NotReady):
        written.put_into(written.scene_list[0].pk, [shelf[0].pk])
    written.undo()
    assert shown(written) == ["01", "23", "49"]
    assert names(Project.objects.get().material) == "012349"


def test_a_film_that_is_made_at_one_go_shows_what_was_sent_with_its_brief(
    written: Project, shelf: list[Any]
) -> None:
    for make_all, expected in ((False, ["", "", ""]), (True, ["01", "23", "49"])):
        with written.locked():
            written.make_all = make_all
            written.save(update_fields=["make_all"])
            written.take_script(script())
        assert shown(written) == expected
