"""A copy of a project has all of it, makes nothing again, and shares nothing with the first one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.translation import override

from projects.files import duplicating
from projects.files.duplicating import duplicate
from projects.models import AuditEntry, OwnClip, OwnSound, Photo, Project, TooMuchStored
from projects.models.storage_limit import stored_of
from projects.timeline import Status
from tests.support.programs import Program
from tests.support.projects import CONTENT, fresh, store

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("collected_files", "store_of_its_own"),
]


def upload(kind: type[Any], project: Project, by: User, number: int, **more: Any) -> Any:
    said = {"consent_by": by, "original_name": f"{number}.jpg"} if kind is not OwnSound else {}
    content = bytes([number]) * 100
    row = kind(project=project, sha256=str(number), size=len(content), **said, **more)
    row.file.save("x", ContentFile(content), save=False)
    row.save()
    return row


@pytest.fixture
def filmed(written: Project, alice: User, tmp_path: Path) -> Project:
    """With a photo and an own clip with sound in scenes, one photo on the shelf, and a film."""
    photo, shelved = (upload(Photo, written, alice, number) for number in (1, 2))
    clip = upload(OwnClip, written, alice, 3)
    upload(OwnSound, written, alice, 4, own_clip=clip)
    first, second, third = written.scene_list
    first.show(photo)
    second.show(clip)
    assert shelved in written.material
    written = fresh(written)
    for scene in written.scene_list:
        store(written, "narration", scene.narration_hash, tmp_path, scene)
        written._forget()
    written = fresh(written)
    for scene in written.scene_list:
        for kind in ("clip", "poster"):
            store(written, kind, scene.clip_hash, tmp_path, scene)
    for kind in ("film", "cover", "srt", "vtt"):
        store(written, kind, written.film_hash, tmp_path)
    store(written, "film", "older", tmp_path)
    Project.objects.filter(pk=written.pk).update(status="completed", step="export", progress=100)
    return fresh(written)


def test_a_copy_has_all_that_is_up_to_date_and_nothing_is_made_again(
    filmed: Project, alice: User
) -> None:
    copy = fresh(duplicate(filmed, alice))
    assert copy.pk != filmed.pk
    assert (copy.name, copy.key_points) == (filmed.name, filmed.key_points)
    assert copy.listed_name == f"{filmed.name}（副本）"
    assert (copy.status, copy.next_step()) == (Status.COMPLETED, None)
    assert [each.narration for each in copy.scene_list] == [
        each.narration for each in filmed.scene_list
    ]
    assert {each.pk for each in copy.scene_list} & {each.pk for each in filmed.scene_list} == set()
    assert copy.artifacts.filter(kind="film").count() == 1, "the older version stays with the first"
    assert len(copy.material) == 3
    shown = copy.scene_list[1].shot_list[0]
    assert shown.own_sound and shown.own_sound.project_id == copy.pk
    assert stored_of(alice.pk) == 2 * (400 + 13 * len(CONTENT)) + len(CONTENT)


def test_who_has_agreed_is_said_with_each_copy_and_all_of_them_are_found(
    filmed: Project, alice: User, bob: User
) -> None:
    first = filmed.photos.get(sha256="1")
    copy = duplicate(filmed, bob).photos.get(sha256="1")
    theirs = upload(Photo, Project.objects.get(pk=copy.project_id), bob, 1)
    assert (copy.consent_by, copy.consent_at) == (alice, first.consent_at)
    assert str(copy.file) != str(first.file)
    assert AuditEntry.objects.filter(action="upload", detail="copied").count() == 3
    again = duplicate(filmed, alice).photos.get(sha256="1")
    assert set(first.everywhere) == {first, copy, again}
    assert theirs not in first.everywhere, "what others have sent and ticked is theirs"


def test_a_copy_stays_whole_when_the_first_one_is_deleted(
    filmed: Project, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    copy = duplicate(filmed, alice)
    with django_capture_on_commit_callbacks(execute=True):
        filmed.delete_with_files()
    rows = [*copy.artifacts.all(), *copy.photos.all(), *copy.own_clips.all()]
    assert all(default_storage.exists(str(row.file)) for row in rows)


def test_what_is_lost_is_not_copied_and_is_made_again(filmed: Project, alice: User) -> None:
    default_storage.delete(str(filmed.film_part("film").file))
    default_storage.delete(str(filmed.photos.get(sha256="1").file))
    copy = fresh(duplicate(filmed, alice))
    assert copy.status == Status.DRAFT
    assert copy.photos.get(sha256="1").lost


def test_without_room_and_where_files_have_one_name_only(
    filmed: Project, alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(duplicating.os, "link", refuse)
    copy = duplicate(filmed, alice)
    assert copy.photos.get(sha256="1").file.read() == bytes([1]) * 100
    settings.STUDIO_STORED = 0
    with pytest.raises(TooMuchStored):
        duplicate(filmed, alice)
    assert Project.objects.count() == 2
    folders = {Path(name).name for name in default_storage.listdir("projects")[0]}
    assert all(
        not default_storage.listdir(f"projects/{name}")[1]
        for name in folders - {str(filmed.pk), str(copy.pk)}
    )


def test_a_person_and_a_program_can_ask_for_it(
    filmed: Project, alices: Client, bobs: Client, program: Program
) -> None:
    assert bobs.post(f"/projects/{filmed.pk}/duplicate/").status_code == 404
    opened = alices.post(f"/projects/{filmed.pk}/duplicate/", follow=True)
    assert opened.status_code == 200
    assert Project.objects.count() == 2
    for _ in range(2):
        said = program("post", f"/projects/{filmed.pk}/duplicate", idempotency_key="once")
    assert program.status == 201
    second = Project.objects.get(pk=said["data"]["projectId"])
    assert second.name == filmed.name
    assert f"{filmed.name}（副本 2）" in alices.get("/").content.decode()
    second.rename("Another")
    assert fresh(second).listed_name == "Another"
    second.undo()
    with override("en"):
        assert fresh(second).listed_name == f"{filmed.name} (copy 2)"
    assert Project.objects.count() == 3
