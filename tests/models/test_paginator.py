"""Long lists: each row is on one page, and the last page is as near as the first."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core.paginator import EmptyPage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Project
from projects.models.paginator import TwoEndedPaginator
from projects.pages.listing import ROWS, Listing
from tests.support.many_projects import add_projects


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 11, 12, 13])
@pytest.mark.parametrize("per_page", [1, 3, 5])
def test_all_pages_together_are_the_list(alice: User, count: int, per_page: int) -> None:
    """Also if many have changed in the same moment, as these have."""
    Project.objects.bulk_create(Project(owner=alice, topic=f"Day {n}") for n in range(count))
    every = list(Project.objects.newest_first())
    pages = TwoEndedPaginator(Project.objects.newest_first(), per_page)
    assert [row for page in pages for row in page] == every
    assert [len(page) for page in pages][:-1] == [per_page] * (pages.num_pages - 1)
    with pytest.raises(EmptyPage):
        pages.page(pages.num_pages + 1)


def skipped(work: CaptureQueriesContext) -> int:
    """The most rows that a query has walked past."""
    offsets = [int(found) for each in work for found in re.findall(r"OFFSET (\d+)", each["sql"])]
    return max(offsets, default=0)


def test_the_last_page_of_a_long_list_is_read_from_its_end(project: Project) -> None:
    add_projects(399)
    with CaptureQueriesContext(connection) as work:
        page = Listing(project.owner_id, number=20).page()
        oldest = list(page)
    assert oldest == list(Project.objects.newest_first())[-ROWS:]
    assert (page.number, page.has_next(), skipped(work)) == (20, False, 0)


API = "/api/video-creation/projects?page=20"


@pytest.mark.parametrize(
    "address", ["/?page=20", "/look/?page=20", API, "/admin/projects/project/?p=8"]
)
@pytest.mark.usefixtures("collected_files")
def test_every_list_of_projects_is_read_so(carol: User, address: str) -> None:
    browser = Client()
    browser.force_login(carol)
    Project.objects.create(owner=carol, topic="Open day")
    add_projects(399)
    with CaptureQueriesContext(connection) as work:
        assert browser.get(address).status_code == 200
    assert skipped(work) == 0
