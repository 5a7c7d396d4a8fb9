"""Somebody drops photos and clips on a page: each is seen on its way, and nothing that has come is
lost. In Chinese on a phone in the dark; the others at full counts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.support.access import RULES
from tests.support.browser import Complaints
from tests.support.open_pages import AtWork
from tests.support.videos import sounding

pytestmark = pytest.mark.browser
ZH: dict[str, Any] = {"locale": "zh-CN", "color_scheme": "dark", "has_touch": True}
PHONE = ZH | {"viewport": {"width": 390, "height": 844}}
DESK = {"locale": "en-US", "color_scheme": "light", "viewport": {"width": 1440, "height": 900}}
COMBINATIONS = [
    pytest.param(PHONE, 5, id="zh-390-dark"),
    *(
        pytest.param(form, 14, id=name, marks=pytest.mark.full("all files, and the other pages"))
        for name, form in (("zh-390-dark-14", PHONE), ("en-1440-light-14", DESK))
    ),
]
DROP = """([names, at]) => {
  const transfer = new DataTransfer();
  const field = document.querySelector("#drop-files");
  for (const name of names) transfer.items.add(new File([window.bytes[name]], name));
  for (const told of ["dragover", "drop"]) {
    const init = { bubbles: true, cancelable: true, dataTransfer: transfer };
    document.querySelector(at).dispatchEvent(new DragEvent(told, init));
  }
}"""


def photos(folder: Path, count: int) -> list[Path]:
    made = []
    for number in range(count):
        path = folder / f"IMG_{number:04d}.jpg"
        Image.new("RGB", (320, 240), f"hsl({25 * number % 360}, 60%, 50%)").save(path)
        os.utime(path, (1_700_000_000 - number, 1_700_000_000 - number))  # the last one is first
        made.append(path)
    return made


def interrupting(page: Page, often: int, *, after: int = 0) -> Callable[[], int]:
    """Breaks the connection while pieces come. Returns how often it was broken."""
    broken = 0

    def handle(route: Route) -> None:
        nonlocal broken
        request = route.request
        offset = int(request.headers.get("upload-offset", "0"))
        if request.method == "PATCH" and broken < often and offset >= after:
            broken += 1
            route.abort()
        else:
            route.continue_()

    page.route(re.compile("/sendings/"), handle)
    return lambda: broken


def send(page: Page, *files: Path) -> None:
    page.set_input_files("#drop-files", list(files))
    page.locator("[data-consent]").check()


@pytest.fixture
def told() -> Complaints:
    return Complaints()


@pytest.mark.parametrize(("form", "count"), COMBINATIONS)
def test_many_files_go_on_the_shelf_by_their_time_whatever_happens_on_their_way(
    at_work: AtWork, tmp_path: Path, form: dict[str, Any], count: int, told: Complaints
) -> None:
    context = at_work.context(**form)
    page = at_work.open(context, at_work.new_project())
    told.listen_to(page)
    broken = interrupting(page, 1)
    wrong = tmp_path / "notes.jpg"
    wrong.write_text("words")
    clip = sounding(tmp_path / "clip.mp4", seconds=1.2)
    send(page, *photos(tmp_path, count - 2), wrong, clip)
    picks = page.locator(".pick")
    expect(picks).to_have_count(count - 1)
    assert broken() == 1
    refused = page.locator(".sending-line[data-state=refused]")
    expect(refused).to_have_count(1)
    expect(refused.locator(".why")).to_contain_text("JPEG")
    titles = picks.evaluate_all("all => all.map((pick) => pick.title)")
    assert titles == [f"IMG_{number:04d}.jpg" for number in reversed(range(count - 2))] + [
        "clip.mp4"
    ]
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    put_them_into_scenes(page)
    assert [each for each in told if "ERR_FAILED" not in each] == []
    context.close()


def put_them_into_scenes(page: Page) -> None:
    """By the keyboard alone: choose two, put them into the second scene, and spread the others."""
    picks = page.locator(".pick")
    for number in (0, 1):
        picks.nth(number).press("Space")
        expect(picks.nth(number)).to_have_attribute("aria-pressed", "true")
    page.locator("#shelf-put summary").press("Enter")
    page.locator("#shelf-put .menu-items button").nth(1).press("Enter")
    expect(page.locator(".pick[data-used=true]")).to_have_count(2)
    expect(page.locator(".pick[aria-pressed=true]")).to_have_count(0)
    page.locator("#shelf-spread").press("Enter")
    expect(page.locator(".pick[data-used=true]")).not_to_have_count(2)


def test_what_has_come_is_there_after_a_reload_and_goes_on_when_it_is_chosen_again(
    at_work: AtWork, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    Image.effect_noise((1400, 1200), 90).save(large)  # more than a piece
    context = at_work.context()
    page = at_work.open(context, at_work.new_project())
    interrupting(page, 1_000_000, after=1)
    send(page, large)
    expect(page.locator(".sending-line[data-state=lost]")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    line = page.locator(".sending-line[data-state=partial]")
    expect(line).to_contain_text(re.compile(r"\d+ % is here already. Choose it again to go on."))
    page.unroute_all()
    offsets: list[str] = []
    page.on("request", lambda asked: offsets.append(asked.headers.get("upload-offset", "")))
    send(page, large)
    expect(page.locator(".pick")).to_have_count(1)
    assert "0" not in offsets, "it was not sent again"
    context.close()


def test_files_that_are_dropped_on_a_brief_survive_a_reload_and_are_in_its_project(
    at_work: AtWork, tmp_path: Path
) -> None:
    context: BrowserContext = at_work.context("bob")
    page = context.new_page()
    page.goto(at_work.studio.address)
    content = photos(tmp_path, 2)
    page.evaluate("window.bytes = {}")
    for each in content:
        bytes_of = "([name, bytes]) => { window.bytes[name] = new Uint8Array(bytes); }"
        page.evaluate(bytes_of, [each.name, list(each.read_bytes())])
    page.evaluate(DROP, [[each.name for each in content], "#main"])
    page.locator("[data-consent]").check()
    here = page.locator(".sending-line[data-state=ready]")
    expect(here).to_have_count(2)
    page.reload()
    expect(here).to_have_count(2)
    page.get_by_label("Topic", exact=True).fill("Sports day")
    page.get_by_role("button", name="Write the script").click()
    expect(page.locator(".pick")).to_have_count(2)
    page.goto(at_work.studio.address)
    expect(page.locator(".sending-line")).to_have_count(0)
    context.close()
