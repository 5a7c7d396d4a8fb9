"""The list in a browser: nothing that a person has done there is lost when it is drawn anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.access import FINGER, RULES
from tests.support.browser import Complaints
from tests.support.open_pages import AtWork

pytestmark = pytest.mark.browser
PHONE = {
    "locale": "zh-CN",
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "has_touch": True,
    "reduced_motion": "reduce",
}
DESK = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
MANY = """
from django.contrib.auth.models import User
from projects.models import Project
owner = User.objects.get(username="{owner}")
for number in range(60):
    Project.objects.create(owner=owner, topic=f"春游第{{number}}天" if number % 2 else "Open day")
"""
ONE_MORE = """
from django.contrib.auth.models import User
from projects.models import Project
new = Project.objects.create(owner=User.objects.get(username="{owner}"), topic="Newcomer")
new.cancel()
with new.locked():
    new.touch()
"""
SMALL = """(finger) => [...document.querySelectorAll(".mine :is(a, button, select, input)")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .map((one) => [one.outerHTML.slice(0, 60), (one.closest("label") ?? one).getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < finger || box.height < finger))"""


@pytest.fixture(
    params=[
        pytest.param(PHONE, id="phone"),
        pytest.param(DESK, id="desk", marks=pytest.mark.full("the same on a wide screen")),
    ]
)
def page(at_work: AtWork, request: pytest.FixtureRequest) -> Iterator[Page]:
    at_work.shell(
        "from projects.models import Project\n"
        f"Project.objects.filter(owner__username='{at_work.names['alice']}').delete()"
    )
    at_work.shell(MANY.format(owner=at_work.names["alice"]))
    context = at_work.context(**request.param)
    page = context.new_page()
    complaints = Complaints()
    complaints.listen_to(page)
    with page.expect_websocket():
        page.goto(at_work.studio.address)
    page.keyboard.press("Escape")  # what is unfinished is offered
    yield page
    assert complaints == []
    context.close()


def top_of(row: Any) -> float:
    return row.bounding_box()["y"]


def test_ticks_focus_and_place_outlive_a_push_and_a_search(page: Page, at_work: AtWork) -> None:
    rows, ticks = page.locator(".row"), page.locator(".row-tick input")
    expect(rows).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ticks.nth(4).check()
    expect(page.locator(".batch-count")).to_have_text(
        ("已选 1 个", "1 chosen")[page.evaluate("document.documentElement.lang") == "en"]
    )
    assert not page.evaluate(SMALL, FINGER) or page.viewport_size["width"] > 600
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()

    chosen = page.locator(".row:has(:checked)")
    chosen.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 300)")
    ticks.nth(6).focus()
    name, top = ticks.nth(6).get_attribute("id"), top_of(rows.nth(6))
    at_work.shell(ONE_MORE.format(owner=at_work.names["alice"]))
    expect(page.get_by_role("link", name="Newcomer")).to_be_attached()
    expect(page.locator("#count-all")).to_have_text("61")
    assert page.evaluate("document.activeElement.id") == name
    assert top_of(rows.nth(7)) == pytest.approx(top, abs=1), "what is read stays in its place"
    expect(chosen).to_have_count(1)

    page.keyboard.press("/")
    page.keyboard.type("春游第1", delay=20)
    expect(rows).to_have_count(6)
    assert page.evaluate("document.activeElement.id") == "search"
    assert "q=" in page.url
    page.locator("#tab-done").click()
    expect(page.locator(".empty")).to_be_visible()
    page.go_back()
    expect(rows).to_have_count(6)
    expect(page.locator("#search")).to_have_value("春游第1")


def test_all_of_it_is_done_by_keys(page: Page) -> None:
    for key in "jjx":
        page.keyboard.press(key)
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".row:nth-child(2) :checked, .row:nth-child(3) :checked")).to_have_count(2)
    page.keyboard.press("?")
    sheet = page.locator("#keys")
    expect(sheet).to_be_visible()
    assert sheet.locator("tr").count() == 7
    page.keyboard.press("Escape")
    page.locator("#batch [value=delete]").focus()
    page.keyboard.press("Enter")
    undo = page.locator(".toasts form button")
    expect(undo).to_be_visible()
    expect(page.locator("#count-all")).to_have_text("58")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#count-all")).to_have_text("60")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.name") == "topic"
