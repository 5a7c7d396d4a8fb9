"""A stored file whose bytes are not those that were stored is never served, and people are told."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.urls import reverse

from projects.files import comparing, music_samples
from projects.models import Artifact, OwnMusic, Project, VoiceSample
from tests.support.projects import CONTENT, fresh, store

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")
OTHER = CONTENT[:500] + b"?" + CONTENT[501:]


@pytest.fixture
def film(written: Project, tmp_path: Path) -> Artifact:
    return store(written, "film", written.film_hash, tmp_path)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with each comparison of a file with its digest."""
    count: list[str] = []

    def file_digest(*args: Any) -> Any:
        count.append("once")
        return hashlib.file_digest(*args)

    monkeypatch.setattr(comparing, "hashlib", type("counted", (), {"file_digest": file_digest}))
    return count


def file_of(stored: Any) -> Path:
    return Path(stored.file.path)


def where(film: Artifact) -> str:
    return reverse("artifact", args=[film.project_id, film.pk])


def known_etag(film: Artifact) -> dict[str, str]:
    return {"if-none-match": f'"{film.sha256}"'}


ASKED: dict[str, Callable[[Client, Artifact], Any]] = {
    "whole": lambda person, film: person.get(where(film)),
    "a part": lambda person, film: person.get(where(film), headers={"range": "bytes=0-9"}),
    "its headers": lambda person, film: person.head(where(film)),
    "whether it changed": lambda person, film: person.get(where(film), headers=known_etag(film)),
    "a download": lambda person, film: person.get(
        reverse("download", args=[film.project_id, "film"])
    ),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_damaged_film_of_the_same_length_is_not_served_and_its_page_says_so(
    alices: Client, film: Artifact, asked: str, caplog: pytest.LogCaptureFixture
) -> None:
    file_of(film).write_bytes(OTHER)
    assert ASKED[asked](alices, film).status_code == 404
    assert not Artifact.objects.filter(pk=film.pk).exists()
    project = fresh(film.project)
    assert project.note["lost"] == {"edit": ["film"]}
    assert project.revision > film.project.revision, "open pages are told"
    assert caplog.text.count("is lost or damaged") == 1


def test_a_film_is_compared_once_and_again_whenever_its_file_has_changed(
    alices: Client, film: Artifact, compared: list[str], tmp_path: Path
) -> None:
    for ask in (*ASKED.values(), *ASKED.values()):
        assert ask(alices, film).status_code in (200, 206, 304)
    assert len(compared) == 1
    path, times = file_of(film), file_of(film).stat()
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert alices.get(where(film)).status_code == 200
    (tmp_path / "copy").write_bytes(CONTENT)
    (tmp_path / "copy").replace(path)  # as from a backup
    assert alices.get(where(film)).status_code == 200
    assert len(compared) == 3
    times = path.stat()
    path.write_bytes(OTHER)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert alices.get(where(film)).status_code == 404


def test_a_film_that_was_mended_before_anybody_asked_is_served(
    alices: Client, film: Artifact
) -> None:
    file_of(film).write_bytes(OTHER)
    file_of(film).write_bytes(CONTENT)
    assert alices.get(where(film)).status_code == 200


def test_people_who_ask_at_once_wait_for_one_comparison(
    film: Artifact, compared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, counted = Barrier(4), comparing.hashlib.file_digest

    def slow(*args: Any) -> Any:
        everybody.wait(20)  # until the three others are about to ask too
        return counted(*args)

    def ask(number: int) -> int:
        if number:
            everybody.wait(20)
        opened, size = comparing.opened_whole(film.file, film.sha256)
        with opened:
            assert opened.read() == CONTENT
        return size

    monkeypatch.setattr(comparing.hashlib, "file_digest", slow)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [len(CONTENT)] * 4
    assert len(compared) == 1
    assert not comparing._at_work


def test_a_process_remembers_only_so_many_files(
    film: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST", 2)
    comparing._whole.clear()
    for number in range(4):
        film.file.name = default_storage.save(f"projects/x/{number}", ContentFile(CONTENT))
        comparing.opened_whole(film.file, film.sha256)[0].close()
    assert [key[0] for key in comparing._whole] == ["projects/x/2", "projects/x/3"]


@pytest.mark.parametrize("instead", ["a folder", "a pipe", "nothing"])
def test_what_is_no_file_is_lost(alices: Client, film: Artifact, instead: str) -> None:
    file_of(film).unlink()
    if instead != "nothing":
        {"a folder": os.mkdir, "a pipe": os.mkfifo}[instead](file_of(film))
    assert alices.get(where(film)).status_code == 404
    assert not Artifact.objects.filter(pk=film.pk).exists()


@pytest.mark.parametrize(("code", "is_lost"), [(errno.EIO, True), (errno.EMFILE, False)])
def test_a_film_that_cannot_be_read_is_lost_but_none_is_if_no_file_can_be_opened(
    alices: Client, film: Artifact, code: int, is_lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FileSystemStorage._open  # type: ignore[attr-defined]

    def fail(storage: FileSystemStorage, name: str, mode: str = "rb") -> Any:
        if name.startswith("projects/"):
            raise OSError(code, "not now")
        return real(storage, name, mode)

    alices.raise_request_exception = False
    monkeypatch.setattr(FileSystemStorage, "_open", fail)
    assert alices.get(where(film)).status_code == (404 if is_lost else 500)
    assert Artifact.objects.filter(pk=film.pk).exists() != is_lost


def test_a_damaged_sample_of_a_voice_is_made_again(alices: Client) -> None:
    sample = VoiceSample(recipe="r", language="en", voice_style="x", size=len(CONTENT))
    sample.sha256 = hashlib.sha256(CONTENT).hexdigest()
    sample.file.save("sample", ContentFile(CONTENT))
    address = reverse("voice-sample", args=[sample.pk])
    assert alices.get(address).status_code == 200
    file_of(sample).write_bytes(OTHER)
    assert alices.get(address).status_code == 404
    assert not VoiceSample.objects.filter(pk=sample.pk).exists()


def test_a_damaged_sample_of_a_mood_is_made_again(
    alices: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(music_samples.sample, "make", lambda _, out: out.write_bytes(CONTENT))
    address = reverse("music-sample", args=["calm"])
    assert alices.get(address).status_code == 200
    (path,) = Path(default_storage.path("samples")).glob("*.m4a")
    whole = path.read_bytes()
    for broken in (OTHER, CONTENT, whole[:9], b""):
        path.write_bytes(broken)
        part = alices.get(address, headers={"range": "bytes=1-"})
        assert part["Content-Range"] == f"bytes 1-{len(CONTENT) - 1}/{len(CONTENT)}"
        assert path.read_bytes() == whole
    assert default_storage.listdir("samples")[1] == [path.name]


def test_own_music_that_is_damaged_is_asked_for_again(alices: Client, written: Project) -> None:
    music = OwnMusic(project=written, consent_by=written.owner)
    music.sha256 = hashlib.sha256(CONTENT).hexdigest()
    music.file.save("music", ContentFile(CONTENT))
    written.choose_music(own=music)
    address = reverse("own-music", args=[written.pk])
    file_of(music).write_bytes(OTHER)
    assert alices.get(address).status_code == 404
    assert OwnMusic.objects.get().lost
