"""Everybody can use the pages: with a finger, with the keyboard, and with a screen reader."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.access import FINGER, RULES
from tests.support.crowded import UNBROKEN
from tests.support.studio import Studio

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
UNFOLD = """() => {
  const cards = ".step > details, .upload, .scene-form details, .failure details";
  for (const details of document.querySelectorAll(cards)) details.open = true;
}"""
OTHER = pytest.mark.full("the same page in the other language and light, or in another state")
CASES = [
    pytest.param("English", "light", "/", marks=OTHER),
    ("Chinese", "dark", "/"),
    pytest.param("English", "dark", "/projects/{making}/", marks=OTHER),
    ("English", "light", "/projects/{failed}/"),
    ("Chinese", "dark", "/projects/{completed}/"),
    ("English", "dark", "/admin/projects/project/"),
    ("Chinese", "light", "/admin/projects/project/{failed}/change/"),
    ("English", "light", "/admin/health/"),
]
NAMES = """() => {
  const kinds = "button, summary, input:not([type=hidden]), textarea, select, audio, video";
  const controls = [...document.querySelectorAll(`.step :is(${kinds})`)];
  const nameOf = (one) => one.ariaLabel ?? one.labels?.[0]?.textContent ?? one.textContent;
  return controls.filter((one) => one.checkVisibility())
    .map((one) => nameOf(one).trim().replace(/\\s+/g, " "));
}"""


@pytest.mark.parametrize(("language", "scheme", "path"), CASES)
def test_axe_finds_nothing(
    pages: dict[str, Page],
    idle_studio: Studio,
    owner: Any,
    language: str,
    scheme: Scheme,
    path: str,
) -> None:
    page = pages[language]
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(idle_studio.address + path.format(**owner["projects"]))
    page.evaluate(UNFOLD)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("state", ["failed", "completed"])
def test_each_control_of_a_project_has_a_name_of_its_own(
    pages: dict[str, Page], idle_studio: Studio, owner: Any, state: str
) -> None:
    """So "Speak again" says of which scene."""
    page = pages["English"]
    page.goto(f"{idle_studio.address}/projects/{owner['projects'][state]}/")
    page.evaluate(UNFOLD)
    names = page.evaluate(NAMES)
    assert len(names) > 20
    assert sorted(names) == sorted(set(names))


def test_a_row_is_opened_wherever_it_is_pressed(
    pages: dict[str, Page], idle_studio: Studio, owner: Any
) -> None:
    page = pages["English"]
    page.goto(idle_studio.address)
    page.keyboard.press("Escape")
    project = owner["projects"]["making"]
    link = page.locator(f"#row-{project}-link")
    box = link.bounding_box()
    assert box
    assert box["height"] >= FINGER
    row = page.locator(".row", has=link)
    row.scroll_into_view_if_needed()
    whole = row.bounding_box()
    assert whole
    corner = {"x": whole["width"] - 12, "y": whole["height"] - 6}
    with page.context.expect_page() as new:
        row.click(button="middle", position=corner)
    new.value.close()
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{idle_studio.address}/projects/{project}/")
    page.go_back()
    page.keyboard.press("Escape")
    row.click(position=corner)
    expect(page).to_have_url(f"{idle_studio.address}/projects/{project}/")


def test_the_name_of_a_chosen_file_can_be_read_on_a_phone(
    pages: dict[str, Page], idle_studio: Studio, owner: Any
) -> None:
    page = pages["English"]
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{idle_studio.address}/projects/{owner['projects']['completed']}/")
    page.evaluate(UNFOLD)
    upload = page.locator(".upload form").first
    chosen = {"name": f"The garden {UNBROKEN} in May.jpeg", "mimeType": "image/jpeg", "buffer": b""}
    upload.locator("input[type=file]").set_input_files([chosen])  # type: ignore[list-item]
    expect(upload.locator(".chosen")).to_have_text(f"The garden {'W' * 16}… in May.jpeg")
    upload.evaluate("form => form.reset()")
    expect(upload.locator(".chosen")).to_be_hidden()
