"""A scene that shows its owner's own video: what a person sees, and what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from projects import steps
from projects.files.forms import UploadForm
from projects.jobs.cleanup import remove_unreferenced_files, remove_unused_uploads
from projects.media.conform import Stalled, TooHeavy
from projects.media.intake import video as video_intake
from projects.media.intake.seen import Seen
from projects.media.intake.video import take_in
from projects.models import OwnClip, Project, Run
from projects.pages import regions
from projects.steps.scenes import local_uploads
from projects.timeline import Status, step_of
from tests.support.made_film import MadeFilm
from tests.support.pictures import frame_of
from tests.support.programs import BASE, Program
from tests.support.videos import halves, sounding, video
from videostudio.upload_limits import LARGEST_CLIP

pytestmark = pytest.mark.usefixtures("collected_files")
RED, BLUE = 0, 2


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return halves(tmp_path_factory.mktemp("small") / "a.mp4", size="320x240").read_bytes()


@pytest.fixture
def nearly(written: Project, a_film: MadeFilm) -> Project:
    """All clips but the first scene's are made."""
    return a_film.give(written, "scenes", without=1)


def file_of(content: bytes, name: str = "操场.mp4", kind: str = "video/mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def send(client: Client, project: Project, upload: SimpleUploadedFile, **more: str) -> Any:
    address = reverse("upload", args=[project.pk, project.scenes.get(position=1).pk])
    return client.post(address, {"own": upload} | ({"consent": "on"} | more))


def go_through(program: Program, project: Project, work: Callable[[], None], *steps: str) -> None:
    for step in steps:
        program("post", f"/projects/{project.pk}/{step}")
        work()


def stored_files(project: Project) -> list[str]:
    folder = Path(default_storage.path(f"projects/{project.pk}"))
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


def drawn_card(project: Project) -> str:
    fresh = Project.objects.with_parts().get(pk=project.pk)
    scene = fresh.scene_list[0]
    return unescape(regions.of_timeline(fresh, "en")[f"scene-{scene.pk}-clip"].html)


def test_a_video_is_used_for_its_scene_and_the_page_says_so(
    alices: Client, alice: User, written: Project, small: bytes
) -> None:
    assert send(alices, written, file_of(small)).status_code == 302
    stored = written.own_clips.get()
    assert written.scenes.get(position=1).shots.get().own_clip == stored
    assert (stored.consent_by, stored.original_name) == (alice, "操场.mp4")
    assert "Own video: </span>操场.mp4" in drawn_card(written)
    assert stored_files(written) == [f"own-clip-{stored.pk}"]
    with stored.file.open("rb") as file:
        assert file.read() != small, "never as it came"
    scene = written.scenes.get(position=1)
    assert (
        alices.post(reverse("fit", args=[written.pk, scene.pk]), {"fit": "torn"}).status_code == 422
    )
    alices.post(reverse("fit", args=[written.pk, scene.pk]), {"fit": "frame"})
    assert '<option value="frame" selected>' in drawn_card(written)
    alices.post(reverse("card", args=[written.pk, scene.pk]))
    assert 'name="fit"' not in drawn_card(written)
    assert not written.scenes.get(position=1).shot_list
    assert "Own video" not in drawn_card(written)


def test_a_photo_takes_the_place_of_a_video_and_the_other_way_round(
    written: Project, alice: User
) -> None:
    scene = written.scenes.get(position=1)
    photo = written.photos.create(consent_by=alice, sha256="1", file="p.jpg")
    shot = written.own_clips.create(consent_by=alice, sha256="2", file="c.mp4")
    for shown in (photo, shot, photo):
        scene.show(shown)
        assert written.scenes.get(position=1).shots.get().upload == shown
    with pytest.raises(IntegrityError), transaction.atomic():
        scene.shots.update(photo=photo, own_clip=shot)


def test_another_video_is_another_clip(written: Project) -> None:
    scene = written.scene_list[0]
    before = scene.clip_hash
    scene.show(written.own_clips.create(consent_by=written.owner, sha256="3"))
    shown = scene.clip_hash
    assert shown != before
    scene.choose_fit("frame")
    assert scene.clip_hash != shown, "so it is when it stands in another place"
    scene.show(written.own_clips.create(consent_by=written.owner, sha256="3"))
    assert scene.clip_hash == shown, "another upload stands where it stands best"


@pytest.mark.parametrize(
    ("name", "kind", "content", "words"),
    [
        ("a.mp4", "video/mp4", b"words", "not a video. Choose an MP4, MOV or WebM"),
        ("a.mp4", "video/mp4", b"", "not a video. Choose an MP4, MOV or WebM"),
        ("a.jpg", "image/jpeg", b"", "not a picture. Choose a"),
        ("a.tif", "image/tiff", b"II*\0" + bytes(64), "Save it as a JPEG, PNG, WebP, HEIC or AVIF"),
        ("a.heic", "", b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(64), "This picture is damaged"),
        ("a.mp4", "video/mp4", b"\xff\xd8\xff" + bytes(64), "This picture is damaged"),
        ("a.avif", "image/avif", b"\0\0\0\x18ftypavis\0\0\0\0" + bytes(64), "This picture is dam"),
        ("a.jpg", "image/jpeg", b"\0\0\0\x18ftypisom" + bytes(64), "This video is damaged"),
    ],
)
def test_what_cannot_be_used_is_refused_by_what_it_is(
    name: str, kind: str, content: bytes, words: str, alices: Client, written: Project
) -> None:
    alices.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = send(alices, written, file_of(content, name, kind))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not written.own_clips.exists()
    assert stored_files(written) == []


def test_the_refusal_comes_in_the_readers_language(alices: Client, written: Project) -> None:
    answer = send(alices, written, file_of(b"words"))
    assert "请选择 MP4、MOV 或 WebM 文件" in answer.content.decode()


def test_a_video_needs_the_guardians_consent(
    alices: Client, program: Program, written: Project, small: bytes
) -> None:
    assert send(alices, written, file_of(small), consent="").status_code == 422
    path = f"{BASE}/projects/{written.pk}/scenes/1/own-clip"
    assert program.client.post(path, {"clip": file_of(small)}).status_code == 400
    assert not OwnClip.objects.exists()


def test_of_a_foreign_project_no_scene_takes_a_video(
    bob: User, written: Project, small: bytes
) -> None:
    stranger = Client()
    stranger.force_login(bob)
    assert send(stranger, written, file_of(small)).status_code == 404
    path = f"{BASE}/projects/{written.pk}/scenes/1/own-clip"
    programs = Program(bob).client
    assert programs.post(path, {"clip": file_of(small), "consent": True}).status_code == 404
    assert programs.delete(path).status_code == 404
    assert not OwnClip.objects.exists()


def test_a_video_for_a_project_at_work_is_refused_unseen(
    alices: Client, program: Program, written: Project
) -> None:
    written.start(step_of("narration"))
    assert send(alices, written, file_of(b"not looked at")).status_code == 422
    path = f"{BASE}/projects/{written.pk}/scenes/1/own-clip"
    answer = program.client.post(path, {"clip": file_of(b"not looked at"), "consent": True})
    assert answer.status_code == 409
    assert program.client.delete(path).status_code == 409
    assert stored_files(written) == []


def test_a_video_that_comes_too_late_is_not_kept(
    alices: Client, written: Project, small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin_meanwhile(source: Path, out: Path) -> Seen:
        Project.objects.get(pk=written.pk).start(step_of("narration"))
        return take_in(source, out)

    monkeypatch.setattr(video_intake, "take_in", begin_meanwhile)
    assert send(alices, written, file_of(small)).status_code == 422
    assert not written.own_clips.exists()
    assert stored_files(written) == []


def test_a_full_storage_is_said_and_nothing_is_kept(
    alices: Client, written: Project, small: bytes, settings: Any
) -> None:
    settings.STUDIO_LEAST_ROOM = 10**12
    answer = send(alices, written, file_of(small))
    assert answer.status_code == 422
    assert "存储空间" in answer.content.decode()
    assert stored_files(written) == []


def test_a_video_above_the_limit_is_refused_and_the_page_knows_the_limit(written: Project) -> None:
    upload = file_of(b"words")
    upload.size = LARGEST_CLIP + 1
    form = UploadForm({"consent": "on"}, {"own": upload})
    assert "200 MB" in str(form.errors["own"])
    assert f'data-largest-clip="{LARGEST_CLIP}"' in drawn_card(written)


@pytest.mark.django_db(transaction=True)
def test_the_sweep_leaves_a_video_and_deleting_the_project_takes_it_away(
    alices: Client, written: Project, small: bytes
) -> None:
    send(alices, written, file_of(small))
    name = written.own_clips.get().file.name
    remove_unreferenced_files(timedelta(0))
    assert default_storage.exists(name)
    written.delete_with_files()
    assert not default_storage.exists(name)


@pytest.mark.parametrize("fault", ["lost", "damaged", "heavy", "stalled"])
def test_a_stored_video_that_cannot_be_read_is_a_reason_of_its_own_and_the_card_a_way_out(
    fault: str, alices: Client, written: Project, small: bytes, tmp_path: Path
) -> None:
    send(alices, written, file_of(small))
    scene = Project.objects.get(pk=written.pk).scene_list[0]
    path = Path(scene.shot_list[0].upload.file.path)
    if fault == "lost":
        path.unlink()
    elif fault == "damaged":
        path.write_bytes(small)
    with (
        pytest.raises(Exception) as missing,
        local_uploads(scene.shot_list, tmp_path, lambda: None),
    ):
        raise TooHeavy if fault == "heavy" else Stalled
    reason = steps.reason_of(missing.value, Run(scene=scene))
    is_there = fault in ("heavy", "stalled")
    code = f"own_clip_{fault if is_there else 'missing'}"
    assert reason == {"code": code, "scene": 1}
    assert steps.is_hopeless(reason) == (fault != "stalled")


@pytest.mark.full("makes its own clips")
def test_the_way_out_of_a_lost_video_goes_on_with_the_card(
    program: Program, alices: Client, nearly: Project, small: bytes, work: Callable[[], None]
) -> None:
    send(alices, nearly, file_of(small))
    go_through(program, nearly, work, "audio")
    default_storage.delete(nearly.own_clips.get().file.name)
    go_through(program, nearly, work, "scenes")
    failed = Project.objects.with_parts().get(pk=nearly.pk)
    assert (failed.status, failed.error["code"]) == (Status.FAILED, "own_clip_missing")
    scene = failed.scene_list[0]
    drawn = unescape(regions.of_timeline(failed, "en")["scenes-live"].html)
    assert "Scene 1: its own video cannot be read" in drawn
    assert f'href="#scene-{scene.pk}-upload-{scene.shots_key}"' in drawn
    address = reverse("card", args=[failed.pk, scene.pk])
    assert address in drawn
    alices.post(address, {"retry": "1"}, headers={"hx-request": "true"})
    work()
    healed = Project.objects.with_parts().get(pk=nearly.pk)
    assert (healed.status, bool(healed.scene_list[0].clip)) == (Status.DRAFT, True)


@pytest.mark.full("makes its own clips")
def test_a_video_that_is_lost_after_its_clip_was_made_costs_the_cover_its_picture_alone(
    program: Program, alices: Client, nearly: Project, small: bytes, work: Callable[[], None]
) -> None:
    send(alices, nearly, file_of(small))
    go_through(program, nearly, work, "audio", "scenes")
    default_storage.delete(nearly.own_clips.get().file.name)
    go_through(program, nearly, work, "merge")
    made = Project.objects.with_parts().get(pk=nearly.pk)
    assert (made.status, bool(made.film_part("cover"))) == (Status.COMPLETED, True)


@pytest.mark.full("makes its own clips")
def test_a_video_that_is_damaged_late_fails_its_scene_at_once_with_the_same_way_out(
    program: Program,
    alices: Client,
    written: Project,
    work: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = bytearray(video(tmp_path / "a.mp4", "testsrc2=s=320x240:r=30").read_bytes())
    broken[len(broken) // 2 : len(broken) // 2 + 2000] = bytes(2000)
    monkeypatch.setattr(video_intake, "ENOUGH", 0.0)
    assert send(alices, written, file_of(bytes(broken))).status_code == 302
    go_through(program, written, work, "audio", "scenes")
    failed = Project.objects.get(pk=written.pk)
    assert failed.error == {"code": "own_clip_missing", "scene": 1}
    first, *others = failed.runs.filter(step="scenes").order_by("scene__position")
    assert first.attempt == 1, "trying again would not help"
    assert {run.state for run in others} == {"succeeded"}


def test_a_program_sends_a_video_and_the_film_shows_it(
    program: Program, nearly: Project, small: bytes, work: Callable[[], None], tmp_path: Path
) -> None:
    path = f"{BASE}/projects/{nearly.pk}/scenes/1/own-clip"
    answer = program.client.post(path, {"clip": file_of(small), "consent": True})
    assert answer.status_code == 200
    go_through(program, nearly, work, "audio", "scenes", "merge")
    made = Project.objects.with_parts().get(pk=nearly.pk)
    assert made.status == Status.COMPLETED
    film = tmp_path / "film.mp4"
    film.write_bytes(made.film.file.read())
    seconds = made.scene_list[0].clip.seconds
    for at in range(int(seconds)):  # red and blue in turn, for as long as the scene is spoken
        shown = frame_of(film, 30 * at + 10)[350:450, 200:300].mean(axis=(0, 1))
        assert np.argmax(shown) == (RED if at % 2 == 0 else BLUE), at
        assert shown.max() > 150
    program("delete", f"/projects/{nearly.pk}/scenes/1/own-clip")
    assert not nearly.scenes.get(position=1).shot_list


def test_a_video_keeps_its_sound_for_whoever_wants_it_and_both_go_together(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    send(alices, written, file_of(sounding(tmp_path / "a.mp4", seconds=1.2).read_bytes()))
    stored = written.own_clips.get()
    assert stored_files(written) == [
        f"own-clip-{stored.pk}",
        f"own-sound-{stored.own_sound.pk}.m4a",
    ]
    (shot,) = written.scenes.get(position=1).shot_list
    address = reverse("clip-sound", args=[written.pk, shot.scene_id, shot.pk])
    assert address in drawn_card(written)
    alices.post(address, {"sound": "under"}, headers={"hx-request": "true"})
    assert written.scenes.get(position=1).shots.get().sound == "under"
    alices.post(reverse("card", args=[written.pk, shot.scene_id]))
    Project.objects.get().remove_material([stored.pk])
    remove_unused_uploads(timedelta(0))
    assert len(stored_files(written)) == 2, "an undo would show it again"
    written.history.all().delete()
    remove_unused_uploads(timedelta(0))
    assert stored_files(written) == []
    assert written.own_clips.get().consent_by, "the proof stays"


def test_one_of_several_photos_can_be_taken_out_of_its_scene(
    alices: Client, written: Project, alice: User
) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        scene = Project.objects.get(pk=written.pk).scene_list[0]
        scene.add_shot(written.photos.create(consent_by=alice, sha256=name, original_name=name))
    drawn = drawn_card(written)
    assert "3 photos and videos, in turn" in drawn
    (address,) = re.findall(r'hx-post="([^"]+)"(?=[^<]*<svg.*?Remove b\.jpg)', drawn)[-1:]
    assert alices.post(address, headers={"hx-request": "true"}).status_code == 200
    drawn = drawn_card(written)
    assert ("b.jpg" in drawn, "a.jpg" in drawn, "c.jpg" in drawn) == (False, True, True)
    assert alices.post(address).status_code == 404


def test_a_photo_that_is_lost_is_sent_again_in_its_place_and_its_clip_stays(
    alices: Client, written: Project, tmp_path: Path
) -> None:
    """The same file gives the same photo, so nothing is out of date."""
    Image.new("RGB", (400, 300), "teal").save(tmp_path / "a.png")
    sent = (tmp_path / "a.png").read_bytes()
    for content in (sent, sounding(tmp_path / "a.mp4", seconds=1.2).read_bytes()):
        scene = written.scenes.get(position=1)
        address = reverse("upload", args=[written.pk, scene.pk])
        alices.post(address, {"own": file_of(content), "consent": "on", "add": "1"})
    photo, video = Project.objects.get(pk=written.pk).scene_list[0].shot_list
    assert photo.photo
    recipe = Project.objects.get(pk=written.pk).scene_list[0].clip_hash
    Project.objects.get(pk=written.pk).notice_own(photo.photo, lost=True)
    drawn = unescape(alices.get(reverse("project", args=[written.pk])).content.decode())
    assert "这张照片已无法读取" in drawn and f'name="again" value="{photo.pk}"' in drawn
    alices.post(address, {"own": file_of(sent), "consent": "on", "again": str(photo.pk)})
    healed = Project.objects.get(pk=written.pk).scene_list[0]
    first, second = healed.shot_list
    assert first.photo and first.pk != photo.pk and second.pk == video.pk
    assert (first.is_lost, healed.clip_hash) == (False, recipe)
    assert (
        alices.post(address, {"own": file_of(sent), "consent": "on", "again": "x"}).status_code
        == 404
    )
