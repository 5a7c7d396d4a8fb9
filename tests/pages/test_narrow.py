"""Whatever people type, and on whatever screen: no page is wider than its window."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support import crowded
from tests.support.crowded import UNBROKEN
from tests.support.studio import Studio

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 768, 1440)
STATES = list(crowded.STATES)[2:]  # the words of the first two are in the others too
ADMIN = {
    "the admin": "/admin/",
    "the list of projects": "/admin/projects/project/",
    "the admin of a project": "/admin/projects/project/{failed}/change/",
    "the health page": "/admin/health/",
}
PAGES = {
    "the home page": "/",
    "the notices": "/notices/",
    "a missing page": "/nothing/",
    **{f"a project, {state}": f"/projects/{{{state}}}/" for state in STATES},
    **ADMIN,
}
IN_CHINESE = ["the home page", "a project, failed", "a project, completed", *ADMIN]
CASES = [
    *(("English", name) for name in PAGES),
    *(
        pytest.param("Chinese", name, marks=pytest.mark.full("the same pages"))
        for name in IN_CHINESE
    ),
]
# Everything that can be unfolded; a question with a name in it; a message with a long word.
UNFOLD = f"""() => {{
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const place of document.querySelectorAll("#toasts, .problem")) {{
    place.insertAdjacentHTML("beforeend", "<p class='toast bad'><span>{UNBROKEN}</span></p>");
  }}
}}"""
# What sticks out to the right makes the page scroll. What sticks out to the left is lost.
TOO_WIDE = """() => {
  const page = document.scrollingElement;
  const isHidden = (element) => element.closest(".visually-hidden, .skip, .sprite");
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.left < -1 && element.checkVisibility() && !isHidden(element);
  });
  const wide = page.scrollWidth > page.clientWidth ? [`${page.scrollWidth} wide`] : [];
  return [...wide, ...out.map((element) => element.outerHTML.slice(0, 120))];
}"""


def overflows(page: Page) -> dict[int, list[str]]:
    """What does not fit, for each width at which something does not."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if too_wide := page.evaluate(TOO_WIDE):
            found[width] = too_wide
    return found


@pytest.mark.parametrize(("language", "name"), CASES)
def test_no_page_is_wider_than_its_window(
    pages: dict[str, Page], idle_studio: Studio, owner: Any, language: str, name: str
) -> None:
    page = pages[language]
    page.goto(idle_studio.address + PAGES[name].format(**owner["projects"]))
    page.evaluate(UNFOLD)
    assert overflows(page) == {}


@pytest.mark.parametrize("name", ["project", "notification"])
def test_no_column_of_an_admin_list_is_cut(
    pages: dict[str, Page], idle_studio: Studio, name: str
) -> None:
    page = pages["English"]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{idle_studio.address}/admin/projects/{name}/")
    hidden = "table => table.scrollWidth - table.parentElement.clientWidth"
    assert page.locator("#result_list").evaluate(hidden) <= 0


@pytest.mark.full("one dialog more")
def test_a_question_with_a_long_name_fits(
    pages: dict[str, Page], idle_studio: Studio, owner: Any
) -> None:
    page = pages["English"]
    page.goto(f"{idle_studio.address}/projects/{owner['projects']['completed']}/")
    page.locator("form[action$='/delete/']").evaluate("form => form.requestSubmit()")
    page.locator(".toasts form").wait_for()
    page.goto(f"{idle_studio.address}/bin/")
    page.locator("form[action$='/delete/']").evaluate("form => form.requestSubmit()")
    assert overflows(page) == {}
    page.locator("#confirm-no").click()
    assert overflows(page) == {}
    page.locator("form[action$='/put-back/'] button").click()
    page.locator(".toasts .toast").wait_for()


def test_the_door_fits(browser: Browser, idle_studio: Studio) -> None:
    page = browser.new_page()
    page.goto(f"{idle_studio.address}/login/")
    page.fill("[name=username]", UNBROKEN)
    page.fill("[name=password]", UNBROKEN)
    page.press("[name=password]", "Enter")
    page.locator("#login-problem").wait_for()
    assert overflows(page) == {}
    page.close()
