"""The poll of a page that has no socket: what it is told, and what a crowd of them is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
import requests
from django.test import Client
from django.urls import reverse

from projects.models import Project
from tests.support.people import make_person
from tests.support.studio import SecondWeb, Studio
from videostudio import embedded

pytestmark = pytest.mark.usefixtures("collected_files")


def poll(page: Client, address: str, etag: str = "") -> Any:
    return page.get(address, headers={"If-None-Match": etag} if etag else {})


@pytest.mark.parametrize("of_a_project", [True, False], ids=["project", "home"])
def test_a_page_that_has_all_is_told_so_and_a_change_is_sent(
    alices: Client, written: Project, of_a_project: bool
) -> None:
    address = reverse("poll", args=[written.pk] if of_a_project else [])
    first = poll(alices, address)
    assert b'id="pulse"' in first.content
    etag = first.headers["ETag"]
    assert poll(alices, address, etag).status_code == 304
    with written.locked():
        written.title = "Another title"
        written.touch()
    second = poll(alices, address, etag)
    assert (second.status_code, b"Another title" in second.content) == (200, True)
    assert second.headers["ETag"] != etag


def test_a_notice_makes_the_answer_another(alices: Client, written: Project) -> None:
    address = reverse("poll", args=[written.pk])
    etag = poll(alices, address).headers["ETag"]
    written.notifications.create(user=written.owner, run_no=1, step="script", outcome="done")
    assert poll(alices, address, etag).status_code == 200


@pytest.fixture
def poor(idle_studio: Studio) -> Iterator[SecondWeb]:
    few = {"STUDIO_DATABASE_POOL": "2", "STUDIO_DATABASE_WAIT": "3"}
    with SecondWeb(idle_studio, **few) as web:
        yield web


def test_of_more_pages_than_the_database_serves_the_rest_come_later_and_all_recover(
    idle_studio: Studio, poor: SecondWeb
) -> None:
    """Somebody holds the projects' table. The pool has two connections; 200 more may wait. Those
    that have a connection wait for an answer, and give it up too."""
    kim = make_person(idle_studio, "kim")
    address = f"{poor.address}/projects/{kim['projects'][0]}/look/"
    cookies = {"Cookie": idle_studio.cookies(session=kim["session"])}

    def look(_: int) -> requests.Response:
        return requests.get(address, headers=cookies, timeout=60)

    with (
        psycopg.connect(embedded.database_url(idle_studio.data)) as holder,
        ThreadPoolExecutor(300) as pages,
    ):
        holder.execute("LOCK TABLE projects_project")
        refused = list(pages.map(look, range(300)))
    assert Counter(answer.status_code for answer in refused).keys() == {503}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in refused)
    assert look(0).status_code == 200
    lines = [line for line in poor.printed().splitlines() if "/look/" in line]
    assert len(lines) == 1, "one line a minute, and no stack traces"
    assert "Traceback" not in poor.printed()
