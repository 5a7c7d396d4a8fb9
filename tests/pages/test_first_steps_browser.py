"""What a new person meets: a film to look at with its tour, and a brief filled in by a style."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from projects.pages.tour import NOTES
from tests.support.access import RULES
from tests.support.browser import Complaints
from tests.support.open_pages import AtWork
from tests.support.stillness import DRAWN, WATCH

pytestmark = pytest.mark.browser
PHONE = {"locale": "zh-CN", "viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
DESK = {"locale": "en-US", "viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
STYLE = """
from django.contrib.auth.models import User
from projects.models import HouseStyle
style = HouseStyle(owner=User.objects.get(username="{owner}"), name="Ours", style="modern")
style.take({{"phone": "110", "music": "", "transitions": "calm", "voice_speed": 1.03}})
style.store()
"""
MADE = """
from projects.models import Project
film = Project.objects.get(topic="{topic}")
print(film.house_style, film.phone, film.style, film.transitions, film.voice_speed)
"""


@pytest.fixture(
    params=[
        pytest.param(("bob", PHONE), id="phone"),
        pytest.param(("alice", DESK), id="desk", marks=pytest.mark.full("the same on a desk")),
    ]
)
def page(at_work: AtWork, request: pytest.FixtureRequest) -> Iterator[Page]:
    who, options = request.param
    at_work.shell(STYLE.format(owner=at_work.names[who]))
    context = at_work.context(who, reduced_motion="reduce", **options)
    context.add_init_script(WATCH)
    page = context.new_page()
    complaints = Complaints()
    complaints.listen_to(page)
    page.goto(at_work.studio.address)
    yield page
    assert not complaints
    context.close()


@pytest.mark.full("all of the tour takes 20 s")
def test_a_new_person_is_shown_around_by_keyboard_and_a_brief_is_filled_in(
    page: Page, at_work: AtWork
) -> None:
    assert page.evaluate(DRAWN)["alone"] < 0.02
    page.locator(".example-offer button").press("Enter")
    onward, back = (page.locator(f"[data-tour='{by}']") for by in (1, -1))
    expect(page.locator(".tour li:visible")).to_contain_text(f"1/{len(NOTES)}")
    assert page.evaluate(DRAWN)["alone"] < 0.02
    assert Axe().run(page, options=RULES).violations_count == 0
    for _ in NOTES[1:]:
        onward.press("Enter")
    expect(page.locator(".tour li:visible")).to_contain_text(f"{len(NOTES)}/{len(NOTES)}")
    expect(page.locator("#step-export.toured")).to_be_in_viewport()
    expect(back).to_be_focused()
    page.locator(".tour form > :not([data-tour]):is(button)").press("Enter")
    expect(page.locator(".tour, .toured")).to_have_count(0)
    expect(page.locator("#main")).to_be_focused()
    page.reload()
    expect(page.locator(".tour")).to_have_count(0)
    fill_in_a_brief(page, at_work)


def fill_in_a_brief(page: Page, at_work: AtWork) -> None:
    topic = f"Day {id(page)}"
    page.goto(at_work.studio.address)
    expect(page.locator(".brief .examples a")).to_have_count(3)
    page.locator("[name=topic]").fill(topic)
    page.locator("[name=music][value=happy]").evaluate("(radio) => (radio.checked = true)")
    page.locator("[name=house_style]").select_option(label="Ours")
    expect(page.locator("[name=phone]")).to_have_value("110")
    expect(page.locator("[name=music][value='']")).to_be_checked()
    expect(page.locator("#house-told")).to_contain_text("Ours")
    page.locator("details.more > summary").press("Enter")
    page.locator("[name=phone]").fill("120")
    page.locator("#brief > .primary").press("Enter")
    expect(page.locator("#state")).to_be_attached()
    assert at_work.shell(MADE.format(topic=topic)) == "Ours 120 modern calm 1.03"
