"""A real Chromium, and the messages of its console."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.support.studio import Studio

# If there are several such lists, Chromium uses only the last one. So this begins with Playwright's
# own list. The others draw the browser's own windows, which nobody sees, and which cost as much as
# the pages in them.
NO_FEATURES = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    "SpareRendererForSitePerProcess",
)
# Also one list, which begins with Playwright's. The shell does not know how fast the network is,
# and would load pictures from twice as far away as other browsers do.
BLINK = (
    *("primaryHoverType=2", "availableHoverTypes=2"),
    *("primaryPointerType=4", "availablePointerTypes=4"),
    "lazyLoadingImageMarginPxUnknown=1250",
)
# Chromium has no sandbox if it runs as root. The other flags keep it from calling other servers.
FLAGS = [
    f"--disable-features={','.join(NO_FEATURES)}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    f"--blink-settings={','.join(BLINK)}",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
# The first has the pages of the others, and no window: a visit takes a third less of a processor.
NAMES = (
    *("chromium-headless-shell", "chromium"),
    *("chromium-browser", "google-chrome", "google-chrome-stable"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser on the PATH, or else the one that Playwright has downloaded."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


class Kept:
    """A browser that stays open from one file of tests to the next. One that has crashed is opened
    again."""

    def __init__(self, opening: Callable[[], AbstractContextManager[Browser]]) -> None:
        self._opening, self._open = opening, ExitStack()
        self._browser: Browser | None = None

    def open(self) -> Browser:
        if not (self._browser and self._browser.is_connected()):
            self.close()
            self._browser = self._open.enter_context(self._opening())
        return self._browser

    def close(self) -> None:
        self._browser = None
        self._open.close()


def sign_in_browser(context: BrowserContext, studio: Studio, session: str) -> None:
    """Give the browser the cookie of this session, in place of any other."""
    name = f"{studio.cookie_prefix}_session"
    context.add_cookies([{"name": name, "value": session, "url": studio.address}])


class Complaints(list[str]):
    """The errors and warnings on a page's console. There are none if all is well."""

    def listen_to(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        refused = re.search("status of 4(09|10|22) ", message.text)  # a form that was refused
        if message.type in ("error", "warning") and not refused:
            self.append(f"{message.text} ({message.location.get('url')})")
