"""make guide: takes the pictures of the user guide (docs/guide/) from a running studio.

It does what the guide tells people to do, once in each language, and keeps what the page shows.
"""

from __future__ import annotations

import re
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
QUALITY = 80  # of WebP
MARGIN = 14  # pixels below the last thing that is shown
A_STEP = 180_000  # milliseconds
# Narrow, so that letters can be read on a phone too; and sharp on dense screens.
WINDOW: dict[str, Any] = {"viewport": {"width": 720, "height": 900}, "device_scale_factor": 2}
# All pictures that are in sight are there.
DRAWN = """() => [...document.images].every((image) => {
  const {top, bottom} = image.getBoundingClientRect();
  return bottom < 0 || top > innerHeight || !image.checkVisibility() || image.naturalWidth > 0;
})"""
# What the photos show: a setting and its hero.
SEEN = {
    Setting.CAMPUS: "school",
    Setting.CLASSROOM: "books",
    Setting.PLAYGROUND: "soccer-ball",
    Setting.GARDEN: "sunflower",
    Setting.STAGE: "balloon",
}


@dataclass(frozen=True)
class Reader:
    locale: str
    name: str
    topic: str
    points: str
    others: tuple[str, str]
    deleted: str


READERS = {
    "en": Reader(
        "en-US",
        "Anna",
        "Spring sports day",
        "Families run a relay\nChildren skip\nA medal for each child",
        ("Open day in May", "Our kitchen garden"),
        "Trip to the zoo",
    ),
    "zh": Reader(
        "zh-CN",
        "李老师",
        "春季运动会",
        "全家一起跑接力\n孩子们跳绳\n每个孩子都有奖牌",
        ("五月开放日", "我们的小菜园"),
        "去动物园",
    ),
}


def files(folder: Path) -> list[Path]:
    """Drawings of the size of photos, and a video: nobody is in them."""
    made = []
    for number, (setting, hero) in enumerate(SEEN.items(), 1):
        shown = Picture(Layout.HERO, setting, hero)
        order = replace(ORDER, platform="bilibili", picture=shown, title="", points=(), cues=())
        drawn = picture(replace(order, ai_mark=""))
        path = folder / f"IMG_{number:04d}.jpg"
        Image.fromarray(drawn.astype(np.uint8)).resize((1600, 900)).save(path, quality=90)
        made.append(path)
    bands = "gradients=s=1280x720:r=30:d=4:n=3:c0=0x2b6cb0:c1=0xf6ad55:c2=0x68d391"
    made.append(video(folder / "VID_0001.mp4", bands, seconds=4))
    return made


class Walk:
    """What the guide tells people to do, in one language."""

    def __init__(self, studio: Studio, browser: Browser, language: str, files: list[Path]) -> None:
        self.studio, self.files, self.reader = studio, files, READERS[language]
        self.folder = OUT / language
        self.folder.mkdir(parents=True, exist_ok=True)
        made = studio.call("new_person", self.reader.name, [])
        context = browser.new_context(locale=self.reader.locale, **WINDOW)
        sign_in_browser(context, studio, made["session"])
        self.page: Page = context.new_page()

    def go(self) -> None:
        self.write_the_brief()
        self.spread_the_files()
        self.read_the_script()
        self.look_at_the_settings()
        self.make_the_film()
        self.look_at_the_list()
        self.page.context.close()

    def take(self, name: str, of: Locator, until: Locator | None = None) -> None:
        """Keep a part of the page, down to the end of what is in `until`."""
        of.scroll_into_view_if_needed()
        self.page.evaluate("document.getElementById('toasts').replaceChildren()")
        self.page.wait_for_function(DRAWN, timeout=A_STEP)
        box, last = of.bounding_box(), (until or of).bounding_box()
        assert box
        assert last
        high = round(2 * (last["y"] + last["height"] - box["y"] + (MARGIN if until else 0)))
        with Image.open(BytesIO(of.screenshot(animations="disabled"))) as found:
            shown = found.convert("RGB").crop((0, 0, found.width, min(found.height, high)))
            shown.save(self.folder / f"{name}.webp", quality=QUALITY, method=6)

    def write_the_brief(self) -> None:
        page = self.page
        page.goto(self.studio.address)
        page.fill("[name=topic]", self.reader.topic)
        page.fill("[name=key_points]", self.reader.points)
        page.set_input_files("#drop-files", self.files)
        page.check("[data-consent]")
        ready = page.locator(".sending-line[data-state=ready]")
        expect(ready).to_have_count(len(self.files), timeout=A_STEP)
        self.take("brief", page.locator(".card.brief"), until=ready.last)
        page.click("#brief button.primary")
        page.wait_for_url(re.compile("/projects/"))

    def spread_the_files(self) -> None:
        page = self.page
        expect(page.locator("#script-all")).to_be_visible(timeout=A_STEP)
        expect(page.locator(".pick")).to_have_count(len(self.files), timeout=A_STEP)
        page.click("#shelf-spread")
        expect(page.locator(".pick[data-used=false]")).to_have_count(0)
        self.take("shelf", page.locator("#shelf-card"))

    def read_the_script(self) -> None:
        script = self.page.locator("#step-script .card")
        self.take("script", script, until=script.locator(".scene").nth(1))
        self.page.click("#open-board")
        self.take("storyboard", self.page.locator("#board"))
        self.page.keyboard.press("Escape")

    def look_at_the_settings(self) -> None:
        self.page.click(".top-tools [data-setting]")
        self.page.click("#setting-captions summary")
        self.take("settings", self.page.locator("#settings"))
        self.page.keyboard.press("Escape")

    def make_the_film(self) -> None:
        page = self.page
        page.click("#script-all")
        expect(page.locator("video.film")).to_be_visible(timeout=A_STEP)
        page.evaluate("document.querySelector('#step-export details').open = true")
        export = page.locator("#step-export .card")
        self.take("export", export, until=export.locator(".cover-section"))

    def look_at_the_list(self) -> None:
        page, address, name = self.page, self.studio.address, self.reader.name
        for topic in self.reader.others:
            self.studio.call("new_written", name, topic=topic)
        deleted = self.studio.call("new_written", name, topic=self.reader.deleted)
        page.goto(f"{address}/projects/{deleted}/")
        page.click(".top-tools details.menu summary")
        page.click(".top-tools form[data-leaves] button")
        page.wait_for_url(f"{address}/")
        self.take("projects", page.locator("#main"), until=page.locator("#list"))
        page.goto(f"{address}/bin/")
        self.take("bin", page.locator("#main"), until=page.locator(".rows"))


@contextmanager
def stand() -> Iterator[tuple[Studio, Browser, list[Path]]]:
    with tempfile.TemporaryDirectory() as name, running(STUDIO_STILLS="yes") as studio:
        made = files(Path(name))
        studio.shell("from tests.support.sample_pictures import remove_all\nremove_all()")
        with chromium() as browser:
            yield studio, browser, made


def main() -> None:
    try:
        with stand() as (studio, browser, made):
            for language in READERS:
                Walk(studio, browser, language, made).go()
    finally:
        data_template.remove()
    size = sum(path.stat().st_size for path in OUT.rglob("*.webp"))
    print(f"They are in {OUT}: {size / 1e6:.2f} MB.")


if __name__ == "__main__":
    main()
