"""The list of the home page: what it finds, in which order, and what is done with several."""

from __future__ import annotations

import asyncio
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from projects.live import topics
from projects.models import AuditEntry, Project
from projects.models.project.lists import Counts, Sort, Tab
from projects.pages.listing import Listing
from projects.timeline import Status
from tests.support.programs import Program
from tests.support.projects import CONTENT, store, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("collected_files")]
AT = {"draft": "script", "failed": "script", "generating_audio": "narration", "completed": "export"}


def add(owner: User, topic: str, status: str = "draft", **more: Any) -> Project:
    error = {"code": "unexpected"} if status == "failed" else {}
    at = {"status": status, "step": AT[status], "error": error}
    return Project.objects.create(owner=owner, topic=topic, **at, **more)


@pytest.fixture
def many(alice: User) -> list[Project]:
    return [
        add(alice, "Zoo day", seconds=60),
        add(alice, "apple picking", "failed", seconds=20),
        add(alice, "招生开放日", "completed", seconds=90),
        add(alice, "Sports", "generating_audio", title="毕业典礼", seconds=30),
    ]


def names(projects: Any) -> list[str]:
    return [project.name for project in projects]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["毕业典礼", "招生开放日", "apple picking", "Zoo day"]),
        ({"tab": Tab.NEEDS_YOU}, ["apple picking", "Zoo day"]),
        ({"tab": Tab.RUNNING}, ["毕业典礼"]),
        ({"tab": Tab.DONE}, ["招生开放日"]),
        ({"words": "DAY"}, ["Zoo day"]),
        ({"words": "day zoo"}, ["Zoo day"]),
        ({"words": "sports"}, ["毕业典礼"]),
        ({"words": "开放", "tab": Tab.RUNNING}, []),
        ({"sort": Sort.NAME}, ["apple picking", "Zoo day", "毕业典礼", "招生开放日"]),
        ({"sort": Sort.LENGTH}, ["招生开放日", "Zoo day", "毕业典礼", "apple picking"]),
        ({"sort": Sort.NEWEST}, ["毕业典礼", "招生开放日", "apple picking", "Zoo day"]),
    ],
)
def test_a_project_is_found_by_its_words_its_needs_and_in_an_order(
    many: list[Project], alice: User, bob: User, asked: dict[str, Any], found: list[str]
) -> None:
    add(bob, "Zoo day of another person")
    assert names(Listing(alice.pk, **asked).page()) == found
    assert Listing(alice.pk).counts == Counts(4, 2, 1, 1)


def test_a_film_is_as_long_as_it_is_and_not_as_its_brief_asked(
    many: list[Project], alice: User, tmp_path: Path
) -> None:
    film = store(many[1], "film", "x", tmp_path)
    many[1].artifacts.filter(pk=film.pk).update(seconds=120)
    assert names(Listing(alice.pk, sort=Sort.LENGTH).page())[0] == "apple picking"


def test_what_is_typed_brings_the_list_alone_and_its_address_brings_the_page(
    many: list[Project], alices: Client
) -> None:
    asked = {"q": "zoo", "tab": "needs_you"}
    typed = alices.get("/", asked, headers={"HX-Request": "true"}).content.decode()
    assert "Zoo day" in typed and "apple" not in typed
    assert "<html" not in typed and "id_topic" not in typed
    page = alices.get("/", asked).content.decode()
    assert "<html" in page and 'value="zoo"' in page
    polled = alices.get("/look/", asked).content.decode()
    (frame,) = (word for word in page.split('"') if word.startswith("rows-"))
    assert f'id="{frame}"' in polled
    odd = alices.get("/", {"q": "\0", "tab": "x", "sort": "y", "who": "everybody", "page": "-3"})
    assert all(name in odd.content.decode() for name in ("Zoo day", "apple"))


def test_the_tabs_of_an_open_page_count_on(many: list[Project], alice: User, bob: User) -> None:
    topic = topics.Topic(topics.View.COUNTS, alice.pk)
    assert topics.versions_of_people([topic], []) == {topic: Counts(4, 2, 1, 1)}
    many[3].cancel()
    drawn = topics.draw({(topic, "en")}, {})[topic, "en"]
    assert {each.id: each.html for each in drawn.fragments.values()} == {
        "count-all": "4",
        "count-needs_you": "3",
        "count-running": "0",
        "count-done": "1",
    }
    nobody = topics.Topic(topics.View.COUNTS, bob.pk)
    assert topics.draw({(nobody, "en")}, {})[nobody, "en"].version == Counts()


def test_a_program_lists_in_the_same_tabs_and_orders(many: list[Project], program: Program) -> None:
    asked = {"tab": "needs_you", "sort": "name"}
    found = program("get", "/projects", asked)["data"]
    assert [each["title"] for each in found["items"]] == ["apple picking", "Zoo day"]
    program("get", "/projects", {"sort": "colour"})
    assert program.status == 422


def test_several_go_on_each_as_its_next_press_would(
    alices: Client, alice: User, bob: User, many: list[Project], settings: Any
) -> None:
    zoo, apple, done, running = many
    write(zoo)
    foreign = add(bob, "Of another person")
    chosen = {"deed": "go-on", "project": [str(each.pk) for each in (*many, foreign)]}
    told = alices.post("/batch/", chosen | {"back": "tab=needs_you"}, follow=True)
    assert told.request["QUERY_STRING"] == "tab=needs_you"
    status = dict(Project.objects.values_list("pk", "status"))
    assert status[zoo.pk] == Status.GENERATING_AUDIO
    assert status[apple.pk] == status[done.pk] == Status.GENERATING_SCRIPT
    assert status[foreign.pk] == Status.DRAFT
    assert alices.post("/batch/", chosen | {"deed": "sell"}).status_code == 404
    settings.STUDIO_STARTS_AN_HOUR = 1
    waiting = [str(write(add(alice, f"Day {n}")).pk) for n in range(3)]
    alices.post("/batch/", {"deed": "go-on", "project": waiting})
    assert set(Project.objects.filter(pk__in=waiting).values_list("status", flat=True)) == {"draft"}


def test_several_are_deleted_and_come_back_at_once(alices: Client, many: list[Project]) -> None:
    chosen = {"project": [str(each.pk) for each in many[:3]]}
    page = alices.post("/batch/", {"deed": "delete"} | chosen, follow=True).content.decode()
    assert names(Project.objects.all()) == ["毕业典礼"]
    assert all(f'name="project" value="{pk}"' in page for pk in chosen["project"])
    assert alices.post("/bin/put-back/", chosen)["Location"] == "/"
    assert Project.objects.count() == 4
    nothing = alices.post("/batch/", {"deed": "delete", "project": "x"})
    assert nothing["Location"] == "/?"


def test_films_come_in_one_zip_and_one_that_is_lost_is_named(
    alices: Client, alice: User, tmp_path: Path, store_of_its_own: None
) -> None:
    projects = [add(alice, "Zoo / day", "completed") for _ in range(3)]
    films = [store(each, "film", "x", tmp_path) for each in projects]
    films[0].file.storage.delete(films[0].file.name)
    chosen = {"deed": "download", "project": [str(each.pk) for each in projects]}
    answer = alices.post("/batch/", chosen)

    async def sent() -> bytes:
        return b"".join([piece async for piece in answer])

    archive = zipfile.ZipFile(io.BytesIO(asyncio.run(sent())))
    assert archive.testzip() is None
    found = {name: archive.read(name) for name in archive.namelist()}
    whole = [name for name, content in found.items() if content == CONTENT]
    assert len(whole) == 2 and len(found) == 3
    assert "Zoo   day" in whole[0].replace(" (2)", "")
    assert AuditEntry.objects.filter(action="download").count() == 3
    empty = add(alice, "No film yet")
    told = alices.post("/batch/", {"deed": "download", "project": str(empty.pk)}, follow=True)
    assert told.redirect_chain


def test_an_administrator_sees_everybodys_and_whose_each_is(
    many: list[Project], alices: Client, carol: User
) -> None:
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(carol)
    assert "Zoo day" not in desk.get("/").content.decode()
    page = desk.get("/?who=everybody").content.decode()
    assert "Zoo day" in page and "alice" in page and "count-everybody-all" in page
    assert "Zoo day" in desk.get("/?who=everybody&q=alice").content.decode()
    assert "Zoo day" in desk.get("/look/?who=everybody").content.decode()
    assert desk.get(f"/projects/{many[0].pk}/").status_code == 200
    assert "row-owner" not in alices.get("/?who=everybody").content.decode()
