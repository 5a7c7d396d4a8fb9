"""A page that loses the studio says so, comes back by itself, and is then right; no reload."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import APIResponse, Page, Route, WebSocketRoute, expect

from tests.support.open_pages import AtWork
from tests.support.studio import wait_until

pytestmark = pytest.mark.browser
RENAME = "with project.locked():\n    project.title = '{title}'\n    project.touch()"
LINE = "#connection [data-when={state}]"
SOCKETS = re.compile("/ws/")


@pytest.fixture
def project(at_work: AtWork) -> str:
    return at_work.new_project()


@pytest.fixture
def page(at_work: AtWork) -> Iterator[Page]:
    context = at_work.context()
    yield context.new_page()
    context.close()


def show(at_work: AtWork, page: Page, project: str) -> None:
    """The project's page, marked so that a reload would be seen."""
    page.goto(f"{at_work.studio.address}/projects/{project}/")
    page.evaluate("window.neverReloaded = true")


def refuse_sockets(page: Page) -> None:
    page.route_web_socket(SOCKETS, lambda socket: socket.close(code=1011))


def count_sockets(page: Page) -> list[WebSocketRoute]:
    """The page's sockets, all let through to the studio."""
    sockets: list[WebSocketRoute] = []

    def let_through(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket(SOCKETS, let_through)
    return sockets


def line(page: Page, state: str):
    return page.locator(LINE.format(state=state))


def test_after_the_studio_was_killed_the_page_comes_back_by_itself_and_is_right(
    at_work: AtWork, page: Page, project: str
) -> None:
    show(at_work, page, project)
    expect(page.locator("h1")).to_have_text("Open day")
    web = at_work.studio.child("videostudio.web")
    assert web
    os.kill(web, signal.SIGSTOP)  # gone for long enough to be noticed, then for good
    os.kill(web, signal.SIGKILL)
    at_work.change(project, RENAME.format(title="Renamed meanwhile"))
    wait_until(at_work.studio.answers)
    returned = time.monotonic()
    expect(page.locator("h1")).to_have_text("Renamed meanwhile")
    assert time.monotonic() - returned < 8
    assert page.evaluate("window.neverReloaded")


def test_while_the_studio_is_away_the_page_says_so_and_then_that_it_is_back(
    at_work: AtWork, page: Page, project: str
) -> None:
    sockets: list[WebSocketRoute] = []
    away = False

    def let_through(socket: WebSocketRoute) -> None:
        if away:
            socket.close(code=1011)
        else:
            socket.connect_to_server()
            sockets.append(socket)

    page.route_web_socket(SOCKETS, let_through)
    show(at_work, page, project)
    wait_until(lambda: page.evaluate("1") and sockets)
    away = True
    page.route("**/look/**", lambda route: route.abort())
    sockets[-1].close(code=1011)
    expect(line(page, "lost")).to_be_visible()
    at_work.change(project, RENAME.format(title="While away"))
    away = False
    page.unroute("**/look/**")
    page.dispatch_event("[data-retry]", "click")  # at once: it may come back before by itself
    expect(page.locator("h1")).to_have_text("While away")
    expect(line(page, "back")).to_be_visible()
    expect(line(page, "back")).to_be_hidden()
    assert page.evaluate("window.neverReloaded")


def test_the_place_in_the_queue_moves_on_the_page_and_at_home(
    at_work: AtWork, page: Page, project: str
) -> None:
    queue = (
        "from projects.jobs.queue import run_and_enqueue\nfrom projects.timeline import NARRATION\n"
        "run_and_enqueue(lambda: project.start(NARRATION))"
    )
    before = at_work.new_project()
    for each in (before, project):
        at_work.change(each, queue)
    show(at_work, page, project)
    home = page.context.new_page()
    home.goto(at_work.studio.address)
    places = [shown.locator(f"#place-{project}") for shown in (page, home)]
    for place in places:
        expect(place).to_contain_text(re.compile(r"^Queued, \d+ jobs? ahead$"))
    first = places[0].text_content() or ""
    expect(page.get_by_text("Starting soon")).to_be_hidden()
    at_work.change(before, "project.cancel()")
    for place in places:
        expect(place).not_to_have_text(first)
        expect(place).to_contain_text("Queued, ")
    at_work.change(project, "project.cancel()")
    for place in places:
        expect(place).to_have_count(0)
    assert page.evaluate("window.neverReloaded")


def test_where_no_socket_can_be_had_the_page_is_refreshed_every_few_seconds(
    at_work: AtWork, page: Page, project: str
) -> None:
    refuse_sockets(page)
    show(at_work, page, project)
    expect(line(page, "looking")).to_be_visible()
    for title in ("First", "Second"):
        at_work.change(project, RENAME.format(title=title))
        expect(page.locator("h1")).to_have_text(title)
    expect(line(page, "lost")).to_be_hidden()
    assert page.evaluate("window.neverReloaded")


def test_the_list_of_projects_moves_without_a_socket_too(at_work: AtWork, page: Page) -> None:
    refuse_sockets(page)
    page.goto(at_work.studio.address)
    new = at_work.new_project()
    expect(page.locator(f"#row-{new}")).to_be_attached()


def test_a_page_with_a_socket_asks_for_nothing(at_work: AtWork, page: Page, project: str) -> None:
    looks: list[str] = []
    page.on("request", lambda request: "/look/" in request.url and looks.append(request.url))
    show(at_work, page, project)
    at_work.change(project, RENAME.format(title="By the socket"))
    expect(page.locator("h1")).to_have_text("By the socket")
    page.wait_for_timeout(4_000)  # twice as long as a page without one would wait
    assert looks == []


@pytest.mark.full("waits for what must not happen")
def test_a_hidden_page_does_not_look(at_work: AtWork, page: Page, project: str) -> None:
    refuse_sockets(page)
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.away })")
    show(at_work, page, project)
    expect(line(page, "looking")).to_be_visible()
    page.evaluate("window.away = true")
    looks: list[str] = []
    page.on("request", lambda request: "/look/" in request.url and looks.append(request.url))
    page.wait_for_timeout(7_000)
    assert len(looks) <= 1, "one that was on its way"
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    wait_until(lambda: page.evaluate("1") and len(looks) > 1)


def test_without_a_socket_an_expired_session_and_a_deleted_project_are_told_too(
    at_work: AtWork, page: Page, project: str
) -> None:
    refuse_sockets(page)
    show(at_work, page, project)
    expect(line(page, "looking")).to_be_visible()
    page.context.clear_cookies(name=re.compile("_session$"))
    expect(line(page, "over")).to_be_visible()
    at_work.sign_in(page.context, "alice")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(line(page, "over")).to_be_hidden()
    at_work.change(project, "project.delete_with_files()")
    expect(page.locator("h1")).to_have_text("There is nothing here")


def test_who_deletes_a_project_comes_home_though_its_page_hears_of_the_end_first(
    at_work: AtWork, page: Page, project: str
) -> None:
    with page.expect_websocket() as socket:
        show(at_work, page, project)
    on_the_way: list[tuple[Route, APIResponse]] = []
    page.route("**/delete/", lambda route: on_the_way.append((route, route.fetch(max_redirects=0))))
    with socket.value.expect_event("close"):
        page.locator("form[action$='/delete/']").evaluate("form => form.requestSubmit()")
    # A call to the browser lets the route have its turn; one to the page would wait for its answer.
    wait_until(lambda: page.context.cookies() and on_the_way)
    ((route, answer),) = on_the_way
    route.fulfill(response=answer)
    expect(page.locator("#brief")).to_be_visible()


def test_what_a_reply_drew_over_is_put_right(at_work: AtWork, page: Page, project: str) -> None:
    """The reply to a click comes late, after the push of what followed it."""

    def hold(route) -> None:
        reply = route.fetch()
        revision = at_work.change(project, "project.cancel(); print(project.revision)")
        wait_until(lambda: state.get_attribute("data-revision") == revision)
        route.fulfill(response=reply)

    state = page.locator("#state i")

    show(at_work, page, project)
    expect(page.locator("#script-go")).to_be_visible()
    page.route("**/start/narration/", hold, times=1)
    with page.expect_response("**/start/narration/"):
        page.click("#script-go")
    page.wait_for_timeout(500)  # for what must not happen
    expect(page.locator("#narration-cancel")).to_have_count(0)
    expect(page.locator("#narration-head")).to_contain_text("Cancelled")


def test_a_page_from_before_an_update_goes_on_and_says_so_once(
    at_work: AtWork, page: Page, project: str
) -> None:
    def from_before(route) -> None:
        reply = route.fetch()
        route.fulfill(
            response=reply,
            body=re.sub(
                'data-asset-version="[0-9a-f]+"',
                'data-asset-version="0123456789ab"',
                reply.text(),
                count=1,
            ),
        )

    page.route(f"**/projects/{project}/", from_before)
    show(at_work, page, project)
    expect(page.locator("#toasts [data-said=updated]")).to_have_count(1)
    at_work.change(project, RENAME.format(title="Still moving"))
    expect(page.locator("h1")).to_have_text("Still moving")
    assert page.evaluate("window.neverReloaded")


@pytest.mark.full("waits for what must not happen")
def test_a_loss_too_short_to_be_told_leaves_no_line_and_what_failed_in_it_is_sent_again(
    at_work: AtWork, page: Page, project: str
) -> None:
    sockets = count_sockets(page)
    show(at_work, page, project)
    at_work.change(project, RENAME.format(title="By the socket"))
    expect(page.locator("h1")).to_have_text("By the socket")
    page.route("**/words/", lambda route: route.abort(), times=1)
    page.fill("[name=narration] >> nth=0", "Typed in the blip.")
    with page.expect_event("requestfailed"):
        page.locator("[name=narration]").first.blur()
    sockets[-1].close(code=1011)
    expect(page.locator("[data-dirty]")).to_have_count(0)
    assert at_work.stored(project)["narration"] == "Typed in the blip."
    page.wait_for_timeout(4_500)  # the line of a loss comes after four seconds
    expect(line(page, "lost")).to_be_hidden(timeout=1)
    assert len(sockets) == 2


@pytest.mark.full("waits for what must not happen")
def test_a_page_too_many_knocks_seldom_and_looks_for_news_by_itself(
    at_work: AtWork, page: Page, project: str
) -> None:
    page.goto(at_work.studio.address)
    page.evaluate(
        "const address = document.querySelector('[ws-connect]').getAttribute('ws-connect');"
        "Promise.all(Array.from({ length: 50 }, () => new Promise((done) => {"
        " const socket = new WebSocket(address);"
        " socket.onmessage = socket.onclose = done; (window.all ??= []).push(socket) })))"
    )
    one_more = page.context.new_page()
    knocks = count_sockets(one_more)
    show(at_work, one_more, project)
    expect(line(one_more, "looking")).to_be_visible()
    one_more.wait_for_timeout(4_000)  # without a pause it would knock seven times and more
    assert len(knocks) <= 5
    expect(line(one_more, "looking")).to_be_visible()


def test_a_page_whose_session_is_over_is_not_called_live_when_it_is_looked_at(
    at_work: AtWork, page: Page, project: str
) -> None:
    sockets = count_sockets(page)
    show(at_work, page, project)
    wait_until(lambda: page.evaluate("1") and sockets)
    page.evaluate("addEventListener('studio:back', () => (window.wasBack = true))")
    page.context.clear_cookies(name=re.compile("_session$"))
    page.wait_for_timeout(500)
    page.evaluate("window.wasBack = false")
    sockets[-1].close(code=1011)
    expect(line(page, "over")).to_be_visible()
    knocks = len(sockets)
    page.evaluate("dispatchEvent(new Event('focus'))")
    wait_until(lambda: page.evaluate("1") and len(sockets) > knocks)
    page.wait_for_timeout(500)  # for what must not happen
    assert not page.evaluate("window.wasBack")
    expect(line(page, "over")).to_be_visible()


START = """
from projects.jobs.queue import run_and_enqueue
from projects.models import Project
from projects.timeline import step_of
project = Project.objects.get(pk="{pk}")
run_and_enqueue(lambda: project.start(step_of("narration")))
"""
SIGN_OF_LIFE = """
from django.db import connection
connection.cursor().execute("{sql}")
"""


def test_that_no_worker_runs_is_said_beside_what_waits_for_one_and_taken_back(
    at_work: AtWork, page: Page, project: str
) -> None:
    nobody = SIGN_OF_LIFE.format(sql="DELETE FROM procrastinate_workers")
    at_work.shell(nobody + START.format(pk=project))
    show(at_work, page, project)
    said = page.get_by_text("no worker is running")
    expect(said).to_be_visible()
    at_work.shell(SIGN_OF_LIFE.format(sql="INSERT INTO procrastinate_workers DEFAULT VALUES"))
    expect(said).to_be_hidden()
    at_work.shell(nobody)
    expect(said).to_be_visible()
    refuse_sockets(page)
    page.reload()
    expect(said).to_be_visible()


def test_what_was_deleted_is_named_and_can_be_taken_back_at_once(
    at_work: AtWork, page: Page, project: str
) -> None:
    page.goto(f"{at_work.studio.address}/projects/{project}/")
    page.get_by_label("More").click()
    page.get_by_role("button", name="Delete this project").click()
    said = page.get_by_role("status").filter(has_text="Moved to the bin: “Open day”")
    expect(said).to_be_visible()
    said.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text("Open day")


# A network that is lost in silence

AT_WORK = """
from projects.jobs.queue import run_and_enqueue
run_and_enqueue(project.make_rest)
with project.locked():
    project.show_progress("speaking")
"""
NOTHING_CHANGED = "The studio cannot be reached. As far as this page knows, nothing was changed."
SOON = 10_000  # milliseconds in which a loss is said
BACK = 5_000  # milliseconds in which all is right again


def cancel(page: Page) -> None:
    page.locator("#narration-cancel").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel it").click()


def retry(page: Page) -> None:
    """As the button does, which may go at any moment, because the page also tries by itself."""
    page.evaluate("dispatchEvent(new Event('studio:retry'))")


def is_running(at_work: AtWork, project: str) -> bool:
    return at_work.change(project, "print(project.running)") == "True"


def test_a_network_that_goes_is_told_and_one_that_comes_back_is_used(
    at_work: AtWork, page: Page, project: str
) -> None:
    at_work.change(project, AT_WORK)
    show(at_work, page, project)
    expect(page.locator("time.elapsed")).to_be_visible()
    page.context.set_offline(True)
    expect(line(page, "lost")).to_be_visible(timeout=SOON)
    expect(page.locator("time.elapsed")).to_be_hidden()
    expect(page.get_by_text("when the connection was lost")).to_be_visible()
    cancel(page)
    expect(page.locator("#toasts")).to_contain_text(NOTHING_CHANGED)
    assert is_running(at_work, project)
    at_work.change(project, RENAME.format(title="Renamed meanwhile"))
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Renamed meanwhile", timeout=BACK)
    expect(line(page, "lost")).to_be_hidden(timeout=BACK)
    expect(page.locator("time.elapsed")).to_be_visible()
    cancel(page)
    expect(page.locator("#narration-head")).to_contain_text("Cancelled")


def test_a_studio_that_stands_still_is_told_though_its_socket_is_open(
    at_work: AtWork, page: Page, project: str
) -> None:
    at_work.change(project, AT_WORK)
    page.clock.install()
    with page.expect_websocket() as opened:
        show(at_work, page, project)
    opened.value.wait_for_event("framereceived")
    web = at_work.studio.child("videostudio.web")
    assert web
    os.kill(web, signal.SIGSTOP)
    try:
        page.clock.run_for(SOON)
        expect(line(page, "lost")).to_be_visible()
        cancel(page)
        expect(page.locator("#toasts")).to_contain_text(NOTHING_CHANGED)
    finally:
        os.kill(web, signal.SIGCONT)
    retry(page)
    expect(line(page, "lost")).to_be_hidden()
    assert is_running(at_work, project), "what was refused is not sent later"
    assert page.evaluate("window.neverReloaded")


SOMEBODY_ELSE = "<!doctype html><title>Welcome</title><h1>Sign in to our Wi-Fi</h1>"


@pytest.mark.full("a rare kind of a lost connection")
def test_an_answer_of_somebody_else_is_not_taken_for_the_studio_s(
    at_work: AtWork, page: Page, project: str
) -> None:
    """A Wi-Fi that wants people to sign in, or a proxy without a studio behind it."""

    def answer(address: str, status: int) -> None:
        told = {"status": status, "content_type": "text/html", "body": SOMEBODY_ELSE}
        page.route(address, lambda route: route.fulfill(**told))

    at_work.change(project, AT_WORK)
    refuse_sockets(page)
    show(at_work, page, project)
    for status in (200, 502, 504):
        answer("**/cancel/", status)
        cancel(page)
        expect(page.locator("#toasts")).to_contain_text(NOTHING_CHANGED)
        page.locator("#toasts .close").click()
    answer("**/look/**", 200)
    expect(line(page, "lost")).to_be_visible()
    assert "Wi-Fi" not in page.content()
    page.unroute("**/look/**")
    retry(page)
    expect(line(page, "looking")).to_be_visible()
    page.route("**/look/**", lambda route: None)  # nobody answers at all
    page.clock.install()
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.clock.run_for(SOON)
    expect(line(page, "lost")).to_be_visible()


def test_who_signs_in_again_in_another_tab_comes_back_here_too(
    at_work: AtWork, page: Page, project: str
) -> None:
    show(at_work, page, project)
    sockets = count_sockets(page)
    page.reload()
    wait_until(lambda: page.evaluate("1") and sockets)
    page.context.clear_cookies(name=re.compile("session"))
    sockets[-1].close(code=1011)
    expect(line(page, "over")).to_be_visible()
    at_work.sign_in(page.context, "alice")
    expect(line(page, "over")).to_be_hidden(timeout=BACK)
    # The socket stays open if only the cookie is gone. Then a click tells.
    page.context.clear_cookies(name=re.compile("session"))
    page.fill("[name=narration] >> nth=0", "Typed too late.")
    page.locator("[name=narration]").first.blur()
    expect(line(page, "over")).to_be_visible()
    at_work.sign_in(page.context, "alice")
    expect(line(page, "over")).to_be_hidden(timeout=BACK)
    expect(page.locator("[data-dirty]")).to_have_count(0)
    assert at_work.stored(project)["narration"] == "Typed too late."
