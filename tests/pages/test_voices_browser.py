"""Hearing the voices: a button appears when its sample is made, and one plays at a time."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.open_pages import AtWork

pytestmark = pytest.mark.browser
PRESSED = "[data-listen][aria-pressed=true]"


def test_the_voices_are_heard_one_at_a_time_as_soon_as_they_are_made(at_work: AtWork) -> None:
    project = at_work.new_project()
    context = at_work.context()
    page = at_work.open(context, project)
    page.evaluate("document.querySelector('#step-narration > details').open = true")
    page.locator("#step-narration [data-setting=voice]").press("Enter")
    voices = page.locator("#setting-voice .listen")
    at_work.shell(
        "from projects.models import VoiceSample\nVoiceSample.objects.all().delete()\n"
        "Run.objects.active().delete()\n"  # of other tests: waiting work would go first
        "from projects.jobs.voice_samples import make_voice_samples\n"
        "make_voice_samples(lambda: False)"
    )
    expect(page.locator("#setting-voice [data-listen]")).to_have_count(4)
    voices.nth(0).press("Enter")
    expect(page.locator(PRESSED)).to_have_count(1)
    voices.nth(1).click()
    expect(voices.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(PRESSED)).to_have_count(1)
    voices.nth(1).click()
    expect(page.locator(PRESSED)).to_have_count(0)
    voices.nth(2).click()
    expect(page.locator(PRESSED)).to_have_count(1)
    page.evaluate("document.querySelector('audio:last-of-type').currentTime = 60")  # to its end
    expect(page.locator(PRESSED)).to_have_count(0)
    context.close()
