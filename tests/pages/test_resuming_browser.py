"""Coming back to what is unfinished, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import Complaints, sign_in_browser
from tests.support.people import new_name
from tests.support.studio import Studio

pytestmark = pytest.mark.browser
PROJECT = """
from django.contrib.auth.models import User
from projects.models import Project
project = Project.objects.create(
    owner=User.objects.get(username="{owner}"), topic="{topic}", **{values})
for number in range(1, {scenes} + 1):
    line = f"This is line number {{number}}."
    project.scenes.create(
        position=number, title=f"Scene {{number}}", narration=line, subtitle=line, seconds=2)
with project.locked():
    project.touch()
print(project.pk)
"""
FAILED = """
from projects.models import Project, Run
project = Project.objects.get(pk="{pk}")
for scene in project.scenes.filter(position__in=[1, 3]):
    Run.objects.create(
        project=project, run_no=0, step="narration", scene=scene, state="failed",
        reason={{"code": "voice_failed", "scene": scene.position}}, detail="Traceback")
"""


class Person:
    """Somebody with an account and one browser window, whose console stays silent."""

    def __init__(self, studio: Studio, browser: Browser, name: str, language: str = "en-US"):
        person = studio.call("new_person", new_name(name), [])
        self.studio, self.name = studio, person["name"]
        self.context = browser.new_context(locale=language)
        sign_in_browser(self.context, studio, person["session"])
        self.page = self.context.new_page()
        self.complaints = Complaints()
        self.complaints.listen_to(self.page)

    def project(self, topic: str, scenes: int = 0, **values: object) -> str:
        code = PROJECT.format(owner=self.name, topic=topic, scenes=scenes, values=values)
        return self.studio.shell(code)

    def opens(self, path: str = "/") -> Page:
        self.page.goto(self.studio.address + path)
        return self.page


def the_offer(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Unfinished project found")


def test_an_unfinished_project_is_offered_once_a_visit(
    idle_studio: Studio, browser: Browser
) -> None:
    alice = Person(idle_studio, browser, "alice")
    dialog = the_offer(alice.opens())
    expect(alice.page.locator("#brief")).to_be_visible()
    expect(dialog).to_have_count(0)

    pk = alice.project("Sports day", scenes=3, step="narration")
    alice.opens()
    expect(dialog).to_contain_text("Sports day")
    expect(dialog).to_contain_text("Stopped at step 3, Narration")
    expect(dialog.get_by_role("link", name="Continue")).to_be_focused()
    alice.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    alice.page.reload()
    expect(alice.page.locator(f"#row-{pk}-link")).to_be_visible()
    expect(dialog).to_be_hidden()

    page = alice.context.new_page()  # the next visit
    page.goto(idle_studio.address)
    expect(the_offer(page)).to_contain_text("Sports day")
    assert alice.complaints == []


def test_a_newer_unfinished_project_is_offered_first_and_again_after_the_offer_was_closed(
    idle_studio: Studio, browser: Browser
) -> None:
    erin = Person(idle_studio, browser, "erin")
    older = erin.project("Sports day", scenes=3, step="narration")
    dialog = the_offer(erin.opens())
    expect(dialog).to_contain_text("Sports day")
    erin.page.keyboard.press("Escape")

    newer = erin.project("Open day")
    erin.opens()
    expect(dialog.locator(".offer").first).to_contain_text("Open day")
    dialog.get_by_text("1 more unfinished project").click()
    expect(dialog.get_by_role("link", name="Sports day")).to_have_attribute(
        "href", f"/projects/{older}/#step-narration"
    )
    dialog.get_by_role("button", name="New project").click()
    expect(erin.page.locator("[name=topic]")).to_be_focused()
    expect(erin.page.locator(f"#row-{newer}-link")).to_be_visible()
    assert erin.complaints == []


def test_who_goes_on_is_led_to_the_open_step_and_is_not_asked_again(
    idle_studio: Studio, browser: Browser
) -> None:
    fay = Person(idle_studio, browser, "fay")
    pk = fay.project("Open day")
    page = fay.opens()
    page.get_by_role("link", name="Continue").click()
    page.wait_for_url(re.compile(pk))
    expect(page.locator("#step-script > details")).to_have_attribute("open", "")
    expect(page.locator("#step-script")).to_be_focused()
    expect(page.locator("#step-script")).to_be_in_viewport()
    page.go_back()
    expect(page.locator(f"#row-{pk}-link")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.goto(idle_studio.address)
    expect(page.locator(f"#row-{pk}-link")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert fay.complaints == []


def test_an_open_home_page_follows_what_is_made_and_deleted_elsewhere(
    idle_studio: Studio, browser: Browser
) -> None:
    bob = Person(idle_studio, browser, "bob")
    page = bob.opens()
    expect(page.locator(".empty")).to_be_visible()
    page.fill("[name=topic]", "Half a though")
    new = bob.project("Made elsewhere", status="generating_script", progress=10)
    expect(page.locator(f"#row-{new} progress")).to_be_visible()
    page.keyboard.type("t")
    expect(page.locator("[name=topic]")).to_have_value("Half a thought")
    page.evaluate("window.neverReloaded = true")
    idle_studio.shell(
        f"from projects.models import Project\nProject.objects.get(pk='{new}').delete_with_files()"
    )
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator("[name=topic]")).to_have_value("Half a thought")
    assert page.evaluate("window.neverReloaded")
    assert bob.complaints == []


def test_a_failed_scene_leads_to_its_words(idle_studio: Studio, browser: Browser) -> None:
    carol = Person(idle_studio, browser, "carol", "zh-CN")
    error = {"code": "voice_failed", "scene": 1}
    pk = carol.project("Failed", scenes=3, status="failed", step="narration", error=error)
    idle_studio.shell(FAILED.format(pk=pk))
    page = carol.opens(f"/projects/{pk}/")
    expect(page.locator("#narration-stop")).to_contain_text("生成 3 段配音。")
    page.get_by_role("link", name="修改第 3 个场景的文字").click()
    words = page.locator("[name=narration]").nth(2)
    expect(words).to_be_focused()
    expect(words).to_be_in_viewport()
    assert carol.complaints == []
