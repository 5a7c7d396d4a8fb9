"""What Django refuses before a view, or instead of it: in words, for people and for programs."""

from __future__ import annotations

import json
import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.media.intake.photo import take_in
from projects.models import Photo, Project
from projects.models.project.model import ProjectQuerySet
from tests.support.programs import BASE, Program
from videostudio import disk
from videostudio.request_id import InLog
from videostudio.upload_limits import MB

pytestmark = [pytest.mark.usefixtures("collected_files"), pytest.mark.django_db]
MULTIPART = "multipart/form-data; boundary=x"
WORDS = "application/x-www-form-urlencoded"


@pytest.fixture
def reader(alice: User) -> Client:
    """Alice's browser, in English. A view's exception becomes a page, as for her."""
    browser = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    browser.force_login(alice)
    return browser


@pytest.fixture
def program(alice: User) -> Client:
    return Program(alice).client


def fields(count: int) -> bytes:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    return part * count + b"--x--\r\n"


def files(count: int) -> bytes:
    part = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n1\r\n'
    return part * count + b"--x--\r\n"


def said(answer: Any) -> str:
    """The words of a refusal, wherever they are."""
    content = answer.content.decode()
    if answer.headers["Content-Type"].startswith("application/json"):
        envelope = json.loads(content)
        assert (envelope["success"], envelope["data"]) == (False, None)
        return str(envelope["message"])
    assert '<html lang="en">' in content
    return unescape(" ".join(re.findall(r"<h1>(.*?)</h1>\s*<p>(.*?)</p>", content, re.S)[0]))


# The body, its type, the status, and some of the words.
UNREADABLE = {
    "too many fields": (fields(1001), MULTIPART, 400, "At most 1000 fields and 100 files"),
    "too many files": (files(101), MULTIPART, 400, "At most 1000 fields and 100 files"),
    "no boundary": (b"--x--", "multipart/form-data", 400, "cannot be read"),
    "a broken part": (b"--x\r\nContent-Disposition: form-data; name", MULTIPART, None, ""),
    "too many words": (b"a=" + bytes(2 * MB), WORDS, 413, "At most 2 MB of words"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_form_that_cannot_be_read_is_refused_in_words(
    what: str, reader: Client, program: Client, written: Project
) -> None:
    body, kind, status, words = UNREADABLE[what]
    scene = written.scenes.get(position=1)
    page = reader.post(reverse("upload", args=[written.pk, scene.pk]), body, content_type=kind)
    path = f"{BASE}/projects/{written.pk}/scenes/1/photo"
    envelope = program.post(path, body, content_type=kind)
    if status is None:  # it is read as an empty form
        assert (page.status_code, envelope.status_code) == (422, 400)
        return
    assert (page.status_code, envelope.status_code) == (status, status)
    assert words in said(page)
    assert words in said(envelope)


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nowhere/", "does not know this address"), ("/api/nowhere", "does not know this address")],
)
def test_a_host_that_is_not_ours_is_refused_in_words(path: str, words: str, reader: Client) -> None:
    answer = reader.get(path, headers={"host": "evil.example"})
    assert (answer.status_code, words in said(answer)) == (400, True)


def test_every_address_below_api_answers_in_the_envelope(reader: Client) -> None:
    for path in ("/api/", "/api/nowhere", f"{BASE}/nowhere"):
        answer = reader.get(path)
        assert (answer.status_code, "no such address" in said(answer)) == (404, True), path


def test_an_address_for_buttons_says_so_to_who_opens_it(reader: Client, written: Project) -> None:
    answer = reader.get(reverse("cancel", args=[written.pk]))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
    assert "button of another page" in said(answer)


def test_a_page_that_was_open_for_too_long_says_so(alice: User, project: Project) -> None:
    page = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    page.force_login(alice)
    address = reverse("cancel", args=[project.pk])
    assert "open for too long" in said(page.post(address))
    click = page.post(address, headers={"hx-request": "true"})
    assert (click.status_code, click.headers["Studio-Refusal"]) == (403, "1")
    assert click.content.startswith(b'<p class="toast bad"')
    assert "X-CSRFToken" in said(page.post(f"{BASE}/projects/{project.pk}/script"))


def test_who_may_not_see_a_page_of_administrators_is_told(reader: Client, alice: User) -> None:
    alice.is_staff = True
    alice.save()
    answer = reader.get(reverse("admin:auth_user_changelist"))
    assert (answer.status_code, "no right to it" in said(answer)) == (403, True)


@pytest.mark.parametrize("path", ["/", "/admin/", f"{BASE}/projects"])
def test_a_fault_of_ours_has_a_number_that_the_log_has_too_and_tells_no_more(
    path: str, reader: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: Any, **__: Any) -> None:
        raise RuntimeError("SELECT secret FROM /home/studio")

    User.objects.update(is_staff=True)
    for broken in ("newest_of", "newest_first", "filter", "visible_to"):
        monkeypatch.setattr(ProjectQuerySet, broken, break_down)
    monkeypatch.setattr(AdminSite, "each_context", break_down)
    caplog.handler.addFilter(InLog())
    answer = reader.get(path)
    number = answer.headers["X-Request-ID"]
    content = answer.content.decode()
    assert (answer.status_code, number in content) == (500, True)
    assert "went wrong on our side" in content
    for inside in ("SELECT", "secret", "/home", "Traceback", "RuntimeError", "Django", ".py"):
        assert inside not in content
    (line,) = [record for record in caplog.records if record.exc_info]
    assert line.request_number == f" [{number}]"  # type: ignore[attr-defined]


@contextmanager
def no_space() -> Iterator[None]:
    """No file may become larger than a quarter of a megabyte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MB // 4, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("noise") / "a.png"
    Image.effect_noise((900, 900), 90).convert("RGB").save(path)
    return path.read_bytes()


@pytest.mark.parametrize("size", ["held in memory", "kept on the disk"])
def test_a_photo_for_which_the_disk_has_no_space_is_refused_in_words_and_not_kept(
    size: str, noise: bytes, reader: Client, program: Client, written: Project
) -> None:
    content = noise if size == "held in memory" else noise + bytes(3 * MB)
    scene = written.scenes.get(position=1)

    def photo() -> SimpleUploadedFile:
        return SimpleUploadedFile("a.png", content, "image/png")

    address = reverse("upload", args=[written.pk, scene.pk])
    click = {"hx-request": "true"}
    path = f"{BASE}/projects/{written.pk}/scenes/1/photo"
    with no_space():
        page = reader.post(address, {"own": photo(), "consent": "on"}, headers=click)
        envelope = program.post(path, {"photo": photo(), "consent": True})
    assert (page.status_code, envelope.status_code) in [(422, 409), (507, 507)]
    assert "storage is full" in page.content.decode()
    assert "storage is full" in envelope.json()["message"]
    assert not Photo.objects.exists()


def test_a_new_picture_for_which_there_is_no_space_is_the_disks_fault(
    tmp_path: Path, noise: bytes
) -> None:
    (tmp_path / "a.png").write_bytes(noise)
    with no_space(), pytest.raises(OSError) as failed:
        take_in(tmp_path / "a.png", tmp_path / "ours.jpg")
    assert disk.is_full(failed.value)
    assert not (tmp_path / "ours.jpg").exists()
