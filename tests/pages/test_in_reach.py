"""On a phone the open step's button stays in reach, and a tab shows how far the work is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.counts import few
from tests.support.open_pages import AtWork
from tests.support.stillness import DRAWN, WATCH

pytestmark = pytest.mark.browser
PHONE = {
    "locale": "zh-CN",
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "has_touch": True,
}

TOP = "(each) => each.getBoundingClientRect().top"
ONLY_SIZE = {"runOnly": {"type": "rule", "values": ["target-size"]}}
COVERED = """(over) => [...document.querySelectorAll(
    "#step-script :is(textarea, input, button, summary, a)"
  )].filter((each) => each !== over && each.checkVisibility())
  .filter((each) => {
    each.focus();
    const [a, b] = [each, over].map((one) => one.getBoundingClientRect());
    return a.bottom > b.top && a.top < b.bottom;
  }).map((each) => each.outerHTML.slice(0, 90))"""


def made(at_work: AtWork, name: str, *arguments: object) -> str:
    call = f"pictured.{name}(*{arguments!r})"
    return at_work.shell(f"from tests.support import pictured\nprint({call})").strip()


@pytest.fixture
def project(at_work: AtWork) -> str:
    return made(at_work, "new_filmed", at_work.names["alice"], 4, "script")


@pytest.fixture
def page(at_work: AtWork, project: str) -> Iterator[Page]:
    context = at_work.context(**PHONE)
    yield at_work.open(context, project)
    context.close()


def test_the_button_sticks_to_the_edge_and_covers_nothing_that_has_the_focus(page: Page) -> None:
    button = page.locator("#script-go")
    page.locator("#step-script").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('#step-script').offsetTop)")
    seen = button.bounding_box()
    assert seen and seen["y"] + seen["height"] <= 844
    assert seen["width"] > 300 and seen["height"] >= 44
    for width in (390, 320):  # there it may have two lines
        page.set_viewport_size({"width": width, "height": 844})
        assert button.evaluate(COVERED) == []
    button.click()
    expect(page.locator("#narration-live progress")).to_be_visible()


def test_what_the_button_covers_in_part_can_be_pressed_or_is_out_of_reach(page: Page) -> None:
    """Wherever somebody has scrolled to: 24 pixels of it, or nothing."""
    for at in [at for first in few(range(97, 388, 31)) for at in range(first, 1600, 291)]:
        page.evaluate("(at) => scrollTo(0, at)", at)
        found = Axe().run(page, options=ONLY_SIZE)
        assert found.violations_count == 0, f"{at}: {found.generate_report()}"


def test_a_card_above_what_is_in_view_follows_its_step_and_nothing_moves(
    page: Page, at_work: AtWork, project: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 300})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    narration, last = page.locator("#step-narration > details"), page.locator("#step-export")
    page.evaluate(WATCH)
    before = last.evaluate(TOP)
    made(at_work, "begin", project, "narration")
    expect(narration).to_have_attribute("open", "")
    for _ in range(4):
        made(at_work, "finish_piece", project)
    made(at_work, "begin", project, "scenes")
    expect(narration).not_to_have_attribute("open", "")
    assert page.evaluate(DRAWN)["alone"] < 0.02
    assert last.evaluate(TOP) == pytest.approx(before, abs=1)


def test_the_title_and_the_icon_of_a_tab_tell_the_progress_and_the_end(
    page: Page, at_work: AtWork, project: str
) -> None:
    icon = page.locator("#icon")
    expect(icon).to_have_attribute("href", re.compile("favicon"))
    made(at_work, "begin", project, "narration")
    expect(icon).to_have_attribute("href", re.compile("making-0"))
    expect(page).to_have_title(re.compile(r"^\d+% · "))
    for _ in range(4):
        made(at_work, "finish_piece", project)
    expect(icon).to_have_attribute("href", re.compile("done"))
    expect(page).to_have_title(re.compile("^✓ · "))
    page.keyboard.press("Shift")
    expect(icon).to_have_attribute("href", re.compile("favicon"))
