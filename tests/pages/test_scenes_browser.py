"""Scenes are handled like paragraphs: by mouse, finger and keys, among the words and in the
storyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.support.access import FINGER, RULES
from tests.support.browser import Complaints
from tests.support.open_pages import AtWork
from tests.support.stillness import DRAWN, WATCH

pytestmark = pytest.mark.browser
PHONE = {
    "locale": "zh-CN",
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "has_touch": True,
    "reduced_motion": "reduce",
}
DESK = {"locale": "en-US", "viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
AXE = pytest.mark.full("axe takes five seconds for each of five looks")
OTHER = pytest.mark.full("the same on the other screen, in the other language and light")
SMALL = """(least) => [...document.querySelectorAll("dialog[open] button, .scene button, .between")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 90)])
  .filter(([box]) => box.width && (box.width < least || box.height < least))
  .map(([box, html]) => `${box.width} x ${box.height}: ${html}`)"""
ORDER = {
    "words": """() => [...document.querySelectorAll("#all-words [name=narration]")]
      .map((field) => field.value)""",
    "board": """() => [...document.querySelectorAll("#all-board .tile-words p")]
      .map((words) => words.textContent)""",
}


@pytest.fixture(params=[PHONE, pytest.param(DESK, marks=OTHER)], ids=["phone", "desk"])
def page(at_work: AtWork, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = at_work.context(**request.param)
    context.add_init_script(WATCH)
    page = at_work.open(context, at_work.new_project(4))
    complaints = Complaints()
    complaints.listen_to(page)
    yield page
    context.close()
    assert complaints == []


def shows(page: Page, order: str, where: str = "words") -> None:
    """The page has the scenes with these digits, in this order."""
    for _ in range(300):
        found = "".join(filter(str.isdigit, "".join(page.evaluate(ORDER[where]))))
        if found == order:
            return
        page.wait_for_timeout(100)
    assert found == order


def scene(page: Page, number: int, where: str = "words") -> Locator:
    return page.locator(f"#all-{where} [data-scene]").nth(number - 1)


def press(page: Page, what: Locator) -> None:
    """With a finger if there is one."""
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        what.tap()
    else:
        what.click()


def do(page: Page, number: int, deed: str, where: str = "words") -> None:
    press(page, scene(page, number, where).locator("[data-scene-menu]"))
    press(page, page.locator(f"#scene-menu [data-deed={deed}]"))


def middle(what: Locator) -> tuple[float, float]:
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, handle: Locator, onto: Locator, *, by_finger: bool) -> None:
    """From the handle to the lower part of a scene."""
    # Both are in view then, away from the edges: there a drag scrolls.
    handle.evaluate("(one) => scrollBy(0, one.getBoundingClientRect().y - 200)")
    x, y = middle(handle)
    box = onto.bounding_box()
    assert box
    end = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.9
    way = [(x, y + 10), ((x + end[0]) / 2, (y + end[1]) / 2), end, end]
    if not by_finger:
        page.mouse.move(x, y)
        page.mouse.down()
        for at in way:
            page.mouse.move(*at)
        expect(page.locator(".drop-before, .drop-behind")).to_have_count(1)
        page.mouse.up()
        return
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        sent = [{"x": at[0], "y": at[1]} for at in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": sent})

    touch("touchStart", (x, y))
    for at in way:
        touch("touchMove", at)
    expect(page.locator(".drop-before, .drop-behind")).to_have_count(1)
    touch("touchEnd")


def focus_is_on(page: Page, number: int, where: str = "words") -> None:
    expect(scene(page, number, where)).to_be_focused()


def undo(page: Page, where: str = "page") -> None:
    page.locator(f"#undo-{where}").click()  # Chromium takes no tap soon after a drag by finger


def test_scenes_are_handled_by_the_menu_of_each(page: Page) -> None:
    do(page, 1, "on")
    shows(page, "2134")
    focus_is_on(page, 2)
    do(page, 3, "duplicate")
    shows(page, "21334")
    focus_is_on(page, 4)
    do(page, 4, "join")
    shows(page, "21334")
    expect(page.locator("#all-words [data-scene]")).to_have_count(4)
    do(page, 2, "delete")
    shows(page, "2334")
    focus_is_on(page, 2)
    press(page, page.locator("#undo-offer"))
    shows(page, "21334")
    expect(page.locator("#said")).not_to_be_empty()
    press(page, scene(page, 1).locator(".between:visible").or_(page.locator("#insert-first")).first)
    page.locator("#new-scene-words").fill("Words 9.")
    press(page, page.locator("#new-scene .primary"))
    expect(page.locator("#new-scene")).to_be_hidden()
    expect(page.locator("#all-words [data-scene]")).to_have_count(5)
    for count, order in ((4, "21334"), (5, "21334"), (4, "2134"), (4, "1234")):
        undo(page)
        expect(page.locator("#all-words [data-scene]")).to_have_count(count)
        shows(page, order)


def test_scenes_are_handled_by_keys_alone(page: Page) -> None:
    keys = page.keyboard
    page.locator("#step-script summary").first.focus()
    keys.press("j")
    keys.press("j")
    focus_is_on(page, 2)
    keys.press("Alt+ArrowUp")
    shows(page, "2134")
    focus_is_on(page, 1)
    keys.press("d")
    shows(page, "22134")
    focus_is_on(page, 2)
    keys.press("m")
    expect(page.locator("#all-words [data-scene]")).to_have_count(4)
    shows(page, "22134")
    keys.press("ControlOrMeta+z")
    expect(page.locator("#all-words [data-scene]")).to_have_count(5)
    keys.press("ControlOrMeta+Shift+z")
    expect(page.locator("#all-words [data-scene]")).to_have_count(4)
    keys.press("k")
    keys.press("Delete")
    shows(page, "2134")
    keys.press("ControlOrMeta+z")
    shows(page, "22134")
    keys.press("k")
    keys.press("e")
    narration = scene(page, 1).locator("[name=narration]")
    expect(narration).to_be_focused()
    narration.press("ControlOrMeta+a")
    narration.press_sequentially("One 5. Two 6.")
    for _ in " Two 6.":
        narration.press("ArrowLeft")
    narration.press("ControlOrMeta+Enter")
    shows(page, "562134")
    focus_is_on(page, 2)
    keys.press("n")
    page.keyboard.type("Words 7.")
    keys.press("ControlOrMeta+Enter")
    shows(page, "5672134")
    focus_is_on(page, 3)
    keys.press("?")
    expect(page.locator("#keys")).to_be_visible()
    keys.press("Escape")
    keys.press("b")
    keys.press("j")
    focus_is_on(page, 1, "board")
    keys.press("Alt+ArrowDown")
    shows(page, "6572134", "board")
    focus_is_on(page, 2, "board")
    page.locator("#all-board .handle").nth(1).focus()
    keys.press("ArrowDown")
    shows(page, "6752134", "board")
    expect(page.locator("#all-board .handle").nth(2)).to_be_focused()


@pytest.mark.parametrize("where", ["words", "board"])
def test_a_scene_is_dragged_to_another_place(page: Page, where: str) -> None:
    if where == "board":
        press(page, page.locator("#open-board"))
    by_finger = page.evaluate("matchMedia('(pointer: coarse)').matches")
    handle = scene(page, 1, where).locator(".handle")
    drag(page, handle, scene(page, 2, where), by_finger=by_finger)
    shows(page, "2134", where)
    expect(scene(page, 2, where).locator(".handle")).to_be_focused()
    undo(page, "board" if where == "board" else "page")
    shows(page, "1234", where)


def test_typed_words_are_saved_with_what_is_done(page: Page, at_work: AtWork) -> None:
    field = scene(page, 1).locator("[name=narration]")
    field.fill("Typed 8.")
    do(page, 2, "on")
    shows(page, "8324")
    do(page, 1, "delete")
    shows(page, "324")
    undo(page)
    shows(page, "8324")
    project = page.url.rstrip("/").rpartition("/")[2]
    assert at_work.stored(project)["narration"] == "Typed 8."


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=AXE)], ids=["", "axe"])
def test_all_of_it_can_be_reached_and_nothing_jumps(page: Page, thorough: bool) -> None:
    least = FINGER if page.evaluate("matchMedia('(pointer: coarse)').matches") else 24
    found: list[Any] = []

    def look() -> None:
        found.extend(page.evaluate(SMALL, least))
        if thorough:
            # Above its own place the button of the step lies over what passes below it.
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            report = Axe().run(page, options=RULES)
            found.extend([report.generate_report()] if report.violations_count else [])
            page.evaluate("scrollTo(0, 0)")

    look()
    press(page, page.locator("#open-board"))
    look()
    do(page, 2, "duplicate", "board")
    shows(page, "12234", "board")
    press(page, scene(page, 2, "board").locator("[data-scene-menu]"))
    look()
    press(page, page.locator("#scene-menu [data-deed=insert]"))
    look()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    look()
    assert found == []
    shifts = page.evaluate(DRAWN)
    assert shifts["alone"] < 0.02, "\n".join(map(str, shifts["of"]))
