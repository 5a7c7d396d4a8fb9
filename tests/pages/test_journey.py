"""From today's photos and clips to a film, on a phone, in Chinese, in the dark: by few taps."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support import phone
from tests.support.access import RULES
from tests.support.browser import Complaints, sign_in_browser
from tests.support.people import new_name
from tests.support.stillness import DRAWN, WATCH
from tests.support.studio import Studio, running

pytestmark = [pytest.mark.browser, pytest.mark.full("fourteen files become a film")]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PHONE |= {"locale": "zh-CN", "color_scheme": "dark"}
A_STEP, A_FILM = 120_000, 600_000  # milliseconds: a busy machine is slow
MOST_TAPS, LOADS = 10, 2
POINTS = ("开幕式入场", "全家一起跑接力", "孩子们跳绳", "老师拔河", "亲子踢球", "每个孩子都有奖牌")
MADE = """
p = Project.objects.with_parts().get(pk="{pk}")
shown = {{shot.upload.pk for scene in p.scene_list for shot in scene.shot_list[: scene.shots_seen]}}
print(shown == {{each.pk for each in p.material}}, len(shown), p.film.seconds)
"""


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with running(STUDIO_STILLS="yes") as studio:
        yield studio


class Phone:
    """Somebody's phone. It counts what they tap, but not what they type, and each loaded page."""

    def __init__(self, studio: Studio, browser: Browser) -> None:
        self.studio = studio
        made = studio.call("new_person", new_name("li"), [])
        context = browser.new_context(**PHONE)
        context.add_init_script(WATCH)
        sign_in_browser(context, studio, made["session"])
        self.page, self.taps, self.loads = context.new_page(), 0, 0
        self.complaints = Complaints()
        self.complaints.listen_to(self.page)
        self.page.on("domcontentloaded", self._loaded)

    def _loaded(self, page: Page) -> None:
        self.loads += 1

    def tap(self, what: Locator) -> None:
        what.scroll_into_view_if_needed(timeout=A_STEP)
        what.tap()
        self.taps += 1

    def choose(self, files: list[Path]) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.tap(self.page.locator("label[for=drop-files]"))
        chooser.value.set_files(files)
        self.taps += 1  # to confirm

    @property
    def moved(self) -> float:
        return float(self.page.evaluate(DRAWN)["alone"])

    def is_open_to_everybody(self) -> None:
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, found.generate_report()


def test_twelve_photos_and_two_clips_become_a_film_in_ten_taps(
    studio: Studio, browser: Browser, tmp_path: Path
) -> None:
    files = [*phone.photos(tmp_path, 12), *phone.clips(tmp_path, 2)]
    mine = Phone(studio, browser)
    page = mine.page
    brief_with(mine, files)
    begun = time.monotonic()
    mine.tap(page.locator("#brief button.primary"))
    page.wait_for_url(re.compile("/projects/"))
    expect(page.locator("#script-all")).to_be_visible(timeout=A_STEP)
    expect(page.locator(".pick")).to_have_count(len(files))
    mine.tap(page.locator("#shelf-spread"))
    expect(page.locator(".pick[data-used=true]")).to_have_count(len(files))
    see_all_scenes_before_any_is_made(mine)
    assert mine.moved < 0.02
    seen = time.monotonic()
    mine.tap(page.locator("#script-all"))
    expect(page.locator("video.film")).to_be_visible(timeout=A_FILM)
    ended = time.monotonic()
    mine.is_open_to_everybody()
    pk = page.url.rstrip("/").rsplit("/", 1)[1].partition("#")[0]
    all_shown, count, seconds = studio.shell(MADE.format(pk=pk)).split()
    print(
        f"{mine.taps} taps, {mine.loads} loads; {seen - begun:.0f} s to the stills, then"
        f" {ended - seen:.0f} s for a film of {float(seconds):.0f} s"
    )
    assert (all_shown, int(count)) == ("True", len(files))
    assert mine.complaints == []
    assert mine.taps <= MOST_TAPS
    assert mine.loads == LOADS
    page.context.close()


def brief_with(mine: Phone, files: list[Path]) -> None:
    """Type the brief, and wait until the files are there."""
    page = mine.page
    page.goto(mine.studio.address)
    page.fill("[name=topic]", "春季运动会")
    page.fill("[name=key_points]", "\n".join(POINTS))
    mine.choose(files)
    mine.tap(page.locator("[data-consent]"))
    ready = page.locator(".sending-line[data-state=ready]")
    expect(ready).to_have_count(len(files), timeout=A_STEP)
    mine.is_open_to_everybody()
    assert mine.moved < 0.02


def see_all_scenes_before_any_is_made(mine: Phone) -> None:
    page = mine.page
    mine.tap(page.locator("#open-board"))
    tiles, stills = page.locator("#board .tile"), page.locator("#board .tile img.still")
    expect(tiles.first).to_be_visible()
    expect(stills).to_have_count(tiles.count())
    for still in stills.all():
        still.scroll_into_view_if_needed()
        expect(still).not_to_have_js_property("naturalWidth", 0, timeout=A_STEP)
    expect(page.locator("#all-clip video")).to_have_count(0)
    mine.tap(page.locator("#board .board-head form button"))
