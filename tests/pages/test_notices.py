"""Told once: the owner hears of the end of a step on one page, and finds it in the list on all."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.support.browser import Complaints, sign_in_browser
from tests.support.people import end_step, is_notified, let_lapse, make_person, pretend_it_runs
from tests.support.studio import Studio, wait_until

pytestmark = pytest.mark.browser
SOON = 20_000  # milliseconds: without a Redis, or on a busy machine
# What the browser itself would ask and show, written down instead. `hidden` is the page's own word.
BROWSER = """
window.asked = 0;
window.told = [];
window.Notification = class {
  static permission = "PERMISSION";
  static async requestPermission() { window.asked += 1; return Notification.permission = "ANSWER"; }
  constructor(title, options) { window.told.push({ title, ...options }); window.last = this; }
  close() {}
};
if (HIDDEN) Object.defineProperty(document, "hidden", { get: () => true });
"""


@pytest.fixture(scope="module")
def studio(idle_studio: Studio) -> Studio:
    return idle_studio


class Person:
    """Somebody with two projects, and the pages they have open in one browser."""

    def __init__(self, studio: Studio, browser: Browser) -> None:
        self.studio, self.browser = studio, browser
        made = make_person(studio, "person")
        self.session: str = made["session"]
        self.project, self.other = made["projects"]
        self.context = self.open_browser()
        self.complaints = Complaints()

    def open_browser(self, **options: Any) -> BrowserContext:
        context = self.browser.new_context(locale="en-US", **options)
        sign_in_browser(context, self.studio, self.session)
        return context

    def open(self, project: str = "", context: BrowserContext | None = None) -> Page:
        page = (context or self.context).new_page()
        self.complaints.listen_to(page)
        where = f"{self.studio.address}/projects/{project}/" if project else self.studio.address
        # Without JavaScript a browser loads all pictures at once, and samples are just being drawn.
        page.goto(where, wait_until="domcontentloaded" if context else "load")
        page.keyboard.press("Escape")  # the offer to go on with what is unfinished
        return page


@pytest.fixture
def person(studio: Studio, browser: Browser) -> Iterator[Person]:
    person = Person(studio, browser)
    yield person
    person.context.close()
    assert person.complaints == []


def toasts(page: Page) -> Locator:
    return page.locator("#toasts [data-notice]")


def waiting(page: Page) -> Locator:
    return page.locator("#notices [data-show]")


def tray(page: Page) -> Locator:
    return page.locator("#tray .notice")


def test_of_three_tabs_one_tells_and_all_have_it_in_their_list(
    studio: Studio, person: Person
) -> None:
    tabs = [person.open(), person.open(person.other), person.open(person.other)]
    for tab in tabs:
        expect(tab.locator("#connection")).not_to_have_attribute("data-state", "lost")
    end_step(studio, person.project)
    for tab in tabs:
        expect(tray(tab)).to_have_count(1, timeout=SOON)
        expect(waiting(tab)).to_have_count(0, timeout=SOON)
        expect(tab).to_have_title(re.compile(r"^\(1\) "))
    wait_until(lambda: is_notified(studio, person.project))
    assert sum(toasts(tab).count() for tab in tabs) == 1
    (winner,) = [tab for tab in tabs if toasts(tab).count()]
    for tab in tabs:
        tab.reload()
        expect(tray(tab)).to_have_count(1)
        expect(toasts(tab)).to_have_count(0)
    winner.click(".tray summary")
    tray(winner).click()
    expect(winner).to_have_url(
        f"{studio.address}/projects/{person.project}/#step-narration", timeout=SOON
    )
    for tab in tabs:
        expect(tab).not_to_have_title(re.compile(r"^\("), timeout=SOON)


@pytest.mark.full("starts a web process anew")
def test_with_no_page_open_and_the_web_down_it_waits_for_the_next_page(
    studio: Studio, person: Person
) -> None:
    web = studio.child("videostudio.web")
    assert web
    os.kill(web, signal.SIGKILL)
    end_step(studio, person.project, reason="timed_out")
    assert not is_notified(studio, person.project)
    wait_until(studio.answers)
    page = person.open()
    toast = toasts(page)
    expect(toast).to_contain_text("Narration did not finish: Scene 1")
    expect(toast).to_have_attribute("role", "status")
    wait_until(lambda: is_notified(studio, person.project))
    toast.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/projects/{person.project}/#step-narration"))
    expect(toasts(page)).to_have_count(0)


def test_a_failure_of_what_is_looked_at_is_said_aloud_once_and_is_read_at_once(
    studio: Studio, person: Person
) -> None:
    page = person.open(person.project)
    end_step(studio, person.project, reason="timed_out")
    expect(page.get_by_role("alert").filter(has_text="did not finish")).to_have_count(1)
    wait_until(lambda: is_notified(studio, person.project))
    expect(toasts(page)).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="did not finish")).to_have_count(0)
    expect(page.locator("#tray .unread")).to_have_count(0, timeout=SOON)
    expect(tray(page)).to_have_count(1)


def test_a_notice_that_is_lost_on_its_way_is_told_all_the_same(
    studio: Studio, person: Person
) -> None:
    page = person.open()

    def lose(route: Route) -> None:
        route.fetch()  # the studio has given it away
        route.abort()

    page.route("**/show/", lose, times=1)
    with page.expect_event("requestfailed", timeout=SOON):  # pushes may come before the answer
        end_step(studio, person.project)
    expect(tray(page)).to_have_count(1, timeout=SOON)
    expect(waiting(page)).to_have_count(0, timeout=SOON)
    assert not is_notified(studio, person.project), "nobody has seen it yet"
    let_lapse(studio)
    expect(toasts(page)).to_have_count(1, timeout=SOON)
    wait_until(lambda: is_notified(studio, person.project))
    person.complaints[:] = [said for said in person.complaints if "ERR_FAILED" not in said]


def test_good_news_goes_after_a_while_unless_it_is_held_and_bad_news_stays(
    studio: Studio, person: Person
) -> None:
    end_step(studio, person.project)
    end_step(studio, person.other, reason="timed_out")
    page = person.context.new_page()
    page.clock.install()
    # While the clock runs ahead, a socket seems silent, and its line would push the toasts away.
    page.route_web_socket(re.compile("/ws/"), lambda socket: socket.close(code=1011))
    page.goto(studio.address)
    expect(page.locator("#connection[data-state]")).to_be_visible()
    good, bad = page.locator("#toasts .good"), page.locator("#toasts .bad")
    expect(bad).to_be_visible()
    page.clock.run_for(60_000)
    expect(good).to_be_visible()  # behind the offer to go on with what is unfinished
    page.keyboard.press("Escape")
    page.clock.run_for(8_000)
    expect(good).to_be_visible()
    good.hover()
    page.clock.run_for(60_000)
    expect(good).to_be_visible()
    page.mouse.move(0, 0)
    page.clock.run_for(11_000)
    expect(good).to_have_count(0)
    page.clock.run_for(600_000)
    bad.get_by_role("button").click()
    expect(toasts(page)).to_have_count(0)


@pytest.mark.parametrize(
    "width", [360, pytest.param(1440, marks=pytest.mark.full("the same on a wide screen"))]
)
def test_a_toast_covers_no_button_and_not_the_heading_of_the_step(
    studio: Studio, person: Person, width: int
) -> None:
    end_step(studio, person.project, reason="timed_out")
    context = person.open_browser(viewport={"width": width, "height": 800})
    page = person.open(person.other, context)
    expect(toasts(page)).to_be_visible()
    page.evaluate("Promise.all(document.getAnimations().map((a) => a.finished))")
    toast = box_of(page.locator("#toasts"))
    kept_clear = "main .button, header .button, h1, h2[aria-current]"
    buttons = [box_of(each) for each in page.locator(kept_clear).all()]
    assert [box for box in buttons if box and overlap(toast, box)] == []
    context.close()


def box_of(locator: Locator) -> Any:
    return locator.bounding_box()


def overlap(one: Any, other: Any) -> bool:
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "width"), ("y", "height"))
    )


@pytest.fixture
def browser_that(person: Person) -> Callable[..., BrowserContext]:
    """The person's browser, with this leave to tell and this answer when it asks for it."""

    def make(permission: str, answer: str = "", hidden: bool = False) -> BrowserContext:
        code = BROWSER.replace("PERMISSION", permission).replace("ANSWER", answer)
        person.context.add_init_script(code.replace("HIDDEN", "true" if hidden else "false"))
        return person.context

    return make


def test_leave_to_tell_is_asked_for_by_a_click_alone_and_a_no_is_remembered(
    studio: Studio, person: Person, browser_that: Callable[..., BrowserContext]
) -> None:
    browser_that("default", answer="default")
    pretend_it_runs(studio, person.project, 40)
    home = person.open()
    expect(home).to_have_title(re.compile(r"^40% · "))
    page = person.open(person.project)
    button = page.locator("[data-ask-notify]:visible")
    expect(button).to_have_text("Notify me when done")
    assert page.evaluate("asked") == home.evaluate("asked") == 0
    button.click()
    expect(button).to_have_count(0)
    assert page.evaluate("asked") == 1
    page.reload()
    expect(page.locator(".headline")).to_be_visible()
    expect(button).to_have_count(0)


def test_a_tab_that_is_not_looked_at_tells_through_the_browser(
    studio: Studio, person: Person, browser_that: Callable[..., BrowserContext]
) -> None:
    browser_that("granted", hidden=True)
    page = person.open()
    end_step(studio, person.project)
    expect(toasts(page)).to_have_count(1, timeout=SOON)
    (told,) = page.evaluate("told")
    assert re.fullmatch(f"project-{person.project}-1", told["tag"])
    assert told["body"].startswith("Narration finished")
    assert told["title"] == "First film"
    wait_until(lambda: is_notified(studio, person.project))
    page.evaluate("last.onclick()")
    expect(page).to_have_url(re.compile(f"/projects/{person.project}/#step-narration"))


def test_a_tab_that_nobody_sees_leaves_the_notice_to_one_that_is_seen(
    studio: Studio, person: Person, browser_that: Callable[..., BrowserContext]
) -> None:
    browser_that("default", hidden=True)
    unseen = person.open()
    end_step(studio, person.project)
    expect(tray(unseen)).to_have_count(1, timeout=SOON)
    elsewhere = person.open_browser()
    seen = person.open(context=elsewhere)
    expect(toasts(seen)).to_have_count(1)
    expect(waiting(unseen)).to_have_count(0, timeout=SOON)
    expect(toasts(unseen)).to_have_count(0)
    seen.click(".tray summary")
    seen.get_by_role("button", name="Mark all read").click()
    for page in (seen, unseen):
        expect(page.locator("#tray .unread")).to_have_count(0, timeout=SOON)
    assert seen.url == unseen.url, "nobody is led away from what they do"
    elsewhere.close()


def test_a_browser_that_cannot_tell_is_not_asked_again(
    studio: Studio, person: Person, browser_that: Callable[..., BrowserContext]
) -> None:
    browser_that("granted", hidden=True)
    person.context.add_init_script(
        "Notification = class {"
        " static permission = 'granted'; constructor() { throw TypeError() } }"
    )
    page = person.open()
    expect(page.locator("html[data-notify=on]")).to_have_count(1)
    end_step(studio, person.project)
    expect(page.locator("html[data-notify]")).to_have_count(0, timeout=SOON)
    page.reload()
    expect(page.locator("#brief")).to_be_visible()
    expect(page.locator("html[data-notify]")).to_have_count(0)


def test_news_of_the_page_that_is_looked_at_opens_its_step(studio: Studio, person: Person) -> None:
    end_step(studio, person.project)
    page = person.open(person.project)
    card = page.locator("#step-narration > details")
    card.evaluate("card => (card.open = false)")
    page.click(".tray summary")
    tray(page).first.click()
    expect(card).to_have_attribute("open", "")
    expect(page.locator("#step-narration")).to_be_focused()
    expect(page.locator("details.tray[open]")).to_have_count(0)


def test_without_javascript_the_news_stands_on_the_page_until_it_is_read(
    studio: Studio, person: Person
) -> None:
    end_step(studio, person.project)
    context = person.open_browser(java_script_enabled=False)
    page = person.open(context=context)
    news = page.locator("noscript .notice")
    expect(news).to_contain_text("Narration finished")
    assert f"/projects/{person.project}/" in str(news.get_attribute("href"))
    page.click(".tray summary")
    page.get_by_role("button", name="Mark all read").click()
    expect(page.locator("main .notice")).to_have_count(1)
    expect(page.locator(".unread")).to_have_count(0)
    assert is_notified(studio, person.project)
    context.close()
