"""Who does not want to be seen any more is in no file of the studio, and no undo changes that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.files.covers import choose_cover
from projects.files.duplicating import duplicate
from projects.files.intake import Refused
from projects.files.sending import folder_of, take
from projects.files.withdrawing import withdraw
from projects.jobs.cleanup import remove_unreferenced_files
from projects.media.small_stills import ROOT as STILLS
from projects.media.thumbnails import name_of
from projects.models import (
    AuditEntry,
    DraftPart,
    NotReady,
    OwnClip,
    OwnSound,
    Photo,
    Project,
    Scene,
    Sending,
    Shot,
)
from projects.models.withdrawal import told
from projects.timeline import Status
from tests.support.programs import Program
from tests.support.projects import fresh, store

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("collected_files", "store_of_its_own"),
]
Committing = Callable[..., Any]


def own(kind: type[Any], project: Project, by: User, name: str, **more: Any) -> Any:
    said = {"consent_by": by, "original_name": name} if kind is not OwnSound else {}
    row = kind(project=project, sha256=name, size=9, **said, **more)
    row.file.save("x", ContentFile(name.encode()), save=False)
    row.save()
    return row


@pytest.fixture
def filmed(written: Project, alice: User, tmp_path: Path) -> Project:
    """Its first scene shows a photo and a clip, its second another photo; all of it is made."""
    photo, other = (own(Photo, written, alice, name) for name in ("one", "other"))
    clip = own(OwnClip, written, alice, "clip")
    own(OwnSound, written, alice, "sound", own_clip=clip)
    first, second, _third = (scene.pk for scene in written.scene_list)
    written.show_in(first, [photo.pk, clip.pk])
    written.show_in(second, [other.pk])
    for kind in ("narration", "clip", "poster"):
        written = fresh(written)
        for scene in written.scene_list:
            recipe = scene.narration_hash if kind == "narration" else scene.clip_hash
            keep(written, kind, recipe, tmp_path, scene)
    for kind in ("film", "cover", "srt", "vtt"):
        keep(written, kind, fresh(written).film_hash, tmp_path, None)
    Project.objects.filter(pk=written.pk).update(status="completed", step="export", progress=100)
    return fresh(written)


def keep(project: Project, kind: str, recipe: str, folder: Path, scene: Scene | None) -> None:
    made = store(project, kind, recipe, folder, scene)
    made.state = project.made_from(scene)
    made.save(update_fields=["state"])


def kinds(project: Project, scene: Scene | None = None) -> list[str]:
    return sorted(project.artifacts.filter(scene=scene).values_list("kind", flat=True))


def files_of(project: Project) -> set[str]:
    try:
        return {*default_storage.listdir(f"projects/{project.pk}")[1]}
    except FileNotFoundError:
        return set()


def named(project: Project) -> set[str]:
    rows = (project.artifacts, project.photos, project.own_clips, project.own_sounds)
    names = (name for each in rows for name in each.exclude(file="").values_list("file", flat=True))
    return {Path(name).name for name in names}


def test_it_says_first_what_it_removes_and_changes_nothing(filmed: Project) -> None:
    photo = filmed.photos.get(sha256="one")
    would = told([photo])
    assert (would.projects, would.scenes, would.clips, would.films) == ((filmed,), 1, 1, 1)
    assert told([filmed.photos.get(sha256="other"), photo]).clips == 2
    assert fresh(filmed).revision == filmed.revision


def test_the_file_and_all_that_shows_it_go_and_the_rest_stays(
    filmed: Project, alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    photo = filmed.photos.get(sha256="one")
    small = default_storage.save(name_of(str(photo.file), "shelf"), ContentFile(b"small"))
    still = default_storage.save(f"{STILLS}/{filmed.pk}/1-1-a.webp", ContentFile(b"still"))
    draft = DraftPart(project=filmed, kind="whole", recipe="draft", sha256="draft")
    draft.file.save(f"projects/{filmed.pk}/draft.mp4", ContentFile(b"draft"))
    first, second, third = filmed.scene_list
    with django_capture_on_commit_callbacks(execute=True):
        withdraw([photo], alice)
    now = fresh(filmed)
    assert files_of(now) == named(now)
    assert not default_storage.exists(small)
    assert not default_storage.exists(still)
    assert kinds(now, first) == ["narration"]
    assert kinds(now, second) == kinds(now, third) == ["clip", "narration", "poster"]
    assert kinds(now) == []
    assert [shot.upload.original_name for shot in now.scene_list[0].shot_list] == ["clip"]
    assert (now.status, now.next_step() and now.next_step().name) == (Status.DRAFT, "scenes")
    assert [each.original_name for each in now.material] == ["other", "clip"]
    photo.refresh_from_db()
    assert (photo.consent_by, photo.withdrawn_by, bool(photo.file)) == (alice, alice, False)
    assert photo.withdrawn_at > photo.consent_at
    entry = AuditEntry.objects.get(action="withdraw")
    assert (entry.kind, entry.object_id) == ("photo", str(photo.pk))


def test_a_clip_goes_with_its_sound_and_a_scene_without_anything_is_drawn(
    filmed: Project, alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        withdraw([filmed.own_clips.get(), filmed.photos.get(sha256="one")], alice)
    now = fresh(filmed)
    assert not now.own_sounds.exists()
    assert not now.scene_list[0].shot_list
    assert now.scene_list[0].picture.hero
    assert files_of(now) == named(now)


def test_no_undo_and_no_earlier_version_brings_it_back(filmed: Project, alice: User) -> None:
    first, second, third = (scene.pk for scene in filmed.scene_list)
    photo = filmed.photos.get(sha256="one")
    filmed.delete_scene(first)  # parked, with its shots
    filmed.show_in(third, [photo.pk])
    filmed.remove_material([photo.pk])
    before = len(filmed.history.all())
    withdraw([photo], alice)
    now = fresh(filmed)
    assert len(now.history.all()) == before, "a withdrawal is no deed that can be undone"
    for verb in [now.undo] * before + [now.redo] * before:
        verb()
        assert not Shot._base_manager.filter(photo=photo.pk).exists()
        assert photo.pk not in {each.pk for each in fresh(now).material}
    clips = [
        each.artifact.scene_id for scene in now.scene_list for each in now.versions("clip", scene)
    ]
    assert first not in clips
    with pytest.raises(NotReady):
        now.put_into(second, [photo.pk])


def test_it_goes_from_copies_and_from_the_bin_too(
    filmed: Project, alice: User, carol: User, django_capture_on_commit_callbacks: Committing
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        copies = [duplicate(filmed, alice), duplicate(filmed, carol)]
        copies[0].move_to_bin()
    photo = filmed.photos.get(sha256="one")
    assert {*told([photo]).projects} == {filmed, *copies}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw([photo], alice)
    for each in (filmed, *copies):
        project = Project.everything.get(pk=each.pk)
        assert not project.photos.filter(sha256="one").exclude(file="").exists()
        assert kinds(project) == []
        assert files_of(project) == named(project)
    copies[0].leave_bin()
    assert len(fresh(copies[0]).scene_list[0].shot_list) == 1


def test_what_nobody_knows_the_making_of_counts_as_showing_it(filmed: Project, alice: User) -> None:
    """Files from before were stored without what they were made from."""
    filmed.artifacts.update(state={})
    filmed.scene_list[0].show(None)
    withdraw([filmed.photos.get(sha256="one")], alice)
    first, second, _third = filmed.scene_list
    assert kinds(filmed, first) == ["narration"]
    assert "clip" in kinds(filmed, second)
    assert kinds(filmed) == []


def test_what_lies_on_the_shelf_alone_leaves_the_film_as_it_is(
    filmed: Project, alice: User
) -> None:
    withdraw([own(Photo, filmed, alice, "shelved")], alice)
    assert fresh(filmed).status == Status.COMPLETED
    assert kinds(filmed) == ["cover", "film", "srt", "vtt"]


def test_a_cover_that_is_drawn_meanwhile_is_not_kept(filmed: Project, alice: User) -> None:
    photo = filmed.photos.get(sha256="one")
    filmed.artifacts.filter(kind="film").update(state={"scenes": []})  # the film is older

    def draw(_project: Any, _chosen: Any, _film: Any, out: Path) -> None:
        out.write_bytes(b"shows the person")
        withdraw([photo], alice)

    with patch("projects.files.covers._make", draw), pytest.raises(NotReady):
        choose_cover(fresh(filmed), {"words": "Summer"})
    assert not any("cover" in each.made_from for each in filmed.artifacts.filter(kind="cover"))


def test_it_does_not_wait_for_jobs(filmed: Project, alice: User) -> None:
    [run] = filmed.another_take("clip", position=2)
    withdraw([filmed.photos.get(sha256="one")], alice)
    now = fresh(filmed)
    assert now.status == Status.DRAFT
    run.refresh_from_db()
    assert run.state == "cancelled"


def test_after_a_crash_the_cleanup_removes_what_is_left(filmed: Project, alice: User) -> None:
    """The transaction of a test has no commit: so nothing is removed, as after a kill."""
    photo = filmed.photos.get(sha256="one")
    still = default_storage.save(f"{STILLS}/{filmed.pk}/1-1-a.webp", ContentFile(b"still"))
    small = default_storage.save(name_of(str(photo.file), "shelf"), ContentFile(b"small"))
    withdraw([photo], alice)
    assert files_of(filmed) > named(filmed)
    remove_unreferenced_files(timedelta(0))
    assert files_of(filmed) == named(filmed)
    assert not any(map(default_storage.exists, (still, small)))


@contextmanager
def read(digest: str) -> Iterator[None]:
    """A file on its way has come to its end, and has these bytes."""
    with patch("projects.files.sending._digest_of", return_value=digest):
        yield


def test_what_is_on_its_way_is_refused_if_it_was_ticked_before(
    filmed: Project, alice: User, django_capture_on_commit_callbacks: Committing
) -> None:
    early, late, other = (
        Sending.objects.create(
            owner=alice,
            consent_by=alice,
            project=filmed,
            name=name,
            length=1,
            offset=1,
            kind="photo",
            sha256=digest,
        )  # fmt: skip
        for name, digest in (("early", "one"), ("late", ""), ("other", "x"))
    )
    for each in (early, late, other):
        folder_of(each).mkdir(parents=True)
        (folder_of(each) / "written").write_bytes(b"1")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw([filmed.photos.get(sha256="one")], alice)
    early.refresh_from_db()
    assert (early.reason, folder_of(early).exists()) == ("withdrawn", False)
    assert folder_of(other).exists()
    refused = pytest.raises(Refused)
    with django_capture_on_commit_callbacks(execute=True), read("one"), refused:
        take(late)
    assert not folder_of(late).exists()
    assert filmed.photos.exclude(file="").count() == 1
    Sending.objects.filter(pk=other.pk).update(consent_at=timezone.now())
    with read("one"):
        take(Sending.objects.get(pk=other.pk))
    assert filmed.photos.exclude(file="").count() == 2, "all have agreed anew"


def test_a_page_says_what_it_does_and_does_it(filmed: Project, alices: Client) -> None:
    photo = filmed.photos.get(sha256="one")
    address = reverse("withdraw-material", args=[filmed.pk])
    said = alices.get(address, {"material": photo.pk}).content.decode()
    assert "删除 1 段出现它的画面" in said
    assert "删除 1 个出现它的视频和封面" in said
    assert alices.post(address, {"material": photo.pk}).status_code == 302
    assert alices.post(address, {"material": photo.pk}).status_code == 404
    assert alices.get(address, {"material": "x"}).status_code == 404
    assert b'id="shelf-withdraw"' in alices.get(reverse("project", args=[filmed.pk])).content


def test_a_program_asks_first_and_then_withdraws(filmed: Project, program: Program) -> None:
    photo = filmed.photos.get(sha256="one")
    where = f"/projects/{filmed.pk}/material/{photo.pk}/withdrawal"
    would = program("get", where)["data"]
    assert would == {"projects": [str(filmed.pk)], "scenes": 1, "clips": 1, "films": 1}
    shelf = program("post", where)["data"]
    assert [each["name"] for each in shelf] == ["other", "clip"]
    program("get", where)
    assert program.status == 404
