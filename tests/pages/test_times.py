"""Times on open pages are the server's, whatever the browser's clock says."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.open_pages import AtWork

pytestmark = pytest.mark.browser
HOURS = 3_600_000  # milliseconds
# The browser's clock is wrong by `shift`, and its steady clock stood still for `asleep`.
CLOCK = """
const RealDate = Date, steady = performance.now.bind(performance);
window.shift = %d;
window.asleep = 0;
window.Date = class extends RealDate {
  constructor(...given) { given.length ? super(...given) : super(RealDate.now() + shift); }
  static now() { return RealDate.now() + shift; }
};
performance.now = () => steady() - asleep;
"""


@pytest.fixture(scope="module")
def begun(at_work: AtWork) -> tuple[str, float]:
    """A project whose script is being written, and the time at which that has begun."""
    project = at_work.new_project()
    at_work.studio.call("begin_script", project)
    return project, time.time()


@pytest.fixture
def context(at_work: AtWork) -> Iterator[BrowserContext]:
    context = at_work.context()
    yield context
    context.close()


def is_right(page: Page, begun: float) -> None:
    text = page.locator("time.elapsed").text_content() or ""
    minutes, seconds = map(int, re.findall(r"\d+", text))
    assert abs(minutes * 60 + seconds - (time.time() - begun)) < 3, text


def let_it_tick(page: Page) -> None:
    elapsed = page.locator("time.elapsed")
    expect(elapsed).not_to_have_text(elapsed.text_content() or "")


AGAIN = pytest.mark.full("a clock that is slow is tested too")


@pytest.mark.parametrize(
    ("shift", "socket"),
    [
        pytest.param(2 * HOURS, True, id="fast", marks=AGAIN),
        pytest.param(-2 * HOURS, False, id="slow, no socket"),
    ],
)
def test_a_wrong_clock_changes_no_time(
    at_work: AtWork, context: BrowserContext, begun: tuple[str, float], shift: int, socket: bool
) -> None:
    context.add_init_script(CLOCK % shift)
    if not socket:
        context.route_web_socket(re.compile("/ws/"), lambda socket: socket.close(code=1011))
    page = at_work.open(context, begun[0])
    is_right(page, begun[1])
    page.reload()
    is_right(page, begun[1])
    page.evaluate("shift = -shift")  # somebody sets the clock while the page is open
    let_it_tick(page)
    is_right(page, begun[1])
    page.goto(f"{at_work.studio.address}/")
    for words in page.locator("time.ago").all_text_contents():
        assert words == "just now" or "minute" in words


def test_a_computer_that_slept_is_right_again_at_once(
    at_work: AtWork, context: BrowserContext, begun: tuple[str, float]
) -> None:
    """While it sleeps, the steady clock of some browsers stands still."""
    context.add_init_script(CLOCK % 0)
    page = at_work.open(context, begun[0])
    with page.expect_response(re.compile("/look/")):
        page.evaluate("asleep = 100_000")
    let_it_tick(page)
    is_right(page, begun[1])


def test_words_are_saved_at_the_server_s_time(at_work: AtWork, context: BrowserContext) -> None:
    context.add_init_script(CLOCK % (HOURS // 2))
    page = at_work.open(context, at_work.new_project())
    page.locator("[name=narration]").first.fill("Changed.")
    page.locator("[name=narration]").first.blur()
    expect(page.locator("#saved")).to_contain_text("Saved")
    minute = int(re.findall(r"\d+", page.locator("#saved").text_content() or "")[1])
    assert (time.localtime().tm_min - minute) % 60 in (0, 1)
