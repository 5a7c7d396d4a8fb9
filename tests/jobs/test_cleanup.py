"""The store holds what rows point to, and after a sweep nothing else."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from projects.jobs.cleanup import remove_unreferenced_files, remove_unused_uploads
from projects.models import NotReady, Project
from projects.steps import perform
from projects.steps.results import NewArtifact
from projects.timeline import Kind, step_of

pytestmark = pytest.mark.usefixtures("store_of_its_own")
NOW = timedelta(0)


@pytest.fixture
def made(project: Project, tmp_path: Path) -> NewArtifact:
    path = tmp_path / "film.vtt"
    path.write_text("WEBVTT")
    return NewArtifact(Kind.VTT, "recipe", path)


def store(project: Project, name: str) -> str:
    return default_storage.save(f"projects/{project.pk}/{name}", ContentFile(b"half"))


def test_a_file_that_a_killed_worker_stored_is_removed_and_what_has_a_row_stays(
    project: Project, made: NewArtifact
) -> None:
    made.store(project)
    made.commit(project, None)
    orphan = store(project, "clip-of-nobody.mp4")
    assert remove_unreferenced_files(NOW) == 1
    assert not default_storage.exists(orphan)
    assert default_storage.exists(made.name)


def test_of_each_thing_the_newest_ten_are_kept(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "film.vtt"
    for number in range(12):
        path.write_text(f"WEBVTT {number}")
        made = NewArtifact(Kind.VTT, f"recipe {number}", path)
        made.store(project)
        made.commit(project, None)
    kept = project.artifacts.values_list("input_hash", flat=True)
    assert list(kept) == [f"recipe {number}" for number in range(2, 12)]


def test_a_photo_that_was_replaced_lies_on_the_shelf_until_it_is_removed_and_who_agreed_stays(
    written: Project, alice: User
) -> None:
    photos = [
        written.photos.create(consent_by=alice, sha256=str(n), file=store(written, f"photo-{n}"))
        for n in range(2)
    ]
    for photo in photos:
        written.scene_list[0].show(photo)
    written.history.all().delete()
    remove_unused_uploads(NOW)
    assert default_storage.exists(str(photos[0].file)), "it lies on the shelf"
    written.remove_material([photos[0].pk])
    remove_unused_uploads(NOW)
    assert default_storage.exists(str(photos[0].file)), "an undo would show it again"
    written.history.all().delete()
    remove_unused_uploads(NOW)
    old, shown = written.photos.order_by("consent_at")
    assert (str(old.file), old.consent_by, old.sha256) == ("", alice, "0")
    assert default_storage.exists(str(shown.file))
    assert not default_storage.exists(str(photos[0].file))
    remove_unused_uploads(NOW)
    written.delete_with_files()


def test_a_file_that_waits_for_its_row_is_left_alone(project: Project) -> None:
    waiting = store(project, "clip-on-its-way.mp4")
    assert remove_unreferenced_files() == 0
    assert default_storage.exists(waiting)


@pytest.mark.django_db(transaction=True)
def test_what_is_made_again_takes_the_place_of_the_file_that_was_lost(
    project: Project, made: NewArtifact
) -> None:
    made.store(project)
    made.commit(project, None)
    default_storage.delete(made.name)
    again = NewArtifact(made.kind, made.input_hash, made.path)
    again.store(project)
    again.commit(project, None)
    (artifact,) = project.artifacts.all()
    assert artifact.file.name == again.name
    assert default_storage.exists(again.name)


@pytest.mark.django_db(transaction=True)
def test_a_deleted_project_leaves_no_file_and_one_that_sticks_keeps_no_other(
    project: Project, made: NewArtifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.store(project)
    made.commit(project, None)
    other = NewArtifact(Kind.SRT, "recipe", made.path)
    other.store(project)
    other.commit(project, None)
    folder = Path(default_storage.path(made.name)).parent
    remove = FileSystemStorage.delete

    def delete(storage: FileSystemStorage, name: str) -> None:
        if name == made.name:
            raise OSError(errno.EIO, "Input/output error")
        remove(storage, name)

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "delete", delete)
        project.delete_with_files()
    assert [path.name for path in folder.iterdir()] == [Path(made.name).name]
    remove_unreferenced_files(NOW)
    assert not folder.exists()


def test_a_full_storage_is_said_before_anything_is_begun(project: Project, settings) -> None:
    settings.STUDIO_LEAST_ROOM = 10**12
    with pytest.raises(NotReady, match="存储|storage"):
        project.start(step_of("script"))


def test_a_step_begun_before_the_storage_was_full_names_the_storage(settings) -> None:
    settings.STUDIO_LEAST_ROOM = 10**12
    with pytest.raises(OSError, match="STUDIO_LEAST_ROOM") as full:
        perform(None)  # type: ignore[arg-type]  # it is not looked at
    assert full.value.errno == errno.ENOSPC


def test_a_file_that_the_storage_had_no_room_for_is_not_left_half(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writes_half(storage: FileSystemStorage, name: str, content: object) -> str:
        half = Path(storage.path(name))
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", writes_half)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"a whole clip")
    made = NewArtifact(Kind.CLIP, "hash", clip)
    with pytest.raises(OSError, match="No space"):
        made.store(project)
    made.discard()
    assert default_storage.listdir(f"projects/{project.pk}") == ([], [])
