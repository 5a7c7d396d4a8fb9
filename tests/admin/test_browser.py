"""The admin in a browser: what runs is seen to move, and what is clicked is done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.support.browser import Complaints, chromium
from tests.support.open_pages import AtWork
from tests.support.studio import Studio

pytestmark = pytest.mark.browser
LIST = "/admin/projects/project/"
ADMINISTRATOR = """
from django.contrib.auth.models import User
User.objects.filter(username="{name}").update(is_staff=True, is_superuser=True)
"""
RUN = "from projects.jobs.queue import run_and_enqueue\nrun_and_enqueue(project.make_rest)"
MOVE = """
with project.locked():
    project.runs.active().update(progress={percent})
    project.show_progress("speaking")
"""


@pytest.fixture(scope="module")
def at_work(idle_studio: Studio) -> Iterator[AtWork]:
    with chromium() as browser:
        at_work = AtWork(idle_studio, browser)
        at_work.shell(ADMINISTRATOR.format(name=at_work.names["bob"]))
        yield at_work


@pytest.fixture
def project(at_work: AtWork) -> str:
    """Alice's, running, with nobody to work on it."""
    project = at_work.new_project()
    at_work.change(project, RUN)
    return project


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints == []


@pytest.fixture
def page(at_work: AtWork, complaints: Complaints) -> Iterator[Page]:
    """Bob's, who administers."""
    context = at_work.context("bob")
    page = context.new_page()
    complaints.listen_to(page)
    yield page
    context.close()


def column(page: Page, project: str, name: str):
    return page.locator(f"#admin-{project}-{name}")


def show(at_work: AtWork, page: Page, path: str) -> None:
    with page.expect_websocket():
        page.goto(at_work.studio.address + path)


def passed_on(socket: WebSocketRoute) -> WebSocketRoute:
    """It goes on to the studio, and the test may send more to the page."""
    socket.connect_to_server()
    return socket


def test_in_the_list_a_bar_moves_and_its_end_is_seen(
    at_work: AtWork, page: Page, project: str
) -> None:
    show(at_work, page, LIST)
    expect(column(page, project, "status")).to_have_text("Recording the narration")
    for percent in (12, 61):
        at_work.change(project, MOVE.format(percent=percent))
        expect(column(page, project, "bar")).to_contain_text(f"{percent}%")
        value = column(page, project, "bar").locator("progress")
        expect(value).to_have_attribute("value", str(percent))
    at_work.change(project, "project.cancel()")
    expect(column(page, project, "status")).to_have_text("Waiting for you")
    expect(column(page, project, "bar").locator("progress")).to_have_count(0)


def test_several_are_cancelled_from_the_list(at_work: AtWork, page: Page, project: str) -> None:
    other = at_work.new_project()
    show(at_work, page, LIST)
    for pk in (project, other):
        page.locator(f"input[name=_selected_action][value='{pk}']").check()
    page.select_option("select[name=action]", "cancel")
    page.get_by_role("button", name="Go").click()
    messages = page.locator(".messagelist")
    expect(messages).to_contain_text("Cancelled; what was finished is kept.")
    expect(messages).to_contain_text("No step is running.")
    expect(column(page, project, "status")).to_have_text("Waiting for you")


def test_on_its_page_a_project_is_cancelled_tried_again_and_deleted(
    at_work: AtWork, page: Page, project: str
) -> None:
    pushed: list[WebSocketRoute] = []
    page.route_web_socket("**/ws/**", lambda socket: pushed.append(passed_on(socket)))
    show(at_work, page, f"{LIST}{project}/change/")
    page.get_by_role("button", name="Cancel the running step").click()
    expect(column(page, project, "status")).to_have_text("Waiting for you")
    # What was drawn before the cancel may come after it: its place is gone, and nobody complains.
    pushed[-1].send(f'<div id="place-{project}" class="region" hx-swap-oob="true">Next</div>')
    page.get_by_role("button", name="Try again, with what is missing").click()
    expect(column(page, project, "status")).to_have_text("Recording the narration")
    page.get_by_role("button", name="Delete with all files").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Deleted.")
    expect(column(page, project, "status")).to_have_count(0)
    found = f"from projects.models import Project\nprint(Project.objects.filter(pk='{project}'))"
    assert at_work.shell(found) == "<ProjectQuerySet []>"


def test_work_whose_job_is_gone_is_requeued(at_work: AtWork, page: Page, project: str) -> None:
    at_work.shell(
        "from django.db import connection\n"
        "connection.cursor().execute('DELETE FROM procrastinate_jobs')"
    )
    show(at_work, page, f"{LIST}{project}/change/")
    page.get_by_role("button", name="Requeue what is stuck").click()
    expect(page.locator(".messagelist")).to_contain_text("2 Runs were requeued.")


def test_the_job_engine_s_tables_can_be_looked_at(
    at_work: AtWork, page: Page, project: str
) -> None:
    page.goto(f"{at_work.studio.address}/admin/procrastinate/procrastinatejob/")
    expect(page.locator("#result_list")).to_contain_text("Narration")
    expect(page.locator("select[name=action]")).to_have_count(0)
    page.locator("#result_list tbody a").first.click()
    expect(page.locator("#content")).to_contain_text("run_id")


def test_who_may_not_look_hears_nothing(at_work: AtWork, project: str) -> None:
    context = at_work.context("alice")
    page = context.new_page()
    page.goto(at_work.studio.address)
    code = page.evaluate(
        "(path) => new Promise((told) => {"
        " const socket = new WebSocket(path); socket.onclose = (end) => told(end.code) })",
        f"ws://127.0.0.1:{at_work.studio.port}/ws/admin/projects/?id={project}",
    )
    assert code == 4404
    context.close()
