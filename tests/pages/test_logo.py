"""The logo of a film: sending it, seeing it, and what is made again by it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects.jobs.cleanup import remove_unused_uploads
from projects.models import Logo, Project
from projects.models.audit import AuditEntry
from projects.models.storage_limit import stored_of
from projects.steps.scenes import UploadMissing, local_logo
from tests.support.logos import logo, stored
from tests.support.programs import BASE, Program
from tests.support.projects import fresh

pytestmark = pytest.mark.usefixtures("collected_files")


def file_of(content: bytes, name: str = "园徽.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def send(client: Client, project: Project, content: bytes) -> Any:
    address = reverse("logo-upload", args=[project.pk])
    return client.post(address, {"own": file_of(content)}, HTTP_HX_REQUEST="true")


def recipes(project: Project) -> list[tuple[str, str]]:
    return [(scene.narration_hash, scene.clip_hash) for scene in fresh(project).scene_list]


def test_a_logo_is_sent_seen_switched_off_and_undone(
    alices: Client, alice: User, bobs: Client, written: Project, tmp_path: Any
) -> None:
    before, address = recipes(written), reverse("logo-seen", args=[written.pk])
    assert alices.get(address).status_code == 404
    assert send(alices, written, stored(logo())).status_code == 200
    shown = fresh(written)
    assert shown.logo
    assert (shown.logo.original_name, shown.logo.consent_by) == ("园徽.png", alice)
    assert AuditEntry.objects.filter(kind="logo", action="upload").exists()
    assert stored_of(alice.pk) == shown.logo.size > 0
    now = recipes(written)
    assert [voice for voice, _ in now] == [voice for voice, _ in before]
    assert not {clip for _, clip in now} & {clip for _, clip in before}
    answer = alices.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    with Image.open(BytesIO(answer.content)) as seen:
        assert seen.height == 88
    assert bobs.get(address).status_code == 404
    assert "园徽.png" in alices.get(reverse("project", args=[written.pk])).content.decode()
    with local_logo(shown, tmp_path, lambda: None) as path:
        assert path
    choose = reverse("logo", args=[written.pk])
    assert alices.post(choose, {"show_logo": "off"}, HTTP_HX_REQUEST="true").status_code == 200
    assert recipes(written) == before
    with local_logo(fresh(written), tmp_path, lambda: None) as path:
        assert path is None
    written.undo()
    assert recipes(written) == now
    written.undo()
    assert (recipes(written), fresh(written).logo) == (before, None)
    written.redo()
    assert recipes(written) == now


def test_what_is_no_logo_is_refused_in_words(alices: Client, written: Project) -> None:
    for content, word in ((b"<svg/>", "SVG"), (b"words", "JPEG"), (b"", "JPEG")):
        answer = send(alices, written, content)
        assert (answer.status_code, word in answer.content.decode()) == (422, True)
    nothing = alices.post(reverse("logo", args=[written.pk]), {"show_logo": "on"})
    assert nothing.status_code == 422
    assert (fresh(written).logo, Logo.objects.count()) == (None, 0)


def test_a_lost_logo_is_told_and_another_one_replaces_it(
    alices: Client, written: Project, tmp_path: Any
) -> None:
    send(alices, written, stored(logo()))
    first = fresh(written).logo
    assert first
    default_storage.delete(str(first.file))
    with pytest.raises(UploadMissing) as missing, local_logo(fresh(written), tmp_path, lambda: 0):
        pass
    assert missing.value.reason == "logo_missing"
    send(alices, written, stored(logo("#c83c3c")))
    second = fresh(written).logo
    assert second
    written.history.all().delete()
    remove_unused_uploads(timedelta(0))
    assert [each.file.name for each in written.logos.order_by("consent_at")] == [
        "",
        second.file.name,
    ]


def test_a_project_that_is_deleted_takes_its_logo_with_it(
    alices: Client, written: Project, django_capture_on_commit_callbacks: Any
) -> None:
    send(alices, written, stored(logo()))
    name = str(fresh(written).logo.file)  # type: ignore[union-attr]
    with django_capture_on_commit_callbacks(execute=True):
        fresh(written).delete_with_files()
    assert not default_storage.exists(name)


def test_programs_send_a_logo_and_show_none(program: Program, written: Project) -> None:
    path = f"{BASE}/projects/{written.pk}/logo"
    for content, status in ((b"words", 400), (stored(logo()), 200)):
        assert program.client.post(path, {"logo": file_of(content)}).status_code == status
    made = program("get", f"/projects/{written.pk}")["data"]
    assert (made["logo"], made["showLogo"]) == ("园徽.png", True)
    program("delete", f"/projects/{written.pk}/logo")
    assert (program.status, fresh(written).show_logo) == (200, False)
