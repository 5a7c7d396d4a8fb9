"""Fixtures of tests in a browser.

One Chromium serves all files of a process that need one and follow each other. It ends before any
other test: while a Playwright is open, Django refuses the database to its process.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import Kept, chromium, sign_in_browser
from tests.support.crowded import UNBROKEN
from tests.support.open_pages import AtWork
from tests.support.people import new_name
from tests.support.studio import Studio

HERE = Path(__file__).parent
LANGUAGES = {"English": "en-US", "Chinese": "zh-CN"}


CHROMIUM = Kept(chromium)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    browser = CHROMIUM.open()
    yield browser
    for context in browser.contexts:
        context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """End Chromium, unless the next test is in a browser too, and is one of this folder."""
    try:
        yield
    finally:
        goes_on = nextitem is not None and (
            nextitem.path == item.path
            or (nextitem.path.parent == HERE and nextitem.get_closest_marker("browser"))
        )
        if not goes_on:
            CHROMIUM.close()


def pytest_sessionfinish() -> None:
    CHROMIUM.close()


@pytest.fixture(scope="module")
def at_work(browser: Browser, idle_studio: Studio) -> AtWork:
    return AtWork(idle_studio, browser)


@pytest.fixture(scope="session")
def owner(idle_studio: Studio) -> Any:
    """An administrator with endless words in projects of every state (tests/support/crowded.py)."""
    return idle_studio.call("new_crowded", new_name(UNBROKEN))


@pytest.fixture(scope="module")
def pages(browser: Browser, idle_studio: Studio, owner: Any) -> dict[str, Page]:
    """The owner's, one for each language."""
    made = {}
    for language, locale in LANGUAGES.items():
        context = browser.new_context(locale=locale)
        sign_in_browser(context, idle_studio, owner["session"])
        made[language] = context.new_page()
    return made
