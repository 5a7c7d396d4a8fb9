"""What a page costs: the bytes and files of its first load, and that it does not jump."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.open_pages import AtWork
from tests.support.stillness import DRAWN, WATCH
from tests.support.studio import wait_until

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3}
DESK = {"viewport": {"width": 1440, "height": 900}}
KB = 1024
CLIPS = "document.querySelectorAll('#all-clip img')"
LOADED = """[...document.images].filter((img) => img.checkVisibility())
  .every((img) => img.naturalWidth)"""


class Transfers(list[dict[str, Any]]):
    """What a page has loaded over the network, with the bytes of each, headers included."""

    def __init__(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        loads: dict[str, dict[str, Any]] = {}

        def answered(event: dict[str, Any]) -> None:
            loads[event["requestId"]] = {"type": event["type"], "url": event["response"]["url"]}

        def ended(event: dict[str, Any]) -> None:
            if load := loads.get(event["requestId"]):
                self.append(load | {"bytes": event["encodedDataLength"]})

        session.on("Network.responseReceived", answered)
        session.on("Network.loadingFinished", ended)

    def of(self, kind: str) -> list[str]:
        found = (each["url"] for each in self if each["type"] == kind)
        return [url for url in found if url.startswith("http")]

    def bytes(self) -> int:
        return sum(each["bytes"] for each in self)


@pytest.fixture
def context(at_work: AtWork, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = at_work.context(**request.param)
    context.add_init_script(WATCH)
    yield context
    context.close()


def made(at_work: AtWork, name: str, *arguments: object) -> Any:
    call = f"pictured.{name}(*{arguments!r})"
    return at_work.shell(f"from tests.support import pictured\nprint({call})").strip()


def loaded(page: Page, address: str) -> Transfers:
    transfers = Transfers(page)
    page.goto(address, wait_until="networkidle")
    return transfers


def slowly(page: Page) -> None:
    """From now on as over a poor network: a page is seen in parts."""
    slow = {"latency": 0, "downloadThroughput": 5 * KB, "uploadThroughput": 5 * KB}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False} | slow)


WIDE = pytest.param(DESK, id="desk", marks=pytest.mark.full("the same on a wide screen"))
both = pytest.mark.parametrize("context", [pytest.param(PHONE, id="phone"), WIDE], indirect=True)
on_a_phone = pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["phone"])


@both
def test_home_with_twenty_covers_is_light(context: BrowserContext, at_work: AtWork) -> None:
    made(at_work, "new_covers", at_work.names["alice"], 20)
    page = context.new_page()
    found = loaded(page, at_work.studio.address)
    assert len(found.of("Stylesheet")) == len(found.of("Script")) == 1
    # Of which 60 are the scripts and styles of all pages: they come once, and are kept.
    assert found.bytes() < 125 * KB
    page.locator(".row img").last.scroll_into_view_if_needed()
    wait_until(lambda: page.evaluate(LOADED))
    assert len(found.of("Image")) == 20
    shifts = page.evaluate(DRAWN)
    assert shifts["alone"] < 0.02, shifts
    # Seen while it comes: what comes last may not move what was there before it.
    slowly(page)
    page.reload(wait_until="load")
    shifts = page.evaluate(DRAWN)
    assert shifts["alone"] < 0.02, shifts


@on_a_phone
def test_a_timeline_is_light_and_loads_no_picture_of_a_closed_card(
    context: BrowserContext, at_work: AtWork
) -> None:
    pk = made(at_work, "new_filmed", at_work.names["alice"], 6, "edit")
    page = context.new_page()
    found = loaded(page, f"{at_work.studio.address}/projects/{pk}/")
    assert len(found.of("Stylesheet")) == len(found.of("Script")) == 1
    assert sum(each["bytes"] for each in found if each["type"] != "Media") < 150 * KB
    assert not [url for url in found.of("Image") if "/clip" in url]
    page.click("#step-scenes summary")
    for picture in page.locator("#all-clip img").all():
        picture.scroll_into_view_if_needed()  # those in between are far from the first and the last
    wait_until(lambda: page.evaluate(LOADED.replace("document.images", CLIPS)))
    assert page.locator("#all-clip img").count() == 6


@on_a_phone
def test_without_javascript_a_closed_card_shows_its_pictures_too(
    at_work: AtWork, context: BrowserContext
) -> None:
    pk = made(at_work, "new_filmed", at_work.names["alice"], 1, "edit")
    plain = at_work.context(java_script_enabled=False, **PHONE)
    page = plain.new_page()
    # A browser then loads all pictures at once, and the samples are just being drawn.
    page.goto(f"{at_work.studio.address}/projects/{pk}/", wait_until="domcontentloaded")
    page.click("#step-scenes summary")
    expect(page.locator("#all-clip img")).to_be_visible()
    plain.close()


def photo(number: int) -> dict[str, Any]:
    file = io.BytesIO()
    Image.new("RGB", (320, 240), (30 * number, 90, 150)).save(file, "JPEG")
    name = f"a photo of the sports day with a long name, {number}.jpg"
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


@on_a_phone
@pytest.mark.full("seven uploads take 20 s")
def test_seven_uploads_move_nothing_that_a_person_reads(
    context: BrowserContext, at_work: AtWork
) -> None:
    pk = made(at_work, "new_filmed", at_work.names["alice"], 7, "scenes")
    page = at_work.open(context, pk)
    for number in range(7):
        upload = page.locator(".upload").nth(number)
        upload.locator("summary").click()
        upload.locator("input[type=file]").set_input_files(photo(number))
        upload.locator("input[type=checkbox]").check()
        upload.locator("button").click()
        expect(page.locator(".clip .meta")).to_have_count(number + 1)
    shifts = page.evaluate(DRAWN)
    assert shifts["alone"] < 0.02, shifts
    assert shifts["pressed"] < 0.1, "the summary of the same clip may move for its new button"


@both
def test_a_film_that_is_made_moves_nothing_that_a_person_reads(
    context: BrowserContext, at_work: AtWork
) -> None:
    pk = made(at_work, "new_filmed", at_work.names["alice"], 4, "script")
    page = at_work.open(context, pk)
    page.click("#script-all")
    expect(page.locator("#step-narration > details")).to_have_attribute("open", "")
    page.evaluate("window.shifts.alone = 0")  # on a busy machine the reply to the press comes late
    line = page.locator("#now")
    for ready in ("#all-voice audio", "#all-clip video"):
        for count in range(1, 5):
            made(at_work, "finish_piece", pk)
            expect(page.locator(ready)).to_have_count(count)
    expect(page.locator("#narration-live > *")).to_have_count(0)
    expect(line).to_be_visible()
    made(at_work, "finish_piece", pk)
    expect(page.locator("#step-export > details")).to_have_attribute("open", "")
    shifts = page.evaluate(DRAWN)
    assert shifts["alone"] < 0.02, "\n".join(map(str, shifts["of"]))
    expect(page.locator("#step-narration audio").last).to_be_visible()
    line.click()
    expect(page.locator("video.film")).to_be_in_viewport()
    expect(line).to_be_hidden()


@both
def test_a_running_step_that_ends_keeps_its_list_in_its_place(
    context: BrowserContext, at_work: AtWork
) -> None:
    pk = made(at_work, "new_filmed", at_work.names["alice"], 4, "script")
    made(at_work, "begin", pk, "narration")
    page = at_work.open(context, pk)
    expect(page.locator("#narration-live progress")).to_be_visible()
    for _ in range(4):
        made(at_work, "finish_piece", pk)
    # Where the progress was is above what is in view then. The page may not get shorter there.
    page.locator("#narration-go").scroll_into_view_if_needed()
    shifts = [page.evaluate(DRAWN) for _ in range(2)][-1]
    assert shifts["alone"] < 0.02, "\n".join(map(str, shifts["of"]))
    page.locator("#narration-live").scroll_into_view_if_needed()
    kept = page.locator("#narration-live").bounding_box()
    assert kept and kept["height"] > 60
    page.keyboard.press("Shift")
    expect(page.locator("#narration-live")).to_be_hidden()
