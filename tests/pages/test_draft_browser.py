"""The draft of a film on an open page, made by a real worker: nobody who watches is interrupted."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.access import FINGER, RULES
from tests.support.browser import Complaints
from tests.support.open_pages import AtWork
from tests.support.stillness import DRAWN, WATCH
from tests.support.studio import running, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.full("a studio of its own makes drafts")]
PHONE = {
    "locale": "zh-CN",
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "has_touch": True,
}
DESK = {"locale": "en-US", "viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
WATCH_A_LITTLE = """async (video) => {
  video.muted = true;
  await video.play();
  await new Promise((seen) => {
    video.addEventListener("timeupdate", () => video.currentTime > 0.2 && seen());
  });
  video.pause();
}"""
PARTS = """
from projects.models import DraftPart
print(DraftPart.objects.filter(project="{pk}").count())
"""


@pytest.fixture(scope="module")
def at_work(browser: Browser) -> Iterator[AtWork]:
    with running(STUDIO_DRAFTS="yes", STUDIO_STILLS="yes") as studio:
        yield AtWork(studio, browser)


def check(page: Page) -> None:
    found = Axe().run(page, context="section.draft", options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("look", [PHONE, DESK], ids=["phone", "desk"])
def test_a_watched_draft_goes_on_and_the_next_one_waits_for_a_press(
    at_work: AtWork, look: dict[str, object]
) -> None:
    context, complaints = at_work.context(**look), Complaints()
    context.add_init_script(WATCH)
    page = at_work.open(context, at_work.new_project(4))
    complaints.listen_to(page)
    expect(page.locator("#draft-state p").last).not_to_be_empty()
    video = page.locator("#draft video")
    expect(video).to_be_visible()
    check(page)
    video.evaluate(WATCH_A_LITTLE)
    first, left = video.get_attribute("src"), video.evaluate("(it) => it.currentTime")
    words = page.locator("[name=narration]").nth(1)
    words.fill("Other words. They take longer to say, so the film is longer too.")
    words.blur()
    newer = page.locator("[data-newer]")
    expect(newer).to_be_visible()
    assert video.get_attribute("src") == first and video.evaluate("(it) => it.currentTime") > 0
    assert (newer.bounding_box() or {})["height"] >= FINGER or look is DESK
    check(page)
    if shots := os.environ.get("SHOTS"):
        page.locator(".draft").screenshot(path=f"{shots}/newer-{look['locale']}.png")
    newer.focus()
    page.keyboard.press("Enter")
    fresh = page.locator(f"#draft video:not([src='{first}'])")
    expect(fresh).to_be_focused()
    assert fresh.evaluate("(it) => it.currentTime") == pytest.approx(left, abs=0.05), "it goes on"
    assert page.evaluate(DRAWN)["alone"] < 0.02
    context.close()
    assert complaints == []


def test_without_scripts_it_is_a_plain_video(at_work: AtWork) -> None:
    pk = at_work.new_project(2)
    page = at_work.open(at_work.context(), pk)
    expect(page.locator("#draft video")).to_be_attached()
    page.context.close()
    context = at_work.context(java_script_enabled=False)
    plain = context.new_page()
    # A browser then loads all pictures at once, and the stills are just being drawn.
    plain.goto(f"{at_work.studio.address}/projects/{pk}/", wait_until="domcontentloaded")
    assert plain.locator("#draft video[controls]").get_attribute("src")
    context.close()


@pytest.mark.parametrize("parts", [0, 1, 6, 13, 20])
def test_a_worker_killed_while_it_makes_a_draft_is_replaced_and_the_draft_is_there(
    at_work: AtWork, parts: int
) -> None:
    pk = at_work.new_project(12)
    page = at_work.open(at_work.context(), pk)
    wait_until(lambda: int(at_work.shell(PARTS.format(pk=pk))) >= parts)
    worker = at_work.studio.child("worker")
    assert worker
    os.kill(worker, signal.SIGKILL)
    expect(page.locator("#draft video")).to_be_attached(timeout=90_000)
    page.context.close()
