"""A file that comes in pieces: cut anywhere, interrupted anywhere, it arrives once and whole."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from projects.files import sending as files
from projects.files.sending import drop_forgotten, folder_of
from projects.media.ffmpeg import capture
from projects.models import AuditEntry, Photo, Project, RateLimit, Sending
from projects.models.storage_limit import stored_of
from tests.support.photos import picture, stored
from tests.support.programs import BASE, Program
from tests.support.videos import sounding
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO, MB

pytestmark = pytest.mark.usefixtures("collected_files", "store_of_its_own")
PIECE = "application/offset+octet-stream"


def photo(colour: str = "teal", **options: Any) -> bytes:
    return stored(Image.new("RGB", (320, 240), colour), "JPEG", **options)


def exif(moment: str, offset: str = "") -> Image.Exif:
    tags = Image.Exif()
    inner = tags.get_ifd(0x8769)
    inner[0x9003] = moment
    if offset:
        inner[0x9011] = offset
    return tags


def metadata(**said: str) -> str:
    coded = {name: base64.b64encode(value.encode()).decode() for name, value in said.items()}
    return ",".join(f"{name} {value}" for name, value in coded.items())


class Sender:
    """Alice's program, which sends one file."""

    def __init__(self, program: Program, content: bytes, where: str, **said: str) -> None:
        self.program, self.content, self.said = program, content, said
        self.client = program.client
        self.where = where
        self.begin()

    def begin(self) -> Any:
        said = {"filename": "操场.jpg", "consent": "true"} | self.said
        headers = {"Upload-Length": str(len(self.content)), "Upload-Metadata": metadata(**said)}
        self.answer = self.client.post(BASE + self.where, headers=headers)
        self.address = self.answer.headers.get("Location", "")
        return self.answer

    def patch(self, at: int, to: int | None = None, content: bytes | None = None) -> Any:
        body = self.content[at:to] if content is None else content
        headers = {"Upload-Offset": str(at)}
        return self.client.patch(self.address, body, content_type=PIECE, headers=headers)

    def offset(self) -> int:
        head = self.client.head(self.address)
        assert head.content == b""
        return int(head.headers["Upload-Offset"])

    def ended(self) -> Any:
        return self.client.post(self.address).json()

    @property
    def row(self) -> Sending:
        return Sending.objects.get(pk=self.answer.json()["data"]["id"])


@pytest.fixture
def where(project: Project) -> str:
    return f"/projects/{project.pk}/sendings"


@pytest.mark.parametrize("cut", [1, 10**6])
def test_pieces_in_any_cut_become_one_photo(
    program: Program,
    project: Project,
    alice: User,
    where: str,
    cut: int,
    django_capture_on_commit_callbacks: Any,
) -> None:
    small = stored(Image.new("L", (200, 200)), "JPEG", quality=1)
    sender = Sender(program, small, where, filetype="image/jpeg")
    assert sender.answer.status_code == 201
    at = 0
    while at < len(small):
        step = max(cut, len(small) // 20)
        with django_capture_on_commit_callbacks(execute=True):
            answer = sender.patch(at, at + step)
        assert (answer.status_code, answer.content) == (204, b"")
        at = int(answer.headers["Upload-Offset"])
        assert at in (sender.offset(), len(small))
    ended = sender.ended()["data"]
    kept = project.photos.get()
    assert (ended["state"], ended["material"]) == ("taken", str(kept.pk))
    assert (kept.original_name, kept.consent_by) == ("操场.jpg", alice)
    assert kept.consent_at == sender.row.consent_at
    assert not folder_of(sender.row).exists()
    assert AuditEntry.objects.filter(action="upload", object_id=str(kept.pk)).count() == 1
    assert sender.ended()["data"] == ended, "it may be asked again"
    [listed] = program("get", f"/projects/{project.pk}/material")["data"]
    assert (listed["id"], listed["scenes"], listed["kind"]) == (str(kept.pk), [], "photo")


def test_a_wrong_offset_is_told_the_right_one_and_changes_nothing(
    program: Program, where: str
) -> None:
    sender = Sender(program, photo(), where)
    sender.patch(0, 100)
    for at in (0, 99, 101):
        refused = sender.patch(at, at + 5)
        assert (refused.status_code, refused.headers["Upload-Offset"]) == (409, "100")
    assert sender.offset() == 100
    assert sender.patch(100, content=bytes(10**6)).status_code == 400, "more than was announced"
    assert sender.offset() == 100
    assert sender.patch(100).status_code == 204


def test_a_process_that_was_killed_between_piece_and_row_loses_no_acknowledged_byte(
    program: Program, project: Project, where: str, settings: Any, tmp_path: Path
) -> None:
    settings.STUDIO_CRASHPOINTS = str(tmp_path)
    sender = Sender(program, photo(), where)
    sender.patch(0, 300)
    (tmp_path / "received").write_text("error")
    assert sender.patch(300, 900).status_code == 500
    assert sender.offset() == 300
    assert sender.patch(300, 500).status_code == 204, "over what the lost one has left"
    (tmp_path / "shelving").write_text("error")
    assert sender.patch(500).status_code == 500
    assert not Photo.objects.exists()
    assert sender.row.state == "ready"
    assert sender.ended()["data"]["state"] == "taken"
    assert project.photos.count() == 1


def test_what_the_disk_has_lost_is_asked_for_again(program: Program, where: str) -> None:
    sender = Sender(program, photo(), where)
    sender.patch(0, 300)
    (folder_of(sender.row) / "pieces").write_bytes(sender.content[:120])
    assert sender.offset() == 120
    assert sender.patch(120).status_code == 204
    assert sender.row.state == "taken"


def test_the_same_file_chosen_again_goes_on_where_it_was(
    program: Program, project: Project, where: str
) -> None:
    first = Sender(program, photo(), where, lastModified="1717120000000")
    first.patch(0, 300)
    again = Sender(program, photo(), where, lastModified="1717120000000")
    assert (again.address, again.answer.headers["Upload-Offset"]) == (first.address, "300")
    [listed] = program("get", f"/sendings?project={project.pk}")["data"]
    assert (listed["offset"], listed["state"]) == (300, "coming")
    another = Sender(program, photo(), where, lastModified="1717120000001")
    assert another.address != first.address


def test_the_same_bytes_are_there_once(program: Program, project: Project, where: str) -> None:
    for name in ("a.jpg", "b.jpg"):
        Sender(program, photo(), where, filename=name).patch(0)
    once = SimpleUploadedFile("c.jpg", photo(), "image/jpeg")
    sent = {"file": once, "consent": True}
    added = program.client.post(f"{BASE}/projects/{project.pk}/material", sent)
    kept = project.photos.get()
    assert (added.status_code, added.json()["data"]["id"]) == (201, str(kept.pk))
    assert kept.original_name == "a.jpg"
    program("delete", f"/projects/{project.pk}/material/{kept.pk}")
    assert program("get", f"/projects/{project.pk}/material")["data"] == []
    Sender(program, photo(), where).patch(0)
    assert [each.pk for each in Project.objects.get().material] == [kept.pk], "back on the shelf"


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"words", "a.jpg", "not a picture"),
        (b"words", "a.mp4", "not a video"),
        (stored(picture(100, 100), "JPEG"), "a.jpg", "too small"),
        (photo()[:-300], "a.jpg", "damaged"),
        (b"", "a.jpg", "not a picture"),
    ],
)
def test_a_refused_file_says_why_and_nothing_of_it_stays(
    program: Program, project: Project, where: str, content: bytes, name: str, reason: str
) -> None:
    kind = "video/mp4" if name.endswith("mp4") else "image/jpeg"
    sender = Sender(program, content, where, filename=name, filetype=kind)
    answer = sender.patch(0) if content else sender.client.post(sender.address)
    assert answer.status_code == 422
    assert reason in answer.json()["message"]
    [told] = program("get", f"/sendings?project={project.pk}")["data"]
    assert (told["state"], reason in told["reason"]) == ("refused", True)
    assert not folder_of(sender.row).exists()
    assert stored_of(project.owner_id) == 0
    assert program.client.delete(sender.address).status_code == 204
    assert not Sending.objects.exists()


def test_a_file_that_cannot_be_taken_is_refused_with_its_first_piece(
    program: Program, where: str
) -> None:
    large = photo() + bytes(LARGEST_PHOTO)
    sender = Sender(program, large, where, filetype="video/mp4")
    refused = sender.patch(0, 1000)
    assert (refused.status_code, "30 MB" in refused.json()["message"]) == (422, True)
    avi = Sender(program, b"RIFF\0\0\0\0AVI " + bytes(9999), where, filetype="video/x-msvideo")
    assert "Choose an MP4" in avi.patch(0, 1000).json()["message"]


def test_without_the_consent_nothing_begins(program: Program, where: str) -> None:
    refused = Sender(program, photo(), where, consent="").answer
    assert refused.status_code == 400
    assert "guardians" in refused.json()["message"]
    assert not Sending.objects.exists()


def test_what_is_on_its_way_counts_for_the_limits(
    program: Program, alice: User, project: Project, where: str, settings: Any
) -> None:
    headers = {"Upload-Metadata": metadata(consent="true")}
    ask = lambda size: program.client.post(  # noqa: E731
        BASE + where, headers=headers | {"Upload-Length": str(size)}
    )
    too_large = ask(LARGEST_CLIP + 1)
    assert (too_large.status_code, "200 MB" in too_large.json()["message"]) == (413, True)
    settings.STUDIO_STORED = 3
    assert ask(2 * MB).status_code == 201
    full = ask(2 * MB)
    assert (full.status_code, full["Retry-After"]) == (429, "3600")
    assert "The limit is 3 MB" in full.json()["message"]
    settings.STUDIO_SENT_AN_HOUR = 1
    RateLimit.count_sent(alice.pk, MB)
    sender = Sender(program, photo(), where)
    much = sender.patch(0, 100)
    assert (much.status_code, "1 MB" in much.json()["message"]) == (429, True)
    assert sender.offset() == 0


def test_a_sending_without_a_sign_for_a_day_is_forgotten(
    program: Program, project: Project, where: str
) -> None:
    old, new = Sender(program, photo(), where), Sender(program, photo("red"), where)
    for each in (old, new):
        each.patch(0, 100)
    lately = old.row.touched_at - timedelta(hours=25)
    Sending.objects.filter(pk=old.row.pk).update(touched_at=lately)
    folder, orphan = folder_of(old.row), Path(settings.DATA) / "sendings" / str(project.pk)
    orphan.mkdir()
    drop_forgotten()
    assert not folder.exists()
    assert not orphan.exists()
    assert old.patch(100).status_code == 404
    assert new.patch(100).status_code == 204
    drop_forgotten()
    assert project.photos.count() == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (photo(exif=exif("2024:05:31 10:00:00", "+08:00")), datetime(2024, 5, 31, 2, tzinfo=UTC)),
        (photo(exif=exif("2999:05:31 10:00:00")), datetime(2020, 1, 1, tzinfo=UTC)),
        (photo(exif=exif("0000:00:00 00:00:00")), datetime(2020, 1, 1, tzinfo=UTC)),
        (photo(), datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_time_of_a_photo_is_its_own_or_else_its_file_s(
    program: Program, project: Project, where: str, content: bytes, expected: datetime
) -> None:
    Sender(program, content, where, lastModified="1577836800000").patch(0)
    assert project.photos.get().taken_at == expected


def test_a_video_has_its_time_its_length_and_its_sound(
    program: Program, project: Project, where: str, tmp_path: Path
) -> None:
    sounding(tmp_path / "a.mp4", seconds=1.2)
    made = ["-metadata", "creation_time=2024-05-31T02:00:00Z", "-c", "copy", "b.mp4"]
    capture(["-v", "error", "-i", "a.mp4", *made], cwd=tmp_path)
    Sender(program, (tmp_path / "b.mp4").read_bytes(), where, filetype="video/mp4").patch(0)
    kept = project.own_clips.get()
    assert kept.taken_at == datetime(2024, 5, 31, 2, tzinfo=UTC)
    assert kept.seconds == pytest.approx(1.2, abs=0.05)
    assert kept.own_sound.size


def test_nobody_else_sees_or_touches_what_somebody_sends(
    program: Program, bob: User, where: str
) -> None:
    sender = Sender(program, photo(), where)
    client = Program(bob).client
    for method in ("get", "head", "post", "delete"):
        assert getattr(client, method)(sender.address).status_code == 404, method
    headers = {"Upload-Offset": "0"}
    theirs = client.patch(sender.address, b"x", content_type=PIECE, headers=headers)
    assert theirs.status_code == 404
    assert Sender(Program(bob), photo(), where).answer.status_code == 404


def test_a_file_that_is_read_by_one_request_is_not_read_by_another(
    program: Program, where: str
) -> None:
    sender = Sender(program, photo(), where)
    with files._alone(sender.row):
        refused = sender.patch(0)
        assert refused.status_code == 409
        assert "being read" in refused.json()["message"]
    assert sender.ended()["data"]["state"] == "taken"


def test_a_brief_s_files_are_read_at_once_and_go_to_the_project_that_it_makes(
    alices: Client, alice: User, program: Program
) -> None:
    sender = Sender(program, photo(), "/sendings", brief="token-1")
    sender.patch(0)
    assert sender.row.state == "ready"
    late = Sender(program, photo("red"), "/sendings", brief="token-1")
    late.patch(0, 300)
    [first, second] = program("get", "/sendings?brief=token-1")["data"]
    assert {first["state"], second["state"]} == {"ready", "coming"}
    brief = {"topic": "A", "platform": "douyin", "video_type": "course", "style": "warm"}
    brief |= {"duration": "short", "voice_style": "friendly_male", "token": "token-1"}
    assert alices.post("/", brief).status_code == 302
    made = Project.objects.get(topic="A")
    assert made.photos.count() == 1
    late.patch(300)
    assert made.photos.count() == 2
    assert Sender(program, photo(), "/sendings", brief="").answer.status_code == 400
