"""What a scene will show is seen before its clip is made, and looks as the clip does."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from django.core.files import File
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.jobs import cleanup
from projects.jobs.cleanup import remove_unreferenced_files
from projects.media import small_stills
from projects.media.clip_order import ClipOrder
from projects.media.intake.photo_decoder import accept
from projects.media.shots import Shown
from projects.models import Photo, Project, Scene
from projects.steps.scenes import order_of
from projects.steps.timing import expected
from tests.support.clips import ORDER, picture
from tests.support.projects import fresh

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")
ASTRONAUT = Path(__file__).parents[1] / "media" / "astronaut.jpg"
ALIKE = 2.5  # of 255, in the mean of all pixels


def address_of(scene: Scene, number: int = 1) -> str:
    return reverse("still", args=[scene.project_id, scene.pk, number, scene.still_version])


def difference(still: bytes, frame: np.ndarray) -> float:
    with Image.open(io.BytesIO(still)) as opened:
        small = opened.convert("RGB")
    real = Image.fromarray(frame.astype(np.uint8)).resize(small.size, Image.Resampling.BOX)
    return float(np.abs(np.asarray(small).astype(int) - np.asarray(real).astype(int)).mean())


def stored(project: Project) -> list[str]:
    try:
        return default_storage.listdir(f"{small_stills.ROOT}/{project.pk}")[1]
    except FileNotFoundError:
        return []


def test_a_still_of_a_drawn_scene_is_as_its_clip_at_the_same_moment(tmp_path: Path) -> None:
    order = replace(ORDER, named=(0.0, 0.0, 0.0), seed=3)
    drawn = small_stills.draw(order, 16, tmp_path)
    assert difference(drawn, picture(order, 16)) < ALIKE


@pytest.mark.parametrize("focus", [None, (0.2, 0.8)])
def test_a_still_of_a_photo_is_as_its_clip_at_the_same_moment(
    focus: tuple[float, float] | None, tmp_path: Path
) -> None:
    accept(ASTRONAUT, tmp_path / "photo.jpg")
    order: ClipOrder = replace(ORDER, shots=(Shown(tmp_path / "photo.jpg", focus=focus),))
    drawn = small_stills.draw(order, 14, tmp_path)
    assert difference(drawn, picture(order, 14)) < ALIKE
    assert {path.name for path in tmp_path.iterdir()} == {"photo.jpg"}


def test_a_scene_is_seen_before_it_is_spoken_and_what_was_put_in_at_once(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    scene = written.scene_list[0]
    first = address_of(scene)
    answer = alices.get(first)
    assert "immutable" in answer["Cache-Control"]
    drawn = answer.content
    photo = Photo(project=written, consent_by=written.owner, original_name="a.jpg")
    photo.sha256 = "0" * 64
    Image.new("RGB", (800, 1400), (200, 30, 30)).save(tmp_path / "red.jpg")
    with (tmp_path / "red.jpg").open("rb") as file:
        photo.file.save("a.jpg", File(file), save=False)
    photo.save()
    with patch.object(Photo, "local") as local:  # its digest is made up
        local.return_value.__enter__.return_value = tmp_path / "red.jpg"
        scene.show(photo)
        scene = fresh(written).scene_list[0]
        moved = alices.get(first)
        assert (moved.status_code, moved["Location"]) == (302, address_of(scene))
        shown = alices.get(address_of(scene)).content
    assert difference(drawn, _opened(shown)) > 20
    assert _opened(shown)[300, 180].argmax() == 0, "it is red"
    assert fresh(written).photos.get().heads == [], "somebody has looked for heads once"


def _opened(still: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(still)) as opened:
        return np.asarray(opened.convert("RGB")).astype(int)


def test_a_still_is_drawn_once_and_again_by_another_program_if_the_first_has_died(
    alices: Client, written: Project
) -> None:
    scenes = written.scene_list
    alices.get(address_of(scenes[0]))
    (name,) = stored(written)
    with patch.object(small_stills, "draw", side_effect=AssertionError):
        assert alices.get(address_of(scenes[0])).status_code == 200
    program = small_stills._program._child
    assert program
    program.kill()
    program.wait()
    assert alices.get(address_of(scenes[1])).status_code == 200
    assert name in stored(written)


def test_stills_are_only_for_those_who_may_see_the_project_and_go_with_it(
    alices: Client,
    bobs: Client,
    written: Project,
    django_capture_on_commit_callbacks: Any,
) -> None:
    scene = written.scene_list[0]
    assert bobs.get(address_of(scene)).status_code == 404
    assert alices.get(address_of(scene, 2)).status_code == 404, "there is no second shot"
    alices.get(address_of(scene))
    assert len(stored(written)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        written.delete_with_files()
    assert stored(written) == []


def test_old_stills_are_removed_after_some_days(alices: Client, written: Project) -> None:
    alices.get(address_of(written.scene_list[0]))
    remove_unreferenced_files(timedelta(0))
    assert len(stored(written)) == 1
    with patch.object(cleanup, "KEPT_STILLS", timedelta(0)):
        remove_unreferenced_files(timedelta(0))
    assert stored(written) == []


def test_what_the_voice_will_take_is_expected_as_it_is_estimated(written: Project) -> None:
    scene = written.scene_list[0]
    told = expected(scene)
    assert told.seconds == pytest.approx(written.estimate(scene.narration) + 0.5, abs=0.05)
    moments = [at for _, at in told.word_times]
    assert moments == sorted(moments) and moments[0] > 0 and moments[-1] < told.seconds
    assert order_of(scene, (), told).cues[-1].end == pytest.approx(told.seconds, abs=0.05)


def test_a_move_of_a_scene_does_not_change_its_still(written: Project) -> None:
    before = [scene.still_version for scene in written.scene_list]
    written.scenes.filter(position=3).update(position=4)
    assert [scene.still_version for scene in fresh(written).scene_list] == before
