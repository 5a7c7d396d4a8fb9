"""The JSON API, row by row of what the old system promised, and what people need beyond it."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from projects.models import IdempotentReply, Notification, Project, RateLimit, Run
from tests.support.programs import BASE, BRIEF, Program

pytestmark = pytest.mark.usefixtures("collected_files")
STATUS_NAMES = {"id", "status", "progress", "progressMessage", "title", "completedAt"}
STATUS_NAMES |= {
    "errorMessage",
    "scriptData",
    "audioData",
    "sceneVideos",
    "finalVideoUrl",
    "checks",
}
STEPS = ("script", "audio", "scenes", "merge")


# The table of the old system


def test_a_project_is_created_from_a_brief(program: Program, alice: User) -> None:
    said = program("post", "/projects", BRIEF | {"duration": 45, "keyPoints": ["a", "b"]})
    assert program.status == 201
    assert said["data"] == {
        "projectId": str(Project.objects.get().pk),
        "status": "draft",
        "title": "Open day",
    }
    made = Project.objects.get()
    assert (made.owner, made.seconds, made.points) == (alice, 45, ("a", "b"))


def test_more_key_points_than_any_film_has_room_for_are_refused(program: Program) -> None:
    points = "; ".join(f"Point no {number}" for number in range(81))
    said = program("post", "/projects", BRIEF | {"keyPoints": points})
    assert (program.status, "at most 80 items" in said["message"]) == (422, True)
    assert not Project.objects.exists()


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_what_a_brief_lacks_is_named(program: Program, blank: Any) -> None:
    said = program("post", "/projects", {"topic": blank, "videoType": "course"})
    assert (program.status, said["data"]) == (400, {"missing": ["topic", "platform"]})


def test_own_projects_are_listed_page_by_page_and_by_status(program: Program, bob: User) -> None:
    mine = [program.create(topic=f"Day {number}") for number in range(3)]
    Program(bob).create()
    said = program("get", "/projects", {"page": 2, "pageSize": 2})["data"]
    assert (said["total"], said["page"], said["pageSize"]) == (3, 2, 2)
    assert [item["id"] for item in said["items"]] == mine[:1]
    assert program("get", "/projects", {"status": "failed"})["data"]["total"] == 0
    assert program("get", "/projects", {"q": "day 1"})["data"]["items"][0]["id"] == mine[1]


def test_a_list_costs_the_same_for_one_project_as_for_many(
    program: Program, alice: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    Project.objects.bulk_create(Project(owner=alice, topic=f"Day {n}") for n in range(200))
    program("get", "/unfinished")  # the audit log has a token's first use
    with django_assert_max_num_queries(5):
        program("get", "/projects", {"pageSize": 100})
    with django_assert_max_num_queries(8):
        program("get", "/unfinished")


def test_a_project_is_read_whole_and_deleted(program: Program, written: Project) -> None:
    whole = program("get", f"/projects/{written.pk}")["data"]
    assert whole.keys() > STATUS_NAMES | {
        "topic",
        "platform",
        "videoType",
        "keyPoints",
        "voiceStyle",
    }
    assert len(whole["scriptData"]["scenes"]) == 3
    program("delete", f"/projects/{written.pk}")
    assert program.status == 200
    assert not Project.objects.exists()


def test_the_status_says_where_it_stands(program: Program, project: Project) -> None:
    said = program("get", f"/projects/{project.pk}/status")["data"]
    assert said.keys() >= STATUS_NAMES
    assert (said["status"], said["scriptData"], said["audioData"]) == ("draft", None, [])


def test_the_script_is_started_at_once_with_another_brief(
    program: Program, project: Project
) -> None:
    said = program("post", f"/projects/{project.pk}/script", {"style": "lively", "topic": "Sports"})
    assert (program.status, said["data"]["status"]) == (202, "generating_script")
    project.refresh_from_db()
    assert (project.style, project.topic) == ("lively", "Sports")


def test_a_wish_can_be_taken_back(program: Program, project: Project) -> None:
    program("post", f"/projects/{project.pk}/script", {"keyPoints": [], "style": None})
    project.refresh_from_db()
    assert (program.status, project.points, project.style) == (202, (), "warm")


def test_a_start_without_a_body_is_one(program: Program, project: Project) -> None:
    program("post", f"/projects/{project.pk}/script")
    assert program.status == 202


def test_narration_needs_a_script(program: Program, project: Project) -> None:
    said = program("post", f"/projects/{project.pk}/audio")
    assert (program.status, said["message"]) == (400, "Generate the script first.")


def test_narration_is_started_with_another_voice(program: Program, written: Project) -> None:
    readings = {"长隆": "cháng lóng", "STEAM": "斯蒂姆"}
    voice = {"voiceStyle": "friendly_male", "voiceSpeed": 0.9, "readings": readings}
    program("post", f"/projects/{written.pk}/audio", voice)
    assert program.status == 202
    written.refresh_from_db()
    assert (written.voice_style, written.status) == ("friendly_male", "generating_audio")
    assert written.voice_speed == 0.9
    told = program("get", f"/projects/{written.pk}")["data"]
    assert told["readings"] == {"长隆": "chang2 long2", "STEAM": "斯蒂姆"}
    wrong = program("post", f"/projects/{written.pk}/audio", {"readings": {"长隆": "chang"}})
    assert (program.status, "chang2 long2" in str(wrong)) == (422, True)


@pytest.mark.parametrize(("step", "first"), [("scenes", "narration"), ("merge", "narration")])
def test_a_step_too_early_is_refused_with_what_comes_first(
    program: Program, written: Project, step: str, first: str
) -> None:
    said = program("post", f"/projects/{written.pk}/{step}")
    assert (program.status, said["data"]["status"]) == (409, "draft")
    assert first in said["message"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_beside_a_running_one_is_refused_with_where_it_stands(
    program: Program, written: Project, step: str
) -> None:
    program("post", f"/projects/{written.pk}/audio")
    said = program("post", f"/projects/{written.pk}/{step}")
    assert (program.status, said["data"]["status"]) == (409, "generating_audio")
    assert Run.objects.count() == 3


def test_messages_come_in_the_caller_s_language(alice: User, project: Project) -> None:
    said = Program(alice, language="zh-CN")("post", f"/projects/{project.pk}/scenes")
    assert said["message"] == "请先生成脚本。"


def test_unfinished_projects_come_whole_and_newest_first(
    program: Program, written: Project, alice: User
) -> None:
    for number in range(11):
        program.create(topic=f"Day {number}")
    written.touch()
    found = program("get", "/unfinished")["data"]["items"]
    assert len(found) == 10
    assert found[0]["id"] == str(written.pk)
    assert len(found[0]["scriptData"]["scenes"]) == 3
    assert found[0]["keyPoints"] == ["小班教学", "双语课程", "户外乐园"]


def test_who_was_told_is_marked_once(program: Program, project: Project) -> None:
    with project.locked():
        project._move("generating_script", "script")
        project._notify_owner("failed", "script", {"code": "unexpected"})
        project._move("failed", "script", error={"code": "unexpected"})
    for _ in range(2):
        said = program("post", f"/projects/{project.pk}/notified")
        assert (program.status, said["data"]["notified"]) == (200, True)
    assert not Notification.objects.filter(shown_at=None).exists()


def test_the_old_front_end_s_way_of_working_works(
    program: Program, work: Callable[[], None]
) -> None:
    project = program.create(keyPoints="小班教学；户外乐园", topic="开放日")
    program("post", f"/projects/{project}/script")
    assert program("get", f"/projects/{project}/status")["data"]["status"] == "generating_script"
    work()
    said = program("get", f"/projects/{project}/status")["data"]
    assert said["status"] == "draft"
    assert said["scriptData"]["scenes"][0]["narration"]
    program("post", f"/projects/{project}/audio")
    work()
    heard = program("get", f"/projects/{project}/status")["data"]["audioData"]
    assert len(heard) == len(said["scriptData"]["scenes"])
    sound = program.client.get(heard[0]["audioUrl"])
    assert (sound.status_code, sound["Content-Type"]) == (200, "audio/wav")


# Who may


def test_more_than_is_allowed_is_refused_with_how_long_to_wait(
    program: Program, settings: Any
) -> None:
    settings.STUDIO_REQUESTS_A_MINUTE = 2
    for _ in range(2):
        program("get", "/projects")
    program("get", "/projects")
    assert program.status == 429
    assert 0 < int(program.last["Retry-After"]) <= 60


def test_starts_are_counted_and_those_that_were_refused_are_not(
    program: Program, project: Project, settings: Any
) -> None:
    settings.STUDIO_STARTS_AN_HOUR = 1
    program("post", f"/projects/{project.pk}/scenes")
    program("post", f"/projects/{project.pk}/script")
    assert program.status == 202
    program("post", f"/projects/{project.pk}/cancel")
    program("post", f"/projects/{project.pk}/script")
    assert program.status == 429
    project.refresh_from_db()
    assert project.status == "draft"


@pytest.mark.usefixtures("committed")
def test_requests_at_once_cannot_pass_each_other(alice: User) -> None:
    left: list[int] = []

    def spend() -> None:
        left.append(RateLimit.spend(alice.pk, "starts", most=5, seconds=60))
        connection.close()

    at_once(8, spend)
    assert sorted(wait > 0 for wait in left) == [False] * 5 + [True] * 3


# The same thing twice


def at_once(count: int, do: Callable[[], None]) -> None:
    threads = [threading.Thread(target=do) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_key_that_is_sent_again_gets_the_same_answer(program: Program) -> None:
    answers = [program("post", "/projects", BRIEF, idempotency_key="k") for _ in range(2)]
    assert answers[0] == answers[1]
    assert (program.status, Project.objects.count()) == (201, 1)


def test_a_key_of_another_request_is_refused(program: Program) -> None:
    program("post", "/projects", BRIEF, idempotency_key="k")
    program("post", "/projects", BRIEF | {"topic": "Another"}, idempotency_key="k")
    assert (program.status, Project.objects.count()) == (422, 1)


def test_a_key_is_its_user_s_own(program: Program, bob: User) -> None:
    program("post", "/projects", BRIEF, idempotency_key="k")
    Program(bob)("post", "/projects", BRIEF, idempotency_key="k")
    assert Project.objects.count() == 2


def test_what_was_refused_may_be_asked_again_under_its_key(
    program: Program, project: Project
) -> None:
    program("post", f"/projects/{project.pk}/scenes", idempotency_key="k")
    assert (program.status, IdempotentReply.objects.count()) == (409, 0)


@pytest.mark.usefixtures("committed")
def test_a_key_that_is_sent_many_times_at_once_makes_one_project(alice: User) -> None:
    statuses: list[int] = []

    def create() -> None:
        program = Program(alice)
        program("post", "/projects", BRIEF, idempotency_key="k")
        statuses.append(program.status)
        connection.close()

    at_once(6, create)
    assert statuses == [201] * 6
    assert Project.objects.count() == 1


# Beyond the old system


def test_a_script_is_read_changed_and_given_back(program: Program, written: Project) -> None:
    said = program("get", f"/projects/{written.pk}/script")["data"]
    said["scenes"][1]["narration"] = "Other words."
    said["title"] = "Another title"
    program("put", f"/projects/{written.pk}/script", said)
    assert program.status == 200
    again = program("get", f"/projects/{written.pk}/script")["data"]
    assert (again["scenes"][1]["narration"], again["title"]) == ("Other words.", "Another title")
    assert again["version"] != said["version"]


def test_another_topic_finds_another_title_and_a_wished_one_stays(
    program: Program, project: Project, work: Callable[[], None]
) -> None:
    path = f"/projects/{project.pk}/script"
    for topic, title in (("开放日", ""), ("游泳课", ""), ("游泳课", "我们的夏天"), ("运动会", "")):
        if title:
            said = program("get", path)["data"]
            program("put", path, said | {"title": title})
        program("post", path, {"topic": topic})
        work()
        project.refresh_from_db()
        assert (title or topic) in project.title or project.title == "我们的夏天"
    assert project.title == "我们的夏天"


def test_a_caption_that_follows_goes_on_when_a_program_puts_the_script_back(
    program: Program, written: Project
) -> None:
    written.scenes.filter(position=1).update(subtitle="")
    path = f"/projects/{written.pk}/script"
    said = program("get", path)["data"]
    said["scenes"][0]["narration"] = "一句新的旁白。"
    program("put", path, said)
    scene = Project.objects.get(pk=written.pk).scene_list[0]
    assert (scene.narration, scene.caption) == ("一句新的旁白。", "一句新的旁白。")


def test_a_script_that_was_changed_meanwhile_is_not_overwritten(
    program: Program, written: Project
) -> None:
    said = program("get", f"/projects/{written.pk}/script")["data"]
    written.scenes.get(position=1).rewrite(narration="Somebody's words.")
    program("put", f"/projects/{written.pk}/script", said)
    assert program.status == 409
    assert written.scenes.get(position=1).narration == "Somebody's words."


CONTACT = {"organization": "阳光幼儿园", "phone": "0571-8888 8888 转 802"}
CONTACT |= {"address": "杭州市阳光路 8 号", "link": "www.sunny.cn"}


def test_a_brief_says_who_speaks_and_how_to_reach_them(program: Program) -> None:
    pasted = {"phone": "电话：０５７１－8888 8888 转 802", "address": "杭州市阳光路　8 号\n"}
    made = program.create(**CONTACT | pasted, voiceSpeed=1.1)
    known = program("get", f"/projects/{made}")["data"]
    assert {name: known[name] for name in CONTACT} == CONTACT
    assert known["voiceSpeed"] == 1.1
    program("post", f"/projects/{made}/script", {"phone": ""})
    known = program("get", f"/projects/{made}")["data"]
    assert (known["phone"], known["address"]) == ("", CONTACT["address"])


def test_a_program_chooses_captions_in_the_brief_and_before_the_scenes(program: Program) -> None:
    made = program.create(captionStyle="keywords", captionPosition="top")
    chosen = ("captionStyle", "captionPosition", "captionSize")
    known = program("get", f"/projects/{made}")["data"]
    assert [known[name] for name in chosen] == ["keywords", "top", "medium"]
    program("post", f"/projects/{made}/cancel")
    program("post", f"/projects/{made}/scenes", {"captionStyle": "rainbow"})
    assert program.status == 422
    Project.objects.get(pk=made).choose_captions(caption_size="large")
    known = program("get", f"/projects/{made}")["data"]
    assert [known[name] for name in chosen] == ["keywords", "top", "large"]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"phone": "ask at the door"}, "one phone number"),
        ({"link": "javascript:alert(1)"}, "a web address"),
        ({"organization": "x" * 61}, "at most 60 characters"),
        ({"topic": "x" * 81}, "at most 80 characters"),
        ({"music": "loud"}, "'own', 'off' is wanted"),
        ({"address": "서울"}, "서, 울"),
        ({"voiceSpeed": 3}, "at most 1.25"),
        ({"voiceSpeed": "fast"}, "a number is wanted"),
    ],
)
def test_what_nobody_can_use_in_a_brief_is_refused_in_words(
    program: Program, wish: dict[str, Any], said: str
) -> None:
    answer = program("post", "/projects", BRIEF | wish)
    assert program.status == 422 and said in answer["message"]
    assert answer["data"]["wrong"].keys() == wish.keys()


@pytest.mark.parametrize("name", ["topic", "title", "keyPoints", "targetAudience"])
def test_letters_that_no_film_can_have_are_refused_with_their_names(
    program: Program, project: Project, name: str
) -> None:
    wish = {name: ["小班", "張䶮"] if name == "keyPoints" else "张䶮"}
    for path in ("/projects", f"/projects/{project.pk}/script"):
        said = program("post", path, (BRIEF if path == "/projects" else {}) | wish)
        assert program.status == 422
        assert "can be neither shown nor spoken in a film: 䶮." in said["message"]
        assert any(wrong.startswith(name) for wrong in said["data"]["wrong"])
    project.refresh_from_db()
    assert (project.status, project.topic) == ("draft", "春季招生开放日")


def test_points_that_no_film_can_say_are_refused_with_what_was_counted(
    program: Program, project: Project
) -> None:
    points = ["小班教学，每一位老师都认识每个孩子。" * 10] * 9
    points = [f"{number}{point}" for number, point in enumerate(points)]
    for path, brief in (("/projects", BRIEF), (f"/projects/{project.pk}/script", {})):
        said = program("post", path, brief | {"keyPoints": points})
        assert program.status == 422
        assert re.search(r"about \d+ seconds. A film has room for 265", said["message"])
        assert said["data"]["wrong"].keys() == {"keyPoints"}
    project.refresh_from_db()
    assert (Project.objects.count(), project.status, len(project.points)) == (1, "draft", 3)


def test_letters_of_another_form_are_taken_in_plain_ones(program: Program) -> None:
    program.create(topic="𝐎𝐩𝐞𝐧 ＤＡＹ", keyPoints=["ﬁve", "cafe\u0301"], title="ﬁne")
    made = Project.objects.get()
    assert (made.topic, made.title, made.points) == ("Open DAY", "fine", ("five", "café"))


def test_a_script_with_letters_that_no_film_can_have_is_not_taken(
    program: Program, written: Project
) -> None:
    path = f"/projects/{written.pk}/script"
    said = program("get", path)["data"]
    for words in ({"narration": "안녕"}, {"sceneTitle": "안녕"}, {"subtitle": "안녕"}):
        changed = [said["scenes"][0] | words, *said["scenes"][1:]]
        wrong = program("put", path, said | {"scenes": changed})["data"]["wrong"]
        assert program.status == 422
        assert "안, 녕" in wrong[f"scenes.0.{next(iter(words))}"]
    program("put", path, said | {"title": "𠮷"})
    assert program.status == 422
    assert program("get", path)["data"] == said


@pytest.mark.parametrize(("language", "films"), [("zh-CN", "zh"), ("en", "en")])
def test_a_brief_without_a_word_makes_a_film_in_the_language_of_the_program(
    alice: User, language: str, films: str
) -> None:
    program, other = Program(alice, language), Program(alice, "en" if films == "zh" else "zh-CN")
    path = f"/projects/{program.create(topic='🎉', keyPoints=['2026'])}/script"
    made = Project.objects.get()
    assert made.language == films
    other("post", path, {"style": "lively"})  # no other words, so it stays
    made.refresh_from_db()
    assert (made.style, made.language) == ("lively", films)
    made.cancel()
    other("post", path, {"topic": "🎈"})
    made.refresh_from_db()
    assert (made.topic, made.language == films) == ("🎈", False)


def test_without_a_script_there_is_none_to_read(program: Program, project: Project) -> None:
    assert (
        program("get", f"/projects/{project.pk}/script")["message"] == "Generate the script first."
    )
    assert program.status == 409


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"platform": "nowhere"}, "platform"),
        ({"topic": "x" * 81}, "topic"),
        ({"duration": 3}, "duration"),
        ({"owner": 1}, "owner"),
        ({"status": "completed"}, "status"),
        ({"topic": "a\x00b"}, "topic"),
    ],
)
def test_what_cannot_be_used_is_named(program: Program, value: dict[str, Any], named: str) -> None:
    said = program("post", "/projects", BRIEF | value)
    assert program.status == 422
    assert named in " ".join(said["data"]["wrong"])
    assert not Project.objects.exists()


def test_a_form_without_its_boundary_is_refused_in_words(
    program: Program, written: Project
) -> None:
    path = f"{BASE}/projects/{written.pk}/scenes/1/photo"
    answer = program.client.post(path, "", content_type="multipart/form-data")
    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)


@pytest.mark.parametrize("consent", [True, False])
def test_an_own_photo_is_used_where_guardians_have_agreed(
    program: Program, written: Project, consent: bool
) -> None:
    path = f"{BASE}/projects/{written.pk}/scenes/1/photo"
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(picture, "JPEG")
    photo = SimpleUploadedFile("playground.jpg", picture.getvalue(), "image/jpeg")
    answer = program.client.post(path, {"photo": photo, "consent": consent})
    assert answer.status_code == (200 if consent else 400)
    assert written.scenes.get(position=1).shots.exists() == consent
    program("put", f"/projects/{written.pk}/scenes/1/fit", {"fit": "frame"})
    read = program("get", f"/projects/{written.pk}/script")["data"]["scenes"]
    assert [scene["fit"] for scene in read] == ["frame", *[""] * (len(read) - 1)]
    program("put", f"/projects/{written.pk}/scenes/1/fit", {"fit": "torn"})
    assert program.status == 422
    program("delete", f"/projects/{written.pk}/scenes/1/photo")
    assert (program.status, written.scenes.get(position=1).shot_list) == (200, [])


def test_a_program_shows_several_photos_in_a_scene_in_its_own_order(
    program: Program, written: Project
) -> None:
    path = f"/projects/{written.pk}/scenes/1/shots"
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(picture, "JPEG")
    for name in ("a.jpg", "b.jpg"):
        file = SimpleUploadedFile(name, picture.getvalue(), "image/jpeg")
        answer = program.client.post(f"{BASE}{path}", {"file": file, "consent": True})
        assert answer.status_code == 200
    file = SimpleUploadedFile("c.jpg", picture.getvalue(), "image/jpeg")
    assert program.client.post(f"{BASE}{path}", {"file": file}).status_code == 400

    def shots() -> list[dict[str, Any]]:
        return program("get", f"/projects/{written.pk}/script")["data"]["scenes"][0]["shots"]

    first, second = shots()
    assert (first["kind"], first["name"], first["sound"]) == ("photo", "a.jpg", "off")
    program("put", path, {"shots": [second["id"], first["id"]]})
    assert [shot["name"] for shot in shots()] == ["b.jpg", "a.jpg"]
    program("put", path, {"shots": [first["id"]]})
    assert program.status == 409
    program("put", f"{path}/{first['id']}", {"sound": "under"})
    assert program.status == 409, "a photo has no sound"
    program("delete", f"{path}/{first['id']}")
    assert [shot["name"] for shot in shots()] == ["b.jpg"]
    program("delete", f"{path}/{first['id']}")
    assert program.status == 404


def test_what_is_no_picture_is_refused_with_the_reason(program: Program, written: Project) -> None:
    path = f"{BASE}/projects/{written.pk}/scenes/1/photo"
    photo = SimpleUploadedFile("playground.jpg", b"words", "image/jpeg")
    answer = program.client.post(path, {"photo": photo, "consent": True})
    assert answer.status_code == 400
    assert "not a picture" in answer.json()["message"]


@pytest.mark.parametrize("body", ["{", '"topic"', "[]", "\ud800".encode(errors="surrogatepass")])
def test_a_body_that_makes_no_sense_is_refused_in_words(program: Program, body: Any) -> None:
    answer = program.client.post(f"{BASE}/projects", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["message"]


def test_one_scene_is_spoken_again_and_no_other(
    program: Program, written: Project, work: Callable[[], None]
) -> None:
    program("post", f"/projects/{written.pk}/audio")
    work()
    before = program("get", f"/projects/{written.pk}/status")["data"]["audioData"]
    program("post", f"/projects/{written.pk}/scenes/2/audio")
    assert program.status == 202
    work()
    after = program("get", f"/projects/{written.pk}/status")["data"]["audioData"]
    changed = [a["audioUrl"] != b["audioUrl"] for a, b in zip(before, after, strict=True)]
    assert changed == [False, True, False]
    program("post", f"/projects/{written.pk}/audio")
    assert program.status == 409, "all of it is there"


def test_a_running_step_is_cancelled_and_gone_on_with(program: Program, written: Project) -> None:
    program("post", f"/projects/{written.pk}/audio")
    assert program("post", f"/projects/{written.pk}/cancel")["data"]["status"] == "draft"
    said = program("post", f"/projects/{written.pk}/retry")
    assert (program.status, said["data"]["status"]) == (202, "generating_audio")


def test_the_rest_is_made_without_asking(program: Program, written: Project) -> None:
    program("post", f"/projects/{written.pk}/make")
    assert program.status == 202
    written.refresh_from_db()
    assert written.make_all


def test_an_address_and_a_method_that_are_not_there_are_said_in_the_envelope(
    program: Program,
) -> None:
    program("get", "/nowhere")
    assert program.status == 404
    program("put", "/projects", {})
    assert (program.status, set(program.last["Allow"].split(", "))) == (
        405,
        {"GET", "HEAD", "OPTIONS", "POST"},
    )
