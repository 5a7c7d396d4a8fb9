"""Photos are carried between the shelf and scenes: by finger, by mouse and by keys. In Chinese on a
phone in the dark; by mouse on a wide page at full counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.support.access import RULES
from tests.support.browser import Complaints
from tests.support.open_pages import AtWork

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {
    "locale": "zh-CN",
    "color_scheme": "dark",
    "has_touch": True,
    "viewport": {"width": 390, "height": 844},
}
DESK = {"locale": "en-US", "color_scheme": "light", "viewport": {"width": 1440, "height": 900}}
PHOTOS = """
import hashlib, io
from django.core.files.base import ContentFile
from PIL import Image
from projects.models import Photo
for name in ("one.jpg", "two.jpg", "three.jpg"):
    Image.new("RGB", (300, 200)).save(drawn := io.BytesIO(), "JPEG", comment=name.encode())
    row = Photo(project=project, consent_by=project.owner, original_name=name)
    row.sha256, row.size = hashlib.sha256(drawn.getvalue()).hexdigest(), len(drawn.getvalue())
    row.file.save(name, ContentFile(drawn.getvalue()), save=False)
    row.save()
"""
Touch = Callable[..., None]
Carry = Callable[[Locator, Callable[[], tuple[float, float]]], None]


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def finger(page: Page) -> Carry:
    """Rests on a thing, then goes to a place, also while the page is scrolled below it."""
    cdp = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def carry(thing: Locator, to: Callable[[], tuple[float, float]]) -> None:
        thing.scroll_into_view_if_needed()
        x, y = middle(thing)
        touch("touchStart", (x, y))
        expect(page.locator(".ghost")).to_be_visible()
        touch("touchMove", (x, y + 20))
        lead(page, to, lambda *at: touch("touchMove", at))
        touch("touchEnd")
        expect(page.locator(".ghost")).to_have_count(0)

    return carry


def mouse(page: Page) -> Carry:
    def carry(thing: Locator, to: Callable[[], tuple[float, float]]) -> None:
        thing.scroll_into_view_if_needed()
        x, y = middle(thing)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y)
        expect(page.locator(".ghost")).to_be_visible()
        lead(page, to, page.mouse.move)
        page.mouse.up()

    return carry


def lead(page: Page, to: Callable[[], tuple[float, float]], move: Callable[..., None]) -> None:
    """At its lower edge the page scrolls by itself, until the place can be reached."""
    assert page.viewport_size
    height = page.viewport_size["height"]
    while to()[1] > height - 120:
        move(100, height - 10)
    move(*to())
    expect(page.locator(".drop-into, .drop-before, .drop-behind").first).to_be_attached()


@pytest.fixture
def told() -> Complaints:
    return Complaints()


@pytest.mark.parametrize(
    ("form", "how"),
    [
        pytest.param(PHONE, finger, id="finger-zh-390-dark"),
        pytest.param(
            DESK, mouse, id="mouse-en-1440-light", marks=pytest.mark.full("the other way")
        ),
    ],
)
def test_photos_are_carried_to_scenes_between_them_and_back(
    at_work: AtWork, form: dict[str, Any], how: Callable[[Page], Carry], told: Complaints
) -> None:
    project = at_work.new_project()
    at_work.change(project, PHOTOS)
    context = at_work.context(**form)
    page = at_work.open(context, project)
    told.listen_to(page)
    carry = how(page)
    first, second = (
        each.get_attribute("data-scene") for each in page.locator("#all-words [data-scene]").all()
    )

    def shown(scene: str | None, *names: str) -> None:
        thumbs = page.locator(f"#strip-board-{scene} .thumb")
        expect(thumbs).to_have_count(len(names))
        assert thumbs.evaluate_all("all => all.map(({ title }) => title)") == [*names]

    title = page.locator(f"#all-words [data-scene='{first}'] .number")
    carry(page.locator(".pick[title='one.jpg']"), lambda: middle(title))
    shown(first, "one.jpg")
    expect(page.locator(f"#strip-words-{first} .thumb")).to_be_focused()
    expect(page.locator("#said")).to_contain_text("1")
    assert page.locator(".pick[aria-pressed=true]").count() == 0, "it was carried, not chosen"

    page.locator("#open-board").click()
    in_board = page.locator(".board-shelf .thumb[title='two.jpg']")
    there = page.locator(f"#strip-board-{first} .thumb")
    carry(in_board, lambda: (middle(there.first)[0] - 12, middle(there.first)[1]))
    shown(first, "two.jpg", "one.jpg")
    tile = page.locator(f"#all-board [data-scene='{second}'] h3")
    carry(there.first, lambda: middle(tile))
    shown(second, "two.jpg")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()

    by_keys(page, first, second, shown)
    carry(page.locator(f"#strip-board-{first} .thumb").first, lambda: middle(in_board))
    shown(first, "two.jpg")
    for names in (("one.jpg", "two.jpg"), ("two.jpg", "one.jpg")):
        page.keyboard.press("Control+z")
        expect(page.locator(f"#thumb-board-{first}-x, #deed.htmx-request")).to_have_count(0)
        expect(page.locator(f"#strip-board-{first} .thumb").first).to_have_attribute(
            "title", names[0]
        )
    assert told == []
    context.close()


def by_keys(page: Page, first: Any, second: Any, shown: Callable[..., None]) -> None:
    """To the scene before, then within it, and from the menu; Escape changes nothing."""
    page.locator(f"#strip-board-{second} .thumb").press("ArrowLeft")
    expect(page.locator(f"#strip-board-{first} .thumb")).to_have_count(2)
    shown(first, "one.jpg", "two.jpg")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f"#strip-board-{first} .thumb").first).to_have_attribute("title", "two.jpg")
    page.keyboard.press("Enter")
    expect(page.locator("#shot-menu")).to_be_visible()
    page.locator("#shot-menu [data-carries=on]").press("Enter")
    expect(page.locator(f"#strip-board-{first} .thumb").first).to_have_attribute("title", "one.jpg")
    box = page.locator(f"#strip-board-{first} .thumb").first
    x, y = middle(box)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=3)
    expect(page.locator(".ghost")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("#board")).to_be_visible()
    expect(page.locator("#shot-menu")).to_be_hidden()
    shown(first, "one.jpg", "two.jpg")
