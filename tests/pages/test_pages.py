"""What people get from the pages, without a browser: who sees what, forms, files, costs."""

from __future__ import annotations

import hashlib
import io
import re
import time
from datetime import timedelta
from html import escape, unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from projects.accounts import setup_link
from projects.media.intake import photo as photo_intake
from projects.media.intake.photo import take_in
from projects.media.intake.seen import Seen
from projects.models import AlreadyRunning, Artifact, AuditEntry, Project, Run, VoiceSample
from projects.models.upload import Photo
from projects.pages import regions
from projects.timeline import step_of
from tests.support.projects import CONTENT, store

pytestmark = pytest.mark.usefixtures("collected_files")
TYPED = {"topic": "", "key_points": "小班教学", "video_type": "course", "platform": "bilibili"}
TYPED |= {"duration": "long", "style": "fresh", "voice_style": "friendly_male"}


@pytest.fixture
def film(project: Project, tmp_path: Path) -> Project:
    """The project with two scenes and everything that can be downloaded."""
    write_scenes(project, 2)
    for kind in ("film", "cover", "srt", "vtt"):
        store(project, kind, project.film_hash, tmp_path)
    return project


def write_scenes(project: Project, count: int) -> None:
    for position in range(1, count + 1):
        project.scenes.create(
            position=position, title=f"第{position}幕", narration="你好。", seconds=5
        )


def pk_of(project: Project, position: int) -> int:
    return project.scenes.get(position=position).pk


# Who sees what


def test_the_administrator_sees_every_project(client: Client, carol: User, film: Project) -> None:
    client.force_login(carol)
    assert client.get(reverse("project", args=[film.pk])).status_code == 200


def test_a_wrong_password_keeps_the_account_and_says_nothing_of_it(
    client: Client, alice: User
) -> None:
    known = client.post("/login/", {"username": "alice", "password": "wrong"}).content.decode()
    unknown = client.post("/login/", {"username": "nobody", "password": "wrong"}).content.decode()
    assert 'value="alice"' in known
    assert problem_of(known) == problem_of(unknown) != ""


def problem_of(page: str) -> str:
    found = re.search(r'role="alert"[^>]*>([^<]+)', page)
    return found[1] if found else ""


# How dear a page is


@pytest.fixture
def voices(db: None) -> list[VoiceSample]:
    """A sample of each voice is there."""
    found = VoiceSample.objects.missing()
    for sample in found:
        content = f"{sample}".encode()
        sample.sha256, sample.size = hashlib.sha256(content).hexdigest(), len(content)
        sample.file.save("", ContentFile(content))
    return found


def test_home_costs_the_same_for_one_project_as_for_many(
    alices: Client,
    alice: User,
    brief: dict[str, Any],
    voices: list[VoiceSample],
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(15):
        Project.objects.create(owner=alice, **brief)
    with django_assert_max_num_queries(16):
        assert alices.get("/").content.count(b'class="row"') == 15


def test_a_timeline_costs_the_same_for_one_scene_as_for_ten(
    alices: Client,
    project: Project,
    tmp_path: Path,
    voices: list[VoiceSample],
    django_assert_max_num_queries: Any,
) -> None:
    write_scenes(project, 10)
    for scene in project.scene_list:
        store(project, "narration", scene.narration_hash, tmp_path, scene)
        store(project, "clip", scene.clip_hash, tmp_path, scene)
    # A process reads how long past narrations and clips took only once a minute.
    with django_assert_max_num_queries(15 + 2):
        page = alices.get(reverse("project", args=[project.pk])).content
    with django_assert_max_num_queries(15):
        alices.get(reverse("project", args=[project.pk]))
    heard = re.findall(rb'<audio [^>]*src="[^"]*/files/', page)
    assert len(heard) == page.count(b"<video") == 10


# Forms


def test_a_brief_without_a_topic_keeps_what_was_typed(alices: Client) -> None:
    answer = alices.post("/", TYPED)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "小班教学" in page
    for value in ("course", "bilibili", "long"):
        assert re.search(rf'value="{value}"[^>]*checked', page), value
    assert re.search(r'<input[^>]*name="topic"[^>]*aria-describedby="id_topic_error"', page)
    assert 'id="id_topic_error"' in page
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ({"topic": "신입생 모집 설명회"}, "신、입、생、모、집，还有 3 个"),
        ({"topic": "开放日", "key_points": "小班教学\n张䶮老师"}, "䶮"),
        ({"topic": "开放日", "target_audience": "родители"}, "р、о、д、и、т，还有 2 个"),
    ],
)
def test_a_brief_with_letters_that_no_film_can_have_comes_back_with_their_names(
    alices: Client, typed: dict[str, str], letters: str
) -> None:
    answer = alices.post("/", TYPED | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"视频里无法显示或朗读这些文字：{letters}。" in page
    assert all(escape(line) in page for words in typed.values() for line in words.split("\n"))
    assert not Project.objects.exists()


def test_a_brief_in_letters_of_another_form_is_taken_in_plain_ones(alices: Client) -> None:
    typed = {
        "topic": "𝐎𝐩𝐞𝐧 day🎉",
        "key_points": "cafe\u0301\nＳＴＥＡＭ",
        "target_audience": "ﬁve",
    }
    assert alices.post("/", TYPED | typed).status_code == 302
    made = Project.objects.get()
    assert (made.topic, made.key_points) == ("Open day🎉", "café\nSTEAM")
    assert made.target_audience == "five"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"topic": "x" * 85}, ("80", "85")),
        ({"key_points": "y" * 2001}, ("2000", "2001")),
        (
            {"key_points": "小班教学，每一位老师都认识每个孩子。" * 100},
            ("265", "把这些要点都说出来大约要"),
        ),
        ({"target_audience": "z" * 61}, ("60", "61")),
    ],
)
def test_words_that_are_too_many_are_not_cut_but_counted_and_kept(
    alices: Client, typed: dict[str, str], said: tuple[str, str]
) -> None:
    assert "maxlength" not in alices.get("/").content.decode()
    answer = alices.post("/", TYPED | {"topic": "开放日"} | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert next(iter(typed.values())) in page
    problems = " ".join(re.findall(r'<ul class="errorlist".*?</ul>', page, re.DOTALL))
    assert all(words in problems for words in said)


@pytest.mark.parametrize(
    ("topic", "points", "language", "films"),
    [
        ("🎉🎉", "", "zh-hans", "zh"),
        ("🎉🎉", "", "en", "en"),
        ("2026", "", "zh-hans", "zh"),
        ("STEAM", "", "zh-hans", "zh"),
        ("STEAM", "", "en", "en"),
        ("STEAM", "小班教学", "en", "zh"),
        ("🎉", "Small classes", "zh-hans", "en"),
        ("Open day", "小班教学", "en", "zh"),
        ("Open day", "", "zh-hans", "en"),
    ],
)
def test_a_brief_without_a_word_makes_a_film_in_the_language_of_its_writer(
    alices: Client, topic: str, points: str, language: str, films: str
) -> None:
    typed = TYPED | {"topic": topic, "key_points": points}
    alices.post("/", typed, headers={"accept-language": language})
    assert Project.objects.get().language == films


def test_a_brief_becomes_a_project_whose_script_is_being_written(
    alices: Client, alice: User
) -> None:
    answer = alices.post("/", TYPED | {"topic": "开放日"})
    made = Project.objects.get(owner=alice)
    assert answer["Location"] == reverse("project", args=[made.pk])
    assert (made.status, made.seconds, made.make_all) == ("generating_script", 100, False)
    assert made.runs.active().count() == 1


def test_a_brief_that_meets_a_full_storage_comes_back_with_what_was_typed(
    alices: Client, settings: Any
) -> None:
    settings.STUDIO_LEAST_ROOM = 10**12
    reply = alices.post("/", TYPED | {"topic": "开放日"})
    assert reply.status_code == 422
    assert "开放日" in reply.content.decode()
    assert "存储空间已满" in reply.content.decode()
    assert not Project.objects.exists()


def test_an_example_fills_the_form(alices: Client) -> None:
    page = alices.get("/?example=activity", headers={"accept-language": "en"}).content.decode()
    assert re.search(r'name="topic"[^>]*value="Family sports day', page)


def test_a_click_that_comes_twice_starts_one_set_of_runs(alices: Client, project: Project) -> None:
    write_scenes(project, 3)
    address = reverse("start", args=[project.pk, "narration"])
    for _ in range(2):
        assert alices.post(address, headers={"hx-request": "true"}).status_code == 200
    assert Run.objects.filter(project=project).count() == 3


def test_a_step_of_the_persons_own_cannot_be_started(alices: Client, project: Project) -> None:
    for step in ("idea", "preview", "export", "nonsense"):
        assert alices.post(reverse("start", args=[project.pk, step])).status_code == 404


def test_words_are_saved_and_the_reply_draws_them(alices: Client, project: Project) -> None:
    write_scenes(project, 2)
    words = {"title": "开场", "narration": "大家好。", "subtitle": "", "visual_description": ""}
    answer = alices.post(
        reverse("rewrite", args=[project.pk, pk_of(project, 2)]),
        words,
        headers={"hx-request": "true"},
    )
    assert project.scenes.get(position=2).narration == "大家好。"
    assert "大家好。" in answer.content.decode()


def test_a_refused_change_says_why_and_changes_nothing(alices: Client, project: Project) -> None:
    write_scenes(project, 1)
    address = reverse("rewrite", args=[project.pk, pk_of(project, 1)])
    answer = alices.post(address, {"title": "x", "narration": ""})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert project.scenes.get().narration == "你好。"


@pytest.mark.parametrize("field", ["title", "narration", "subtitle"])
def test_words_with_letters_that_no_film_can_have_are_refused_with_their_names(
    alices: Client, project: Project, field: str
) -> None:
    write_scenes(project, 1)
    address = reverse("rewrite", args=[project.pk, pk_of(project, 1)])
    words = {"title": "x", "narration": "y", "visual_description": "𠮷"}
    answer = alices.post(address, words | {field: "阳光𠮷野"})
    assert answer.status_code == 422
    assert "文字：𠮷。" in answer.content.decode()
    assert project.scenes.get().narration == "你好。"
    assert alices.post(address, words | {field: "𝐇𝐢"}).status_code == 302
    assert getattr(project.scenes.get(), field) == "Hi"
    longer = alices.post(address, words | {field: "x" * 601}).content.decode()
    assert "601" in longer
    page = alices.get(reverse("project", args=[project.pk])).content.decode()
    assert "maxlength" not in page


def test_a_photo_needs_the_guardians_consent(alices: Client, project: Project) -> None:
    write_scenes(project, 1)
    with Path(__file__).open("rb") as upload:
        address = reverse("upload", args=[project.pk, pk_of(project, 1)])
        answer = alices.post(address, {"own": upload})
    assert answer.status_code == 422
    assert not Photo.objects.exists()


def upload_photo(client: Client, project: Project, content: bytes, name: str = "photo.png") -> Any:
    photo = SimpleUploadedFile("photo.png", content, "image/png")
    photo._name = name  # type: ignore[attr-defined]  # it would make a usual name of another one
    address = reverse("upload", args=[project.pk, pk_of(project, 1)])
    return client.post(address, {"own": photo, "consent": "on"})


def small_photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "red").save(buffer, "PNG")
    return buffer.getvalue()


def begin_narration(project: Project) -> None:
    project.start(step_of("narration"))


def test_a_photo_is_stored_for_its_scene(alices: Client, project: Project) -> None:
    write_scenes(project, 1)
    assert upload_photo(alices, project, small_photo()).status_code == 302
    assert project.scenes.get().shots.get().photo == project.photos.get()


def test_the_name_of_a_file_is_words_and_no_path(alices: Client, project: Project) -> None:
    write_scenes(project, 1)
    name = "../../etc/-vf http:x<script>\u202e%0d%0a'\"" + "a" * 600 + ".php.jpg"
    assert upload_photo(alices, project, small_photo(), name).status_code == 302
    stored = Photo.objects.get()
    assert str(stored.file) == f"projects/{project.pk}/photo-{stored.pk}.jpg"
    assert len(stored.original_name) <= 200
    page = alices.get(reverse("project", args=[project.pk])).content.decode()
    assert "x<script>" not in page
    endless = upload_photo(alices, project, small_photo(), "a" * 4000 + ".jpg")
    assert endless.status_code == 400, "the head of a part may have 1024 bytes"


def test_a_photo_for_a_project_at_work_is_refused_unseen(alices: Client, project: Project) -> None:
    write_scenes(project, 1)
    begin_narration(project)
    answer = upload_photo(alices, project, b"not looked at")
    assert answer.status_code == 422
    assert escape(str(AlreadyRunning())) in answer.content.decode()


def test_a_photo_that_comes_too_late_is_not_kept(
    alices: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_scenes(project, 1)
    taken: list[Path] = []

    def begin_meanwhile(source: Path, out: Path) -> Seen:
        begin_narration(Project.objects.get(pk=project.pk))
        taken.append(out)
        return take_in(source, out)

    monkeypatch.setattr(photo_intake, "take_in", begin_meanwhile)
    assert upload_photo(alices, project, small_photo()).status_code == 422
    assert taken
    assert not project.photos.exists()
    folder = Path(default_storage.path(f"projects/{project.pk}"))
    assert not list(folder.glob("photo-*"))


def test_without_htmx_a_click_leads_back_to_the_page(alices: Client, project: Project) -> None:
    answer = alices.post(reverse("cancel", args=[project.pk]))
    assert answer["Location"] == reverse("project", args=[project.pk])


# Live regions


def test_the_reply_to_a_click_and_the_page_draw_the_same(alices: Client, film: Project) -> None:
    page = alices.get(reverse("project", args=[film.pk])).content.decode()
    reply = alices.post(reverse("cancel", args=[film.pk]), headers={"hx-request": "true"})
    drawn = dict(re.findall(r'id="([^"]+)" class="region" data-digest="(\w+)"', page))
    for name in ("bell", "tray", "notices", "voices-zh"):  # the reader's, and the studio's
        del drawn[name]
    assert drawn == dict(
        re.findall(r'id="([^"]+)" class="region" data-digest="(\w+)"', reply.content.decode())
    )
    assert len(drawn) > 20


def test_progress_touches_no_region_with_a_player_or_an_editor(film: Project) -> None:
    def drawn(**changes: Any) -> regions.Regions:
        for name, value in changes.items():
            setattr(film, name, value)
        return regions.of_timeline(film, "en")

    note = {"code": "making", "now": [1], "total": 2}
    before = drawn(status="generating_video", step="scenes", progress=10, note=note)
    after = drawn(progress=40, revision=film.revision + 1)
    changed = {name for name in after if before[name].digest != after[name].digest}
    assert changed == {"scenes-live", "headline", "announcer", "state"}
    for name in changed:
        assert not re.search("<(video|audio|textarea|input|button)", after[name].html)


def test_exactly_one_step_is_the_current_one(film: Project) -> None:
    for step in ("script", "narration", "scenes", "edit", "export"):
        film.step = step
        drawn = "".join(str(region.html) for region in regions.of_timeline(film, "en").values())
        assert drawn.count('aria-current="step"') == 1


def test_words_from_an_old_tab_never_land_on_another_script_s_scene(
    alices: Client, project: Project
) -> None:
    write_scenes(project, 2)
    old = reverse("rewrite", args=[project.pk, pk_of(project, 1)])
    project.scenes.all().delete()
    write_scenes(project, 2)
    answer = alices.post(old, {"title": "旧", "narration": "旧的话。"})
    assert answer.status_code == 410
    assert "脚本" in answer.content.decode()
    assert not project.scenes.filter(narration="旧的话。").exists()


def test_a_late_click_on_write_the_script_replaces_no_script(
    alices: Client, project: Project
) -> None:
    write_scenes(project, 2)
    before = set(project.scenes.values_list("pk", flat=True))
    address = reverse("start", args=[project.pk, "script"])
    alices.post(address)
    assert not Project.objects.get(pk=project.pk).running
    assert set(project.scenes.values_list("pk", flat=True)) == before
    alices.post(address, {"replace": "yes"})
    assert Project.objects.get(pk=project.pk).running


def test_a_brief_that_was_not_quite_right_begins_another_one(
    alices: Client, bobs: Client, project: Project
) -> None:
    wishes = {"topic": "Sports day", "key_points": "Sack race", "style": "lively", "seconds": 55}
    Project.objects.filter(pk=project.pk).update(**wishes, video_type="activity")
    page = alices.get("/", {"from": str(project.pk)}).content.decode()
    assert all(word in page for word in ("Sports day", "Sack race"))
    for name, value in (("video_type", "activity"), ("duration", "medium")):
        assert re.search(rf'name="{name}"[^>]*value="{value}"[^>]*checked', page), name
    assert "Sports day" not in bobs.get("/", {"from": str(project.pk)}).content.decode()
    assert alices.get("/", {"from": "\x00nonsense"}).status_code == 200


CONTACT = {"organization": "阳光幼儿园", "phone": "0571-8888 8888", "address": "阳光路 8 号"}
CONTACT |= {"link": "www.sunny.cn"}


def filled_in(page: str) -> dict[str, str]:
    found = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) for name in CONTACT}
    return {name: match[1] for name, match in found.items() if match}


def test_who_viewers_turn_to_is_remembered_for_the_next_brief_until_it_is_cleared(
    alices: Client, bobs: Client, alice: User
) -> None:
    assert alices.post("/", TYPED | CONTACT | {"topic": "开放日", "token": "a"}).status_code == 302
    Project.objects.create(owner=alice, topic="of a program")
    page = alices.get("/").content.decode()
    assert filled_in(page) == CONTACT and '<details class="more" open>' in page
    assert "发现未完成项目" in page  # nothing was asked for, so the offer to go on is there
    assert filled_in(alices.get("/", {"example": "activity"}).content.decode()) == CONTACT
    bobs_page = bobs.get("/").content.decode()
    assert not filled_in(bobs_page) and '<details class="more" >' in bobs_page
    Project.objects.update(created_at=timezone.now() - timedelta(hours=1))
    alices.post("/", TYPED | {"topic": "运动会", "token": "b"})
    assert not filled_in(alices.get("/").content.decode())


def test_the_last_choices_are_chosen_again_but_no_piece_of_music_of_another_film(
    alices: Client, alice: User
) -> None:
    chosen = {"platform": "bilibili", "style": "lively", "voice_style": "friendly_male"}
    settings = {"voice_speed": "0.9", "music": "calm", "caption_style": "box"}
    assert alices.post("/", TYPED | chosen | settings | {"topic": "Day"}).status_code == 302
    Project.objects.update(idempotency_key="a")
    remembered = Project.objects.remembered_of(alice)
    assert {name: remembered[name] for name in chosen} == chosen
    assert (remembered["voice_speed"], remembered["caption_style"]) == (0.9, "box")
    Project.objects.update(music="own")
    assert Project.objects.remembered_of(alice)["music"] == ""
    page = alices.get("/").content.decode()
    assert re.search(r'value="bilibili"[^>]*checked', page)
    assert page.count("?example=") == 3, "each of the examples is one press away"


def test_what_is_wrong_in_the_folded_part_of_a_brief_is_seen(alices: Client) -> None:
    answer = alices.post("/", TYPED | {"topic": "开放日", "phone": "张老师"})
    page = answer.content.decode()
    assert answer.status_code == 422 and '<details class="more" open>' in page
    assert "请填写一个电话号码" in page and filled_in(page) == {"phone": "张老师"}


def test_a_speed_that_a_program_has_chosen_stays_offered(alices: Client, written: Project) -> None:
    Project.objects.filter(pk=written.pk).update(voice_speed=1.1)
    option = '<option value="1.1" selected>× 1.1</option>'
    assert option in alices.get(f"/projects/{written.pk}/").content.decode()
    assert option in alices.get("/", {"from": str(written.pk)}).content.decode()
    voice = {"voice_style": "gentle_female", "voice_speed": "0.85"}
    assert alices.post(reverse("voice", args=[written.pk]), voice).status_code == 302
    assert Project.objects.get(pk=written.pk).voice_speed == 0.85
    said = voice | {"readings": "长隆 ＝ cháng lóng"}
    alices.post(reverse("voice", args=[written.pk]), said)
    assert Project.objects.get(pk=written.pk).readings == "长隆 = chang2 long2"
    problem = alices.post(
        reverse("voice", args=[written.pk]), said | {"readings": "长隆"}, HTTP_HX_REQUEST="true"
    )
    assert "长隆 = chang2 long2" in problem.content.decode()
    of_an_old_page = {"voice_style": "friendly_male"}
    alices.post(reverse("voice", args=[written.pk]), of_an_old_page)
    assert Project.objects.get(pk=written.pk).voice_speed == 0.85
    assert Project.objects.get(pk=written.pk).readings == "长隆 = chang2 long2"


def test_as_many_characters_are_taken_as_the_page_lets_in(alices: Client, project: Project) -> None:
    points = ["x" * 80] * 24 + ["y" * 56]
    assert len("\n".join(points)) == 2000
    brief = TYPED | {"topic": "Sports day", "key_points": "\r\n".join(points)}
    assert alices.post("/", brief).status_code == 302
    write_scenes(project, 1)
    words = {"title": "a", "narration": "\r\n".join(["z" * 199, "z" * 199, "z" * 200])}
    address = reverse("rewrite", args=[project.pk, pk_of(project, 1)])
    assert alices.post(address, words).status_code == 302
    assert len(project.scenes.get().narration) == 600


def test_more_key_points_than_any_film_has_room_for_are_refused(
    alices: Client, settings: Any
) -> None:
    brief = TYPED | {
        "topic": "Sports day",
        "key_points": "\n".join(f"Point no {n}" for n in range(81)),
    }
    alices.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    refused = alices.post("/", brief)
    assert refused.status_code == 422
    assert "There are 81 key points, and a film has room for 80." in refused.content.decode()
    assert not Project.objects.filter(topic="Sports day").exists()


def test_who_starts_a_lot_is_asked_to_wait_and_loses_no_word(
    alices: Client, project: Project, settings: Any
) -> None:
    settings.STUDIO_STARTS_AN_HOUR = 1
    write_scenes(project, 2)
    alices.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert alices.post(reverse("start", args=[project.pk, "narration"])).status_code == 302
    project.refresh_from_db()
    project.cancel()
    answer = alices.post(reverse("start", args=[project.pk, "narration"]))
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "You have started a lot in this hour. Go on in 60 minutes." in answer.content.decode()
    assert not Project.objects.get(pk=project.pk).running
    refused = alices.post("/", TYPED | {"topic": "Sports day", "key_points": "Sack race"})
    assert refused.status_code == 429
    assert "Sack race" in refused.content.decode() and "started a lot" in refused.content.decode()
    assert not Project.objects.filter(topic="Sports day").exists()


# Files


def test_each_voice_can_be_heard_before_it_is_chosen(
    alices: Client, written: Project, voices: list[VoiceSample], collected_files: Any
) -> None:
    for page in ("/", reverse("project", args=[written.pk])):
        shown = alices.get(page).content.decode()
        heard = re.findall(r'data-listen="(/voices/[^"]+)"', shown)
        of_chinese = [sample for sample in voices if sample.language == "zh"]
        assert heard == [reverse("voice-sample", args=[sample.pk]) for sample in of_chinese]
    answer = alices.get(heard[0])
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/wav")
    assert "immutable" in answer["Cache-Control"]
    assert Client().get(heard[0]).status_code == 302


def test_a_sample_that_is_not_there_yet_is_asked_of_a_worker_once(
    alices: Client, voices: list[VoiceSample]
) -> None:
    default_storage.delete(voices[0].file.name)
    assert alices.get(reverse("voice-sample", args=[voices[0].pk])).status_code == 404
    for _ in range(2):
        cache.clear()
        page = alices.get("/").content.decode()
    assert page.count('data-listen="/voices/') == 3
    assert len(re.findall('<button[^>]*disabled aria-describedby="voices-zh-title"', page)) == 1
    assert ProcrastinateJob.objects.get().task_name == "projects.voice_samples"


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("", 200, 0, 1023),
        ("bytes=0-", 206, 0, 1023),
        ("bytes=10-19", 206, 10, 19),
        ("bytes=1000-9999", 206, 1000, 1023),
        ("bytes=-24", 206, 1000, 1023),
        ("bytes=-9999", 206, 0, 1023),
        ("bytes=x-y", 200, 0, 1023),
        ("bytes=9-3", 200, 0, 1023),
        (f"bytes=0-{'9' * 30}", 200, 0, 1023),
        ("bytes=" + ",".join(f"{n}-{n}" for n in range(1000)), 200, 0, 1023),
    ],
)
def test_a_player_gets_the_part_it_asks_for(
    alices: Client, film: Project, asked: str, status: int, first: int, last: int
) -> None:
    answer = ask_for(alices, film, asked)
    assert answer.status_code == status
    assert whole(answer) == CONTENT[first : last + 1]
    assert answer["Content-Length"] == str(last - first + 1)
    assert runs_nothing(answer)
    if status == 206:
        assert answer["Content-Range"] == f"bytes {first}-{last}/1024"


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=-0"])
def test_past_the_end_there_is_nothing_to_get(alices: Client, film: Project, asked: str) -> None:
    answer = ask_for(alices, film, asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024")
    assert runs_nothing(answer)


def test_who_asks_only_for_the_headers_of_a_file_gets_them_without_the_file(
    alices: Client, film: Project
) -> None:
    address = reverse("artifact", args=[film.pk, Artifact.objects.get(kind="film").pk])
    asked = alices.head(address, headers={"range": "bytes=10-19"})
    assert (asked.status_code, asked["Content-Length"], asked.content) == (200, "1024", b"")
    assert asked["ETag"] == alices.get(address)["ETag"]


def test_what_a_browser_has_is_not_sent_again(alices: Client, bob: User, film: Project) -> None:
    address = reverse("artifact", args=[film.pk, Artifact.objects.get(kind="film").pk])
    etag = alices.get(address)["ETag"]
    again = alices.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert runs_nothing(again)
    assert "private" in again["Cache-Control"]
    stranger = Client()
    stranger.force_login(bob)
    assert stranger.get(address, headers={"if-none-match": etag}).status_code == 404


def test_a_player_never_joins_parts_of_two_versions(alices: Client, film: Project) -> None:
    stored = Artifact.objects.get(kind="film")
    address, part = reverse("artifact", args=[film.pk, stored.pk]), {"range": "bytes=10-19"}
    before = alices.get(address)["ETag"]
    assert alices.get(address, headers={**part, "if-range": before}).status_code == 206
    anew = CONTENT[::-1]
    Path(stored.file.path).write_bytes(anew)
    digest = hashlib.sha256(anew).hexdigest()
    Artifact.objects.filter(pk=stored.pk).update(sha256=digest)
    answer = alices.get(address, headers={**part, "if-range": before})
    assert (answer.status_code, whole(answer)) == (200, anew)


def runs_nothing(answer: Any) -> bool:
    """A browser takes the file for what it is said to be, runs none of it, and shares it not."""
    sandboxed = answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    guesses = answer["X-Content-Type-Options"] != "nosniff"
    return sandboxed and not guesses and "private" in answer["Cache-Control"]


def whole(answer: Any) -> bytes:
    async def collect() -> bytes:
        return b"".join([chunk async for chunk in answer])

    return async_to_sync(collect)()


def ask_for(client: Client, film: Project, asked: str) -> Any:
    address = reverse("artifact", args=[film.pk, Artifact.objects.get(kind="film").pk])
    return client.get(address, headers={"range": asked} if asked else {})


@pytest.mark.parametrize("kind", ["film", "cover", "srt", "vtt"])
def test_a_download_has_a_name_people_can_read(alices: Client, film: Project, kind: str) -> None:
    answer = alices.get(reverse("download", args=[film.pk, kind]))
    extension = {"film": "mp4", "cover": "jpg"}.get(kind, kind)
    assert unquote(answer["Content-Disposition"]) == (
        f"attachment; filename*=utf-8''{film.name}.{extension}"
    )


def test_what_is_not_made_yet_cannot_be_downloaded(alices: Client, project: Project) -> None:
    assert alices.get(reverse("download", args=[project.pk, "film"])).status_code == 404


# The door


def test_the_first_link_makes_the_administrator_and_works_once(client: Client, db: None) -> None:
    address = reverse("setup", args=[setup_link.make_token()])
    form = {"username": "director", "password1": "sunny-garden-7", "password2": "sunny-garden-7"}
    assert client.get(address).status_code == 200
    assert client.post(address, form | {"password2": "other"}).status_code == 200
    assert client.post(address, form)["Location"] == "/"
    assert User.objects.get().is_superuser
    assert client.get("/").status_code == 200
    spent = Client(headers={"accept-language": "en"}).get(address)
    assert (spent.status_code, "has been made" in spent.content.decode()) == (410, True)
    assert Client().post(address, form | {"username": "second"}).status_code == 410
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "detail")) == [
        ("account_made", ""),
        ("granted", "is_staff"),
        ("granted", "is_superuser"),
        ("setup", ""),
        ("sign_in", ""),
        ("setup", "used"),
        ("setup", "used"),
    ]
    assert User.objects.count() == 1


def test_nobody_from_elsewhere_opens_the_first_link(client: Client, db: None) -> None:
    address = reverse("setup", args=[setup_link.make_token()])
    for far in ({"REMOTE_ADDR": "203.0.113.9"}, {"headers": {"x-forwarded-for": "203.0.113.9"}}):
        answer = client.get(address, **far)
        assert (answer.status_code, "password1" in answer.content.decode()) == (403, False)
    assert client.get(reverse("setup", args=["forged"])).status_code == 404


@pytest.mark.parametrize("hours", [23, 25])
def test_the_first_link_works_for_a_day_and_then_says_how_to_get_another(
    db: None, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, at = Client(headers={"accept-language": "en"}), time.time() - hours * 3600
    with monkeypatch.context() as before:
        before.setattr("django.core.signing.time", SimpleNamespace(time=lambda: at))
        address = reverse("setup", args=[setup_link.make_token()])
    answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == (200 if hours < 24 else 410)
    assert ("manage.py setuplink" in page) == (hours > 24)


@pytest.mark.parametrize("page", ["/", "/login/", "/admin/", "/notices/"])
def test_without_an_account_every_page_leads_to_where_the_link_is(db: None, page: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert "manage.py setuplink" in browser.get(page, follow=True).content.decode()
    User.objects.create_user("director")
    assert "setuplink" not in browser.get(page, follow=True).content.decode()


def test_behind_a_proxy_where_the_link_cannot_work_a_command_is_named(
    db: None, settings: Any
) -> None:
    settings.HTTPS = True
    assert setup_link.new_link() == ""
    assert "manage.py createsuperuser" in Client().get("/login/").content.decode()


def test_every_page_forbids_what_is_inline(
    alices: Client, film: Project, django_user_model: Any
) -> None:
    pages = ["/", "/nowhere/", reverse("project", args=[film.pk])]
    answers = [alices.get(page) for page in pages] + [Client().get("/login/")]
    for answer in answers:
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        page = answer.content.decode()
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=|<style", page)


def test_the_language_switch_keeps_the_page(alices: Client, film: Project) -> None:
    address = reverse("project", args=[film.pk])
    answer = alices.post(reverse("set_language"), {"language": "en", "next": address})
    assert answer["Location"] == address
    page = alices.get(address).content.decode()
    assert '<html lang="en">' in page
    assert f'ws-connect="/ws/projects/{film.pk}/?language=en"' in unescape(page)


def test_a_script_that_is_shorter_than_its_brief_asks_says_so(
    alices: Client, project: Project
) -> None:
    write_scenes(project, 2)
    address = reverse("project", args=[project.pk])
    told = "shorter than you asked for"
    assert told in alices.get(address, headers={"accept-language": "en"}).content.decode()
    project.scenes.update(narration="今天，我们一起去公园看花、看树、看小鸟。" * 4)
    assert told not in alices.get(address, headers={"accept-language": "en"}).content.decode()
