"""Fixtures of tests in a browser.

None outlives its module: while a Playwright is open, Django refuses the database to its process.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import chromium
from tests.support.open_pages import AtWork
from tests.support.studio import Studio


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def at_work(browser: Browser, idle_studio: Studio) -> AtWork:
    return AtWork(idle_studio, browser)
