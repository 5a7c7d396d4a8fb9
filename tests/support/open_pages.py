"""A studio with Alice's projects and open pages, for the tests of open pages."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.browser import sign_in_browser
from tests.support.people import new_name
from tests.support.studio import Studio

expect.set_options(timeout=30_000)  # milliseconds: machines can be slow


class AtWork:
    """The studio and the people who are signed in to it."""

    def __init__(self, studio: Studio, browser: Browser) -> None:
        self.studio, self.browser, self.shell = studio, browser, studio.shell
        self.names = {name: new_name(name) for name in ("alice", "bob")}
        self.sessions = {name: self._signed_in(name) for name in self.names}
        self._kept: Page | None = None

    def _signed_in(self, name: str) -> str:
        made = self.studio.call("new_person", self.names[name], [], password="a-long-secret")
        return str(made["session"])

    def new_project(self, scenes: int = 2) -> str:
        """Of alice's."""
        return str(self.studio.call("new_written", self.names["alice"], scenes))

    def context(self, name: str = "alice", **options: Any) -> BrowserContext:
        """A new browser context in which this person is signed in."""
        context = self.browser.new_context(**{"locale": "en-US"} | options)
        self.sign_in(context, name)
        return context

    def kept_page(self) -> Page:
        """Alice's, which stays open from test to test, and knows nothing of the test before. A new
        one costs three times as much as one that goes somewhere else. It is not for tests that
        take its clock or its sockets, or add scripts: it would keep them."""
        if self._kept is None or self._kept.is_closed():
            self._kept = self.context().new_page()
        page, context = self._kept, self._kept.context
        for other in context.pages:
            if other != page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        page.goto(f"{self.studio.address}/favicon.ico")  # nothing that runs
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        context.clear_cookies()
        self.sign_in(context, "alice")
        return page

    def sign_in(self, context: BrowserContext, name: str) -> None:
        sign_in_browser(context, self.studio, self.sessions[name])

    def open(self, context: BrowserContext, project: str) -> Page:
        return self.show(context.new_page(), project)

    def show(self, page: Page, project: str) -> Page:
        page.goto(f"{self.studio.address}/projects/{project}/")
        expect(page.locator("#state")).to_be_attached()
        return page

    def stored(self, project: str, position: int = 1) -> dict[str, str]:
        """A scene's words in the database."""
        return json.loads(
            self.shell(
                "import json\nfrom projects.models import Scene\n"
                f"scene = Scene.objects.get(project='{project}', position={position})\n"
                "print(json.dumps({name: getattr(scene, name) for name in "
                "('title', 'narration', 'subtitle', 'visual_description')}))"
            )
        )

    def change(self, project: str, code: str) -> str:
        """Run these lines, which may use `project`, in a process beside the studio."""
        return self.shell(
            f"from projects.models import Project\nproject = Project.objects.get(pk='{project}')\n"
            + code
        )
