"""A person chooses what of a photo or a video is seen: the point to keep in view, and the part."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.media.formats import FORMATS
from projects.media.pictures.placing import place
from projects.media.shots import Shown
from projects.models import NotReady, OwnClip, Photo, Project, Scene
from projects.vocabulary import Fit
from tests.support.programs import Program
from tests.support.projects import fresh

TALL = FORMATS["douyin"]


def photo(project: Project) -> Photo:
    return project.photos.create(consent_by=project.owner, sha256="1", original_name="a.jpg")


def clip(project: Project) -> OwnClip:
    return project.own_clips.create(consent_by=project.owner, sha256="2", original_name="a.mp4")


def first(project: Project) -> Scene:
    return fresh(project).scene_list[0]


def shown(project: Project, upload: Any) -> Scene:
    first(project).show(upload)
    return first(project)


@pytest.mark.django_db
def test_a_scene_that_is_framed_by_itself_has_the_recipe_of_before(written: Project) -> None:
    scene = shown(written, photo(written))
    made, seen, shot = scene.clip_hash, scene.still_version, scene.shot_list[0]
    scene.frame_shot(shot.pk, focus=(0.2, 0.8))
    framed = first(written)
    assert framed.clip_hash != made and framed.still_version != seen
    assert framed.shot_list[0].focus == (0.2, 0.8)
    framed.frame_shot(shot.pk, focus=None)
    assert first(written).clip_hash == made


@pytest.mark.django_db
def test_a_framing_is_undone_and_done_again(written: Project) -> None:
    own = clip(written)
    own.file.name = "a"  # else an undo would not show it again
    own.save()
    scene = shown(written, own)
    shot = scene.shot_list[0]
    scene.frame_shot(shot.pk, focus=(0.1, 0.2), begin=2.0, end=5.5, fit="fill")
    written.undo()
    again = first(written).shot_list[0]
    assert (again.focus, again.part, first(written).fit) == (None, (0.0, None), "")
    written.redo()
    again = first(written).shot_list[0]
    assert (again.focus, again.part, first(written).fit) == ((0.1, 0.2), (2.0, 5.5), "fill")


@pytest.mark.django_db
def test_only_a_video_has_a_part_and_it_is_no_blink(written: Project) -> None:
    scene = shown(written, photo(written))
    with pytest.raises(NotReady):
        scene.frame_shot(scene.shot_list[0].pk, focus=None, begin=1.0)
    own = clip(written)
    own.seconds = 8.0
    own.save()
    scene = shown(written, own)
    pk = scene.shot_list[0].pk
    for begin, end in ((3.0, 3.5), (7.5, None)):
        with pytest.raises(NotReady):
            scene.frame_shot(pk, focus=None, begin=begin, end=end)
    scene.frame_shot(pk, focus=None, begin=0.0, end=8.2)
    assert first(written).shot_list[0].framing_recipe == [], "it is all of it"


def test_the_point_that_a_person_chooses_is_in_view_wherever_it_is() -> None:
    for x in (0.0, 0.3, 1.0):
        wanted = Shown(own_clip=None, photo=Any, focus=(x, 0.9)).wanted  # type: ignore[arg-type]
        assert wanted
        for fit in ("", "fill"):
            placed = place((2000, 1500), TALL, fit, wanted, 1200.0, is_chosen=True)
            assert placed.fills
            assert placed.window.left <= x <= placed.window.right
    whole = place((2000, 1500), TALL, "fit", wanted, 1200.0, is_chosen=True)
    assert whole.fit == Fit.FIT, "who wants all of it gets all of it"


def test_a_program_frames_a_shot(program: Program, written: Project) -> None:
    scene = shown(written, clip(written))
    where = f"/projects/{written.pk}/scenes/1/shots/{scene.shot_list[0].pk}/framing"
    program("put", where, {"focusX": 0.25, "begin": 1.5})
    script = program("get", f"/projects/{written.pk}/script")["data"]
    (shot,) = script["scenes"][0]["shots"]
    assert (shot["focusX"], shot["focusY"], shot["begin"], shot["end"]) == (0.25, 0.5, 1.5, None)
    (still,) = script["scenes"][0]["stillUrls"]
    assert f"/projects/{written.pk}/scenes/{scene.pk}/still/1/" in still
    program("put", where, {"focusX": 1.5})
    assert program.status == 422


def test_the_panel_of_a_shot_shows_the_faces_and_takes_a_choice(
    alices: Client, written: Project, collected_files: None
) -> None:
    own = photo(written)
    own.heads = [[0.25, 0.1, 0.5, 0.4]]
    own.save()
    scene = shown(written, own)
    where = reverse("framing", args=[written.pk, scene.pk, scene.shot_list[0].pk])
    panel = alices.get(where).content.decode()
    assert 'data-place="25.0 10.0 25.0 30.0"' in panel and 'name="begin"' not in panel
    answer = alices.post(
        where, {"across": "30", "down": "70", "fit": "fill"}, headers={"HX-Request": "true"}
    )
    assert 'id="framing-seen"' in answer.content.decode()
    assert first(written).shot_list[0].focus == (0.3, 0.7)
    alices.post(where, {"across": "30", "down": "70", "automatic": "on"})
    assert first(written).shot_list[0].focus is None
    assert first(written).fit == "fill", "what was not sent stays"
