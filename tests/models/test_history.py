"""What a person has done can be undone and done again, with the files that were there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from projects.jobs.cleanup import remove_unused_uploads
from projects.models import AlreadyRunning, HistoryEntry, NotReady, Photo, Project, Scene
from projects.models.history_entry import DEEDS, KEPT
from projects.timeline import NARRATION, Status, step_of
from tests.support.projects import fresh, script, store, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many entries are kept, so that a test need not make a hundred."""
    monkeypatch.setattr("projects.models.project.history.KEPT", 4)
    return 4


def picture_of(project: Project, alice: User) -> Photo:
    file = default_storage.save(f"projects/{project.pk}/photo.jpg", ContentFile(b"a"))
    return project.photos.create(consent_by=alice, sha256="a" * 64, file=file, size=1)


def seen(project: Project) -> list[Any]:
    """All that a person can change."""
    now = fresh(project)
    shown = [
        [scene.position, scene.narration, scene.caption, scene.fit, scene.narration_take]
        + [[str(shot.upload.pk), shot.sound] for shot in scene.shot_list]
        for scene in now.scene_list
    ]
    chosen = [now.topic, now.voice_style, now.voice_speed, now.music, now.caption_size, now.title]
    return [*chosen, *shown]


VERBS: dict[str, Callable[[Project, Photo], Any]] = {
    "words": lambda project, _: project.scene_list[0].rewrite(narration="改过的旁白。"),
    "script_words": lambda project, _: project.rewrite_script(
        project.script_version, [{"narration": "都改了。"}] * 3, title="别的"
    ),
    "brief": lambda project, _: project.change_brief(topic="秋游"),
    "voice": lambda project, _: project.choose_voice("friendly_male", 1.15),
    "captions": lambda project, _: project.choose_captions(caption_size="large"),
    "music": lambda project, _: project.choose_music("calm"),
    "shots": lambda project, photo: project.scene_list[1].add_shot(photo),
    "take": lambda project, _: (project.another_take("narration", position=2), project.cancel()),
}


@pytest.mark.parametrize("code", VERBS)
def test_what_was_done_is_undone_and_done_again(code: str, written: Project, alice: User) -> None:
    photo = picture_of(written, alice)
    before = seen(written)
    VERBS[code](written, photo)
    after = seen(written)
    assert before != after
    assert fresh(written).undo().what["code"] == code
    assert seen(written) == before
    assert fresh(written).redo().what["code"] == code
    assert seen(written) == after


def test_each_deed_has_words(written: Project, alice: User) -> None:
    for verb in VERBS.values():
        verb(written, picture_of(written, alice))
        written.refresh_from_db()
    for entry in written.history.all():
        assert entry.what["code"] in DEEDS
        assert "{" not in entry.words


def test_what_changes_nothing_is_no_deed(written: Project) -> None:
    written.choose_voice(written.voice_style)
    assert written.undoable is None
    with pytest.raises(NotReady):
        written.undo()


def test_a_new_deed_ends_what_could_be_done_again(written: Project) -> None:
    for voice in ("friendly_male", "lively_female"):
        written.choose_voice(voice)
    written.undo()
    written.choose_voice(voice_speed=0.85)
    with pytest.raises(NotReady):
        written.redo()
    assert [entry.undone for entry in written.history.all()] == [False, False]


def test_the_last_hundred_deeds_are_kept(written: Project, few: int) -> None:
    assert KEPT >= 100
    speeds = [0.8 + n / 100 for n in range(few + 5)]
    for speed in speeds:
        written.choose_voice(voice_speed=speed)
    assert written.history.count() == few
    for _ in range(few):
        written.undo()
    assert fresh(written).voice_speed == pytest.approx(speeds[4])
    with pytest.raises(NotReady):
        written.undo()


def test_nothing_is_undone_while_jobs_work(written: Project) -> None:
    written.choose_voice("friendly_male")
    written.start(NARRATION)
    with pytest.raises(AlreadyRunning):
        fresh(written).undo()
    written.cancel()
    assert fresh(written).undo().what["code"] == "voice"


def test_a_button_of_an_older_page_undoes_nothing_else(written: Project) -> None:
    written.choose_voice("friendly_male")
    drawn = written.undoable
    fresh(written).choose_music("calm")
    assert drawn
    with pytest.raises(NotReady):
        written.undo(drawn.number)
    assert fresh(written).voice_style == "friendly_male"


def test_old_words_have_their_old_files_again(written: Project, tmp_path: Path) -> None:
    scene = written.scene_list[0]
    store(written, "narration", scene.narration_hash, tmp_path, scene)
    scene.rewrite(narration="改过的旁白。")
    assert fresh(written).scene_list[0].audio is None
    written.undo()
    assert fresh(written).scene_list[0].audio


def test_a_new_script_is_undone_with_its_film_and_files(written: Project, tmp_path: Path) -> None:
    """And the new one does not have the old one's film."""
    old = _made(written, tmp_path)
    write(written, scenes=2)
    assert fresh(written).film_part("film") is None
    assert not fresh(written).was_done(step_of("scenes"))
    written.undo()
    now = fresh(written)
    assert [scene.pk for scene in now.scene_list] == old
    assert (now.status, now.next_step(), bool(now.film)) == (Status.COMPLETED, None, True)
    now.redo()
    assert (fresh(written).scene_count, fresh(written).status) == (2, Status.DRAFT)


def _made(project: Project, folder: Path) -> list[int]:
    for scene in project.scene_list:
        store(project, "narration", scene.narration_hash, folder, scene)
    project.refresh_from_db()
    for scene in project.scene_list:
        store(project, "clip", scene.clip_hash, folder, scene)
    project.refresh_from_db()
    for kind in ("film", "cover", "srt", "vtt"):
        store(project, kind, project.film_hash, folder)
    return [scene.pk for scene in project.scene_list]


def test_what_no_undo_can_bring_back_goes_with_its_files(
    written: Project, tmp_path: Path, few: int, django_capture_on_commit_callbacks: Any
) -> None:
    _made(written, tmp_path)
    names = set(written.artifacts.values_list("file", flat=True))
    write(written)
    written.undo()
    with django_capture_on_commit_callbacks(execute=True):
        written.choose_voice("friendly_male")  # the new script cannot be done again
    assert Scene.every.filter(project=written).count() == 3
    assert all(map(default_storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):
        write(written)
        for n in range(few):
            written.choose_voice(voice_speed=0.8 + n / 100)
    assert Scene.every.filter(project=written).count() == 3
    assert not any(map(default_storage.exists, names))


def test_an_upload_that_may_come_back_is_kept(written: Project, alice: User) -> None:
    photo = picture_of(written, alice)
    written.scene_list[0].show(photo)
    fresh(written).scene_list[0].show(None)
    remove_unused_uploads(timedelta(0))
    written.undo()
    (shot,) = fresh(written).scene_list[0].shot_list
    assert default_storage.exists(str(shot.upload.file))


def test_a_photo_that_was_removed_for_good_does_not_come_back(
    written: Project, alice: User
) -> None:
    photo = picture_of(written, alice)
    written.scene_list[0].show(photo)
    fresh(written).scene_list[0].show(None)
    photo.delete()
    written.undo()
    assert fresh(written).scene_list[0].shot_list == []


def test_the_history_goes_with_its_project(written: Project) -> None:
    written.choose_voice("friendly_male")
    with written.locked():
        written.take_script(script(2))
        written.touch()
    written.delete_with_files()
    assert not HistoryEntry.objects.exists()
    assert not Scene.every.exists()
