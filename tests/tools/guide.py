"""make guide: takes the pictures of the user guide (docs/guide/) from a running studio.

It does what the guide tells people to do, once in each language, and keeps what the page shows.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from projects.illustration.picture import Layout, Picture, Setting
from tests.support import data_template
from tests.support.browser import chromium, sign_in_browser
from tests.support.clips import ORDER, picture
from tests.support.sources import ROOT
from tests.support.studio import Studio, running
from tests.support.videos import video

OUT = ROOT / "docs" / "guide" / "pictures"
WIDE, QUALITY = 860, 78  # pixels at most; of WebP
A_STEP = 180_000  # milliseconds
DESK: dict[str, Any] = {"viewport": {"width": 1180, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": True}
LOCALES = {"zh": "zh-CN", "en": "en-US"}
# What the photos show: a setting and its hero.
SEEN = {
    Setting.CAMPUS: "school",
    Setting.CLASSROOM: "books",
    Setting.PLAYGROUND: "soccer-ball",
    Setting.GARDEN: "sunflower",
    Setting.STAGE: "balloon",
}
BRIEFS = {
    "zh": ("春季运动会", "全家一起跑接力\n孩子们跳绳\n每个孩子都有奖牌", "小小运动会"),
    "en": (
        "Spring sports day",
        "Families run a relay\nChildren skip\nA medal for each",
        "Open day",
    ),
}


@dataclass
class Shots:
    """Takes the pictures of one language."""

    page: Page
    folder: Path

    def take(self, name: str, of: Locator | None = None, *, high: int = 1000) -> None:
        """Of the whole window, or of a part of the page, of which the upper end is kept."""
        raw = of.screenshot() if of else self.page.screenshot()
        with Image.open(BytesIO(raw)) as found:
            shown = found.convert("RGB").crop((0, 0, found.width, min(found.height, high)))
            shown.thumbnail((WIDE, high))
            shown.save(self.folder / f"{name}.webp", quality=QUALITY, method=6)


def photos(folder: Path) -> list[Path]:
    """Drawings, of the size of photos: nobody is in them."""
    made = []
    for number, (setting, hero) in enumerate(SEEN.items(), 1):
        shown = Picture(Layout.HERO, setting, hero)
        order = replace(ORDER, platform="bilibili", picture=shown, title="", points=(), cues=())
        drawn = picture(replace(order, ai_mark=""))
        path = folder / f"IMG_{number:04d}.jpg"
        Image.fromarray(drawn.astype(np.uint8)).resize((1600, 900)).save(path, quality=90)
        made.append(path)
    made.append(video(folder / "VID_0001.mp4", "gradients=s=1280x720:r=30:d=4:n=3", seconds=4))
    return made


class Walk:
    """What the guide tells people to do, in one language."""

    def __init__(self, studio: Studio, browser: Browser, language: str, folder: Path) -> None:
        self.studio, self.language = studio, language
        self.files = photos(folder)
        made = studio.call("new_person", {"zh": "李老师", "en": "Anna"}[language], [])
        context = browser.new_context(locale=LOCALES[language], **DESK)
        sign_in_browser(context, studio, made["session"])
        self.page = context.new_page()
        target = OUT / language
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        self.shots = Shots(self.page, target)

    def go(self) -> None:
        self.write_the_brief()
        self.look_at_the_script()
        self.look_at_the_settings()
        self.make_the_film()
        self.look_at_the_list()
        self.page.context.close()

    def write_the_brief(self) -> None:
        topic, points, _ = BRIEFS[self.language]
        self.page.goto(self.studio.address)
        self.page.fill("[name=topic]", topic)
        self.page.fill("[name=key_points]", points)
        self.page.set_input_files("#drop-files", self.files)
        self.page.check("[data-consent]")
        ready = self.page.locator(".sending-line[data-state=ready]")
        expect(ready).to_have_count(len(self.files), timeout=A_STEP)
        self.shots.take("brief", self.page.locator(".card.brief"))
        self.page.click("#brief button.primary")
        self.page.wait_for_url(re.compile("/projects/"))

    def look_at_the_script(self) -> None:
        expect(self.page.locator("#script-go")).to_be_visible(timeout=A_STEP)
        expect(self.page.locator(".pick")).to_have_count(len(self.files), timeout=A_STEP)
        if self.page.locator("#shelf-spread").is_enabled():
            self.page.click("#shelf-spread")
            expect(self.page.locator(".pick[data-used=false]")).to_have_count(0)
        self.shots.take("shelf", self.page.locator("#shelf-card"))
        self.shots.take("words", self.page.locator(".scene-form").first)

    def look_at_the_settings(self) -> None:
        self.page.click(".top-tools [data-setting]")
        self.shots.take("settings", self.page.locator("#settings"))
        self.page.keyboard.press("Escape")

    def make_the_film(self) -> None:
        self.page.click("#script-all")
        expect(self.page.locator("video.film")).to_be_visible(timeout=A_STEP)
        self.page.evaluate("document.querySelector('#step-export details').open = true")
        self.shots.take("post", self.page.locator("#step-export"))

    def look_at_the_list(self) -> None:
        person = self.page.locator(".menu-name").first.inner_text()
        other = BRIEFS[self.language][2]
        self.studio.call("new_project", person, other)
        self.page.goto(self.studio.address)
        self.shots.take("home", self.page.locator(".mine"))
        gone = self.studio.call("new_project", person, other)
        self.page.goto(f"{self.studio.address}/projects/{gone}/")
        self.page.locator(".top-tools details.menu summary").click()
        self.page.locator(".top-tools form[data-leaves] button").click()
        self.page.wait_for_url(self.studio.address + "/")
        self.page.goto(f"{self.studio.address}/bin/")
        self.shots.take("bin", self.page.locator(".mine"))


@contextmanager
def stand() -> Iterator[tuple[Studio, Browser, Path]]:
    with tempfile.TemporaryDirectory() as name, running() as studio, chromium() as browser:
        yield studio, browser, Path(name)


def main() -> None:
    try:
        with stand() as (studio, browser, folder):
            for language in LOCALES:
                Walk(studio, browser, language, folder).go()
    finally:
        data_template.remove()
    size = sum(path.stat().st_size for path in OUT.rglob("*.webp"))
    print(f"They are in {OUT}: {size / 1e6:.2f} MB.")


if __name__ == "__main__":
    main()
