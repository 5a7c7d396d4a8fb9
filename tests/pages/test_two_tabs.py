"""Two tabs, two people, double clicks: one start wins, and nobody's words are lost."""

from __future__ import annotations

import http.client
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from projects.models import Project, Scene
from tests.support.people import new_name
from tests.support.projects import write
from tests.support.studio import Studio

pytestmark = pytest.mark.usefixtures("collected_files")
WORDS = {"title": "开场", "narration": "大家好。", "subtitle": "大家好。", "visual_description": ""}
BRIEF = {"topic": "开放日", "key_points": "小班教学", "video_type": "course", "style": "fresh"}
BRIEF |= {"platform": "bilibili", "duration": "long", "voice_style": "friendly_male"}


@pytest.fixture
def scene(project: Project) -> Scene:
    return project.scenes.create(position=1, seconds=5, **WORDS)


def drawn_over(scene: Scene) -> dict[str, str]:
    """What a form that is drawn now says of the words in it."""
    return {f"was_{name}": digest for name, digest in scene.digests.items()}


def save(client: Client, scene: Scene, was: dict[str, str], **words: str) -> Any:
    address = reverse("rewrite", args=[scene.project_id, scene.pk])
    return client.post(address, WORDS | was | words, headers={"hx-request": "true"})


# Words


def test_the_later_of_two_tabs_is_told_what_changed_and_nothing_is_overwritten(
    alices: Client, scene: Scene
) -> None:
    was = drawn_over(scene)
    assert save(alices, scene, was, narration="第一个人的话。").status_code == 200
    answer = save(alices, scene, was, narration="第二个人的话。")
    assert answer.status_code == 409
    panel = answer.content.decode()
    assert "第一个人的话。" in panel
    assert 'data-field="title"' not in panel, "only what differs"
    scene.refresh_from_db()
    assert scene.narration == "第一个人的话。"


def test_who_keeps_their_own_words_sends_them_over_what_was_shown(
    alices: Client, scene: Scene
) -> None:
    was = drawn_over(scene)
    save(alices, scene, was, title="一", narration="第一个人的话。")
    panel = save(alices, scene, was, narration="第二个人的话。").content.decode()
    shown = dict(re.findall(r'data-field="(\w+)" data-was="(\w+)"', panel))
    was |= {f"was_{name}": digest for name, digest in shown.items()}
    assert save(alices, scene, was, narration="第二个人的话。").status_code == 200
    scene.refresh_from_db()
    assert (scene.title, scene.narration) == ("一", "第二个人的话。"), "the other's title stays"


def test_two_tabs_that_change_different_fields_both_get_theirs(
    alices: Client, scene: Scene
) -> None:
    was = drawn_over(scene)
    assert save(alices, scene, was, title="新标题").status_code == 200
    assert save(alices, scene, was, visual_description="操场").status_code == 200
    scene.refresh_from_db()
    assert (scene.title, scene.visual_description) == ("新标题", "操场")


def test_the_same_words_sent_again_after_a_lost_reply_are_no_conflict(
    alices: Client, scene: Scene
) -> None:
    was = drawn_over(scene)
    for _ in range(2):
        assert save(alices, scene, was, narration="两次。").status_code == 200


def test_a_form_that_stays_on_the_page_is_told_what_it_is_typed_over_now(
    alices: Client, scene: Scene
) -> None:
    reply = save(alices, scene, drawn_over(scene), narration="一。").content.decode()
    now = dict(re.findall(r'name="(was_\w+)" value="(\w+)"', reply.partition("data-digest")[0]))
    scene.refresh_from_db()
    assert now == drawn_over(scene)
    assert save(alices, scene, now, narration="二。").status_code == 200


def test_a_form_s_line_ends_are_no_change(alices: Client, scene: Scene) -> None:
    Scene.objects.filter(pk=scene.pk).update(narration="一行。\n又一行。")
    scene.refresh_from_db()
    was = drawn_over(scene)
    save(alices, scene, was, title="新", narration="一行。\r\n又一行。")
    Scene.objects.filter(pk=scene.pk).update(narration="别人的。")
    assert save(alices, scene, was, narration="一行。\r\n又一行。").status_code == 200
    scene.refresh_from_db()
    assert scene.narration == "别人的。"


# Briefs


def send_brief(client: Client, token: str, **brief: str) -> str:
    answer = client.post("/", BRIEF | {"token": token} | brief)
    assert answer.status_code == 302
    return answer["Location"]


def test_a_brief_sent_twice_is_one_project(alices: Client, alice: User) -> None:
    token = token_of(alices.get("/").content.decode())
    assert send_brief(alices, token) == send_brief(alices, token)
    made = Project.objects.get(owner=alice)
    assert made.runs.count() == 1


@pytest.mark.parametrize("wishes", [("", "on"), ("on", ""), ("on", "on")])
def test_a_brief_sent_again_with_another_wish_is_the_same_film(
    alices: Client, alice: User, wishes: tuple[str, str]
) -> None:
    addresses = {send_brief(alices, "t", make_all=wish) for wish in wishes}
    made = Project.objects.get(owner=alice)
    assert (len(addresses), made.runs.count()) == (1, 1)
    assert made.make_all == bool(wishes[1]), "the second wish counts"


@pytest.mark.parametrize(
    ("written", "wish", "status"),
    [
        (True, "on", "generating_audio"),
        (True, "", "draft"),
        (False, "", "generating_script"),
        (False, "on", "generating_script"),
    ],
)
def test_a_brief_sent_again_does_what_is_still_missing_of_it(
    alices: Client, alice: User, written: bool, wish: str, status: str
) -> None:
    address = send_brief(alices, "t")
    made = Project.objects.get(owner=alice)
    made.cancel()
    if written:
        write(made)
    assert send_brief(alices, "t", make_all=wish) == address
    made.refresh_from_db()
    assert (made.status, made.make_all) == (status, bool(wish))


def test_a_brief_whose_film_is_made_leads_to_it(alices: Client, alice: User) -> None:
    address = send_brief(alices, "t")
    made = Project.objects.get(owner=alice)
    made.cancel()
    Project.objects.update(status="completed", step="export", note={})
    assert send_brief(alices, "t", make_all="on") == address
    made.refresh_from_db()
    assert (made.status, made.run_no) == ("completed", 2)


def test_a_brief_whose_project_was_deleted_makes_another(alices: Client, alice: User) -> None:
    address = send_brief(alices, "t")
    Project.objects.get(owner=alice).delete_with_files()
    assert send_brief(alices, "t") != address


def test_a_brief_sent_again_leads_to_its_project_when_no_more_may_be_started(
    alices: Client, alice: User, settings: Any
) -> None:
    address = send_brief(alices, "t")
    Project.objects.get(owner=alice).cancel()
    settings.STUDIO_STARTS_AN_HOUR = 1
    assert send_brief(alices, "t", make_all="on") == address
    assert not Project.objects.get(owner=alice).running


def test_another_brief_from_the_same_page_is_another_project(alices: Client) -> None:
    assert send_brief(alices, "t") != send_brief(alices, "t", topic="运动会")


def test_each_page_draws_a_token_of_its_own_and_a_refused_brief_keeps_it(alices: Client) -> None:
    first, second = (token_of(alices.get("/").content.decode()) for _ in range(2))
    assert first != second
    refused = alices.post("/", BRIEF | {"topic": "", "token": first})
    assert token_of(refused.content.decode()) == first


def test_two_people_never_share_a_project_by_their_tokens(
    alices: Client, bob: User, alice: User
) -> None:
    bobs = Client()
    bobs.force_login(bob)
    assert send_brief(alices, "t") != send_brief(bobs, "t")


@pytest.mark.parametrize("token", ["", "x" * 64 + "!", "a b"])
def test_a_brief_without_a_token_of_ours_is_taken_as_it_is(alices: Client, token: str) -> None:
    assert send_brief(alices, token) != send_brief(alices, token)


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([-\w]+)"', page)
    assert found
    return found[1]


# Many at once, over HTTP


@pytest.fixture(scope="module")
def studio(idle_studio: Studio) -> Studio:
    return idle_studio


class Crowd:
    """Tabs of one person that all click in the same moment."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.token = "t" * 32
        self.shell = studio.shell
        alice = studio.call("new_person", new_name("alice"), ["Open day"] * 12, scenes=3)
        self.session, self.projects = alice["session"], alice["projects"]

    def click(self, addresses: list[str], body: dict[str, str] | None = None) -> list[int]:
        """What each of the clicks is answered with; they leave together."""
        barrier = threading.Barrier(len(addresses), timeout=60)  # seconds

        def one(address: str) -> int:
            connection = http.client.HTTPConnection("127.0.0.1", self.studio.port, timeout=60)
            connection.connect()
            barrier.wait()
            connection.request("POST", address, urlencode(body or {}), self._headers())
            return connection.getresponse().status

        with ThreadPoolExecutor(len(addresses)) as threads:
            return list(threads.map(one, addresses))

    def _headers(self) -> dict[str, str]:
        return {
            "Cookie": self.studio.cookies(session=self.session, csrf=self.token),
            "X-CSRFToken": self.token,
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "Origin": self.studio.address,
        }


RUNS = """
from projects.models import Project
from procrastinate.contrib.django.models import ProcrastinateJob
project = Project.objects.filter(pk="{pk}").first()
if project:
    active = project.runs.active()
    jobs = ProcrastinateJob.objects.filter(pk__in=active.values("job_id"), status="todo")
    scenes = active.values("scene").distinct()
    print(project.status, project.runs.count(), active.count(), scenes.count(), jobs.count())
else:
    print("gone")
"""


@pytest.fixture(scope="module")
def crowd(studio: Studio) -> Crowd:
    return Crowd(studio)


def standing(crowd: Crowd, project: str) -> list[str]:
    return crowd.shell(RUNS.format(pk=project)).split()


@pytest.mark.parametrize("count", [2, 8, 32])
def test_of_many_starts_at_once_one_wins_and_the_others_see_it(crowd: Crowd, count: int) -> None:
    project = crowd.projects.pop()
    ways = ("start/narration/", "make/", "start/narration/", "retry/")
    addresses = [f"/projects/{project}/{ways[n % len(ways)]}" for n in range(count)]
    answers = crowd.click(addresses)
    # A retry that comes first of all has nothing to do, and says so.
    assert set(answers) <= {200, 422}
    assert 200 in answers
    assert standing(crowd, project) == ["generating_audio", "3", "3", "3", "3"]


@pytest.mark.parametrize("count", [8, 32])
def test_starts_and_cancels_at_once_end_in_one_of_both(crowd: Crowd, count: int) -> None:
    project = crowd.projects.pop()
    ways = ("start/narration/", "cancel/", "make/", "cancel/")
    answers = crowd.click([f"/projects/{project}/{ways[n % len(ways)]}" for n in range(count)])
    assert set(answers) == {200}
    status, _, active, scenes, jobs = standing(crowd, project)
    assert (status, active) in {("draft", "0"), ("generating_audio", "3")}
    assert active == scenes == jobs


@pytest.mark.parametrize("count", [8, 32])
def test_what_is_deleted_while_others_click_is_gone_for_all(crowd: Crowd, count: int) -> None:
    project = crowd.projects.pop()
    ways = ("delete/", "start/narration/", "cancel/", "make/", "voice/", "retry/")
    addresses = [f"/projects/{project}/{ways[n % len(ways)]}" for n in range(count)]
    answers = crowd.click(addresses, {"voice_style": "lively_female"})
    assert set(answers) <= {200, 302, 404, 422}
    assert answers.count(302) == 1, "one of them deleted it"
    assert standing(crowd, project) == ["gone"]


@pytest.mark.parametrize("count", [2, 32])
def test_a_brief_sent_many_times_at_once_is_one_project(crowd: Crowd, count: int) -> None:
    answers = crowd.click(["/"] * count, BRIEF | {"topic": f"{count} at once", "token": "crowd"})
    assert answers == [302] * count
    made = crowd.shell(
        "from projects.models import Project\n"
        f"found = Project.objects.filter(topic='{count} at once')\n"
        "print(found.count(), found.get().runs.count())"
    )
    assert made == "1 1"
