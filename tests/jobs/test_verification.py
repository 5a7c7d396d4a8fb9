"""The hourly sweep reads stored files again, and says what is damaged before anybody needs it."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from projects.files.comparing import Lost, opened_whole
from projects.jobs.verification import verify_stored_files
from projects.models import OwnClip, OwnMusic, OwnSound, Photo, Project, VoiceSample
from projects.models.stored_file import PIECE, StoredFile
from projects.timeline import Status
from tests.support.projects import CONTENT, fresh, store

pytestmark = pytest.mark.usefixtures("store_of_its_own")
OTHER = CONTENT[:500] + b"?" + CONTENT[501:]


@pytest.fixture
def stored(written: Project, tmp_path: Path) -> dict[str, StoredFile]:
    """A file of each kind."""
    store(written, "film", written.film_hash, tmp_path)
    store(
        written,
        "narration",
        written.scene_list[1].narration_hash,
        tmp_path,
        written.scenes.get(position=2),
    )
    own: dict[str, Any] = {"project": written, "consent_by": written.owner}
    voice = VoiceSample(recipe="r", language="en", voice_style="x", size=len(CONTENT))
    clip = OwnClip(**own)
    found = {
        "photo": Photo(**own),
        "own clip": clip,
        "own sound": OwnSound(project=written, own_clip=clip),
        "own music": OwnMusic(**own),
        "voice": voice,
    }
    for each in found.values():
        each.sha256 = hashlib.sha256(CONTENT).hexdigest()
        each.file.save("file", ContentFile(CONTENT))
    made = {each.kind: each for each in written.artifacts.all()}
    return {**made, **found}


def harm(stored: StoredFile, content: bytes = OTHER) -> None:
    Path(stored.file.path).write_bytes(content)


def sweep(most: int = 10**9, *, stops: bool = False) -> int:
    return verify_stored_files(lambda: stops, most)


def verified(stored: dict[str, StoredFile]) -> list[Any]:
    return [type(each)._default_manager.get(pk=each.pk).verified_at for each in stored.values()]


def test_the_sweep_finds_every_kind_of_damaged_file_and_pages_are_told(
    written: Project, stored: dict[str, StoredFile], caplog: pytest.LogCaptureFixture
) -> None:
    assert sweep() == 0
    before = fresh(written).revision
    kept = stored.pop("narration")
    for each in stored.values():
        harm(each)
    assert sweep() == len(stored) == 6
    told = fresh(written)
    assert told.note["lost"] == {"edit": ["film"]}
    assert told.revision >= before + 5
    assert caplog.text.count("is lost or damaged") == 5, "one line for each; a voice is nobody's"
    assert [each.pk for each in told.artifacts.all()] == [kept.pk]
    assert not VoiceSample.objects.exists()
    for kind in (Photo, OwnClip, OwnSound, OwnMusic):
        assert kind._default_manager.get().lost
    assert sweep() == 4, "nothing is told twice"
    assert fresh(written).revision == told.revision


def test_what_was_sent_again_or_came_back_from_a_backup_is_not_called_lost_any_more(
    stored: dict[str, StoredFile],
) -> None:
    harm(stored["photo"])
    assert sweep() == 1
    harm(stored["photo"], CONTENT)
    assert sweep() == 0
    assert not Photo.objects.get().lost


def test_a_sweep_reads_only_so_much_and_goes_on_where_it_was_longest_ago(
    stored: dict[str, StoredFile],
) -> None:
    begun = timezone.now()
    for number, each in enumerate(stored.values(), start=1):
        ago = {"verified_at": None if number == 3 else begun - timedelta(days=number)}
        type(each)._default_manager.filter(pk=each.pk).update(**ago)
    order = [2, *reversed([0, 1, 3, 4, 5, 6])]  # one that was never compared comes first
    kinds = list(stored.values())
    for first in range(3):
        sweep(PIECE)
        looked = [
            each.pk
            for each in kinds
            if (at := type(each)._default_manager.get(pk=each.pk).verified_at) and at >= begun
        ]
        assert set(looked) == {kinds[place].pk for place in order[: first + 1]}
    assert sweep(stops=True) == 0


def test_while_jobs_work_on_a_project_they_find_the_loss_themselves(
    written: Project, stored: dict[str, StoredFile]
) -> None:
    Project.objects.update(status=Status.EDITING)
    harm(stored["film"])
    sweep()
    assert written.artifacts.filter(kind="film").exists()
    Project.objects.update(status=Status.DRAFT)
    sweep()
    assert not written.artifacts.filter(kind="film").exists()


def test_a_storage_of_which_nothing_can_be_read_has_lost_nothing(
    written: Project, stored: dict[str, StoredFile]
) -> None:
    for each in stored.values():
        Path(each.file.path).unlink()
    default_storage.save("projects/something", ContentFile(b"else"))
    assert sweep() == 0
    assert written.artifacts.count() == 2


def test_a_storage_that_is_away_for_a_while_proves_no_file(stored: dict[str, StoredFile]) -> None:
    harm(stored["photo"])
    sweep()
    before = verified(stored)
    folder = Path(default_storage.path(""))
    folder.rename(folder.with_name("away"))
    assert sweep() == 0
    assert verified(stored) == before
    assert Photo.objects.get().lost, "nobody has read it"


def test_files_of_another_account_are_neither_lost_nor_whole_and_nothing_is_removed(
    written: Project,
    stored: dict[str, StoredFile],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Photo.objects.update(lost=True)
    ours, opened = str(stored["own sound"].file), FileSystemStorage.open

    def refuse(storage: Any, name: str, mode: str = "rb") -> Any:
        if name == ours:
            return opened(storage, name, mode)
        raise PermissionError(errno.EACCES, "Permission denied", storage.path(name))

    monkeypatch.setattr(FileSystemStorage, "open", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: Path(stored["film"].file.path).stat().st_uid + 1)
    assert sweep() == 0
    assert caplog.text.count("Permission denied") == len(stored) - 1
    assert not stored["film"].is_lost()
    with pytest.raises(Lost):  # who asks for it gets 404
        opened_whole(stored["film"].file, stored["film"].sha256)
    assert written.artifacts.count() == 2
    assert VoiceSample.objects.exists()
    assert Photo.objects.get().lost, "nobody knows that it is there again"
