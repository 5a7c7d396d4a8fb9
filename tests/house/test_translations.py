"""Both languages are whole: nothing is untranslated, and no page mixes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, strip_tags
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from projects.accounts import setup_link
from projects.jobs.queue import run_and_enqueue
from projects.models import Project
from projects.steps.scenes import ai_mark
from tests.support.projects import store
from tests.tools import messages
from videostudio.busy import server_error

pytestmark = pytest.mark.usefixtures("collected_files")
LANGUAGES = ("zh-hans", "en")
# What people write themselves, in the language of the page that shows it.
TYPED = {
    "zh-hans": {"topic": "春季招生开放日", "key_points": "小班教学\n双语课程"},
    "en": {"topic": "Open day in spring", "key_points": "Small classes\nTwo languages"},
}
SPOKEN = {
    "zh-hans": ("欢迎", "欢迎来到我们的花园。"),
    "en": ("Welcome", "Come and see our garden."),
}
WORKING = {"progress": 40, "expected_seconds": 300, "started_at": timezone.now()}
STATES: dict[str, dict[str, Any]] = {
    "waiting": {"step": "script"},
    "writing": WORKING | {"status": "generating_script", "note": {"code": "queued"}},
    "speaking": WORKING
    | {"status": "generating_audio", "step": "narration"}
    | {"note": {"code": "speaking", "now": [1, 2], "total": 2}},
    "making": WORKING
    | {"status": "generating_video", "step": "scenes"}
    | {"note": {"code": "making", "now": [2], "total": 2}},
    "merging": WORKING
    | {"status": "editing", "step": "edit", "note": {"code": "joining", "total": 2}},
    "failed": {"status": "failed", "step": "scenes", "error": {"code": "timed_out", "scene": 2}},
    "completed": {"status": "completed", "step": "export", "description": ""},
}

LATIN = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])")
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
PLACES = re.compile(r"{\w+}|%\(\w+\)s")
NAMES = {"alice", "MP4", "KB", "GB", "Logo", "Alt", "Ctrl", "Del", "Enter", "Esc", "Shift"}

VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "track"])
READ_OUT = ("alt", "aria-label", "label", "placeholder", "title")
FOR_SCRIPTS = ("data-confirm", "data-yes", "data-no", "data-words", "data-done")


class Reader(HTMLParser):
    """Collects what a person sees or hears, but for what says it is in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.words: list[str] = []
        self._foreign: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.language = found.pop("lang") or ""
        foreign = tag in ("script", "style") or "lang" in found
        if not foreign:
            self.words += [found[name] or "" for name in READ_OUT + FOR_SCRIPTS if name in found]
        if tag not in VOID:
            self._foreign.append(foreign)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._foreign):
            self.words.append(data)


def own_latin_words() -> set[str]:
    """What is written in Latin letters in Chinese too: AI, JPEG, JavaScript."""
    translated = (str(message.string) for message in messages.stored() if message.id)
    return {word for text in translated for word in LATIN.findall(PLACES.sub("", text))}


def assert_is_all_in(language: str, page: str) -> None:
    reader = Reader()
    reader.feed(page)
    assert reader.language == language
    text = PLACES.sub("", "\n".join(reader.words))
    if language == "en":
        assert not [line for line in text.splitlines() if CHINESE.search(line)]
    else:
        assert set(LATIN.findall(text)) <= own_latin_words() | NAMES


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def reader(client: Client, alice: User, language: str) -> Client:
    """Alice, whose browser asks for that language."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN" if language == "zh-hans" else "en-GB"
    client.force_login(alice)
    return client


@pytest.fixture
def film(alice: User, language: str, tmp_path: Path) -> Project:
    """Two scenes with all that is made of them; the second one was changed since."""
    project = Project.objects.create(owner=alice, seconds=20, **TYPED[language])
    title, narration = SPOKEN[language]
    for position in (1, 2):
        project.scenes.create(position=position, title=title, narration=narration, seconds=4)
    for scene in project.scene_list:
        store(project, "narration", scene.narration_hash, tmp_path, scene)
        store(project, "clip", scene.clip_hash, tmp_path, scene)
    for kind in ("film", "cover", "srt", "vtt"):
        store(project, kind, project.film_hash, tmp_path)
    project.scenes.filter(position=2).update(narration=narration * 2)
    return project


def doors(client: Client) -> Iterator[str]:
    """The pages of somebody who is not signed in."""
    yield client.get("/login/").content.decode()
    yield client.post("/login/", {"username": "alice", "password": "x"}).content.decode()
    User.objects.all().delete()
    setup = f"/setup/{setup_link.make_token()}/"
    yield client.get(setup).content.decode()
    typed = {"username": "alice", "password1": "123", "password2": "123"}
    yield client.post(setup, typed).content.decode()


def test_every_word_is_translated_and_compiled() -> None:
    assert messages.problems() == []


def test_the_mark_in_a_chinese_film_is_chinese() -> None:
    assert (ai_mark("zh"), ai_mark("en")) == ("AI 生成", "AI-generated")


@pytest.mark.parametrize("state", STATES)
def test_a_timeline_is_all_in_one_language(
    reader: Client, film: Project, language: str, state: str
) -> None:
    Project.objects.filter(pk=film.pk).update(**STATES[state])
    assert_is_all_in(language, reader.get(reverse("project", args=[film.pk])).content.decode())
    assert_is_all_in(language, reader.get("/").content.decode())


def test_a_new_project_is_all_in_one_language(reader: Client, film: Project, language: str) -> None:
    film.scenes.all().delete()
    assert_is_all_in(language, reader.get(reverse("project", args=[film.pk])).content.decode())


def test_an_empty_home_and_its_complaints_are_all_in_one_language(
    reader: Client, language: str
) -> None:
    assert_is_all_in(language, reader.get("/").content.decode())
    assert_is_all_in(language, reader.get("/?example=course").content.decode())
    refused = reader.post("/", {"topic": "", "video_type": "x", "platform": "", "style": "x"})
    assert refused.status_code == 422
    assert_is_all_in(language, refused.content.decode())


def test_the_doors_are_all_in_one_language(reader: Client, language: str) -> None:
    reader.logout()
    for page in doors(reader):
        assert_is_all_in(language, page)


def test_pages_that_say_what_went_wrong_are_all_in_one_language(
    reader: Client, language: str, rf: RequestFactory
) -> None:
    assert_is_all_in(language, reader.get("/nothing/").content.decode())
    asked = rf.get("/", headers={"accept-language": language})
    assert_is_all_in(language, server_error(asked).content.decode())


ADMIN = [
    "/admin/",
    "/admin/health/",
    "/admin/auth/user/add/",
    "/admin/projects/project/",
    "/admin/projects/project/{project}/change/",
    "/admin/projects/notification/",
    "/admin/projects/apitoken/",
    "/admin/procrastinate/",
    "/admin/procrastinate/procrastinatejob/",
    "/admin/procrastinate/procrastinatejob/{job}/change/",
    "/admin/procrastinate/procrastinateevent/",
    "/admin/procrastinate/procrastinateevent/{event}/change/",
    "/admin/procrastinate/procrastinateworker/",
    "/admin/procrastinate/procrastinateperiodicdefer/",
]


@pytest.mark.parametrize("path", ADMIN)
def test_the_admin_is_all_in_one_language(
    reader: Client, alice: User, film: Project, language: str, path: str
) -> None:
    User.objects.update(is_staff=True, is_superuser=True)
    run_and_enqueue(film.make_rest)
    job, event = ProcrastinateJob.objects.latest("id"), ProcrastinateEvent.objects.latest("id")
    page = reader.get(path.format(job=job.pk, event=event.pk, project=film.pk)).content.decode()
    fixed = [f'alt="{words}"' for words in ("Search", "True", "False")]  # in Django's templates
    for code in (job.task_name, escape(json.dumps(job.args)), *fixed):
        page = page.replace(code, "")
    assert "rocrastinate" not in strip_tags(page)
    assert_is_all_in(language, page)


def test_changing_the_language_keeps_the_page(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.get("/?example=course").content.decode()
    assert 'name="next" value="/?example=course"' in page
    switch = {"language": "en", "next": "/?example=course"}
    answer = client.post(reverse("set_language"), switch, follow=True)
    assert answer.redirect_chain == [("/?example=course", 302)]
    assert '<html lang="en">' in answer.content.decode()
