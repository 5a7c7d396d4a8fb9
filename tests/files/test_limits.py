"""What one person may send in an hour, and keep: whoever meets a limit reads what it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils.translation import override

from projects.models import (
    Artifact,
    OwnMusic,
    Photo,
    Project,
    RateLimit,
    TooMuch,
    TooMuchSent,
    TooMuchStored,
)
from projects.models.storage_limit import room_for, stored_of
from projects.timeline import Kind
from tests.support.photos import picture, stored
from tests.support.programs import BASE, Program
from tests.support.projects import finish, fresh
from videostudio.upload_limits import MB

pytestmark = pytest.mark.usefixtures("collected_files")


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", stored(picture(), "JPEG"), content_type="image/jpeg")


def send_photo(program: Program, project: Project) -> Any:
    path = f"{BASE}/projects/{project.pk}/scenes/1/photo"
    return program.client.post(path, {"photo": photo(), "consent": True})


def fill(project: Project, size: int) -> None:
    project.artifacts.create(kind=Kind.FILM, input_hash="x", file="projects/film", size=size)


def test_who_keeps_all_that_they_may_starts_and_sends_nothing_until_something_is_deleted(
    alices: Client, alice: User, program: Program, written: Project, settings: Any
) -> None:
    settings.STUDIO_STORED = 3
    older = Project.objects.create(owner=alice, topic="Older")
    fill(older, 2 * MB)
    fill(written, MB)
    scene, words = written.scenes.get(position=1), "The limit is 3 MB. Delete projects"
    upload = {"own": photo(), "consent": "on"}
    for path, data in (("start/narration/", {}), (f"scenes/{scene.pk}/own/", upload)):
        language = {"Accept-Language": "en"}
        refused = alices.post(f"/projects/{written.pk}/{path}", data, headers=language)
        assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
        assert words in refused.content.decode()
    said = program("post", f"/projects/{written.pk}/audio")
    assert (program.status, program.last["Retry-After"]) == (429, "3600")
    assert words in said["message"]
    assert not (Photo.objects.exists() or fresh(written).running)
    older.delete_with_files()
    program("post", f"/projects/{written.pk}/audio")
    assert program.status == 202


@pytest.mark.parametrize("limit", [TooMuchSent("10 GB", 60), TooMuchStored("50 GB")])
def test_a_limit_is_said_in_the_readers_language_to_its_last_full_stop(limit: TooMuch) -> None:
    with override("zh-hans"):
        assert str(limit) == f"{limit.title}。{limit.what}"


def test_a_film_that_has_begun_is_made_to_its_end_whatever_it_takes(
    written: Project, settings: Any
) -> None:
    runs = list(written.make_rest())
    fill(written, 2 * MB)
    settings.STUDIO_STORED = 1
    follow = [then for run in runs for then in finish(run)]
    assert follow
    assert fresh(written).running


def test_only_what_is_stored_counts(alice: User, bob: User, written: Project) -> None:
    fill(written, 5)
    fill(Project.objects.create(owner=bob, topic="Bob's"), 7)
    consent = {"project": written, "consent_by": alice}
    Photo.objects.create(file="projects/photo", size=30, **consent)
    OwnMusic.objects.create(file="", size=100, **consent)  # its file was removed
    assert stored_of(alice.pk) == 35


def test_an_upload_that_is_larger_than_what_is_left_leaves_nothing(
    program: Program, written: Project, settings: Any
) -> None:
    settings.STUDIO_STORED = 1
    fill(written, MB - 1)
    assert send_photo(program, written).status_code == 429
    assert not Photo.objects.exists()
    assert default_storage.listdir(f"projects/{written.pk}")[1] == []


def test_small_files_count_for_the_hour_too(
    program: Program, alice: User, written: Project, settings: Any
) -> None:
    settings.STUDIO_SENT_AN_HOUR = 1
    RateLimit.count_sent(alice.pk, MB)
    refused = send_photo(program, written)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert "1 MB" in refused.json()["message"]


def test_what_is_too_much_is_not_counted_so_less_may_still_come(alice: User, settings: Any) -> None:
    settings.STUDIO_SENT_AN_HOUR = 10
    for size, fits in ((11, False), (6, True), (5, False), (4, True), (1, False)):
        with nullcontext() if fits else pytest.raises(TooMuchSent):
            RateLimit.count_sent(alice.pk, size * MB)
    connection.cursor().execute(
        "UPDATE projects_allowance SET since = now() - interval '1 hour 1 second'"
    )
    RateLimit.count_sent(alice.pk, 10 * MB)


@pytest.mark.usefixtures("committed")
def test_many_tabs_together_get_no_more_than_one(
    alice: User, written: Project, settings: Any
) -> None:
    settings.STUDIO_SENT_AN_HOUR = settings.STUDIO_STORED = 4

    def send(number: int) -> tuple[bool, bool]:
        sent = kept = False
        with suppress(TooMuchSent):
            RateLimit.count_sent(alice.pk, MB)
            sent = True
        with suppress(TooMuchStored), room_for(alice.pk, MB):
            made = {"kind": Kind.FILM, "file": "projects/film", "size": MB}
            Artifact.objects.create(project=written, input_hash=str(number), **made)
            kept = True
        connection.close()
        return sent, kept

    with ThreadPoolExecutor(8) as tabs:
        done = list(tabs.map(send, range(8)))
    assert [sum(each) for each in zip(*done, strict=True)] == [4, 4]
    assert stored_of(alice.pk) == 4 * MB
