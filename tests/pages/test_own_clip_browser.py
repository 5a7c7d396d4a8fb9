"""A person sends a video from the page: seen on its way, then named, with a way back."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pillow_heif
import psutil
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Complaints
from tests.support.open_pages import AtWork
from tests.support.videos import sounding, video
from videostudio.upload_limits import LARGEST_CLIP, LARGEST_PHOTO, MB

pillow_heif.register_heif_opener()
pytestmark = pytest.mark.browser


@pytest.fixture
def page(at_work: AtWork) -> Iterator[Page]:
    """Of a project with two scenes, with all there is unfolded."""
    context = at_work.context()
    page = at_work.open(context, at_work.new_project())
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    yield page
    context.close()


# A person who changes their mind at once, or goes through the choices with the arrow keys.
CHOOSE_TWICE = """(list) => {
  for (list.value of ["fill", "frame"]) {
    for (const told of ["input", "change"]) list.dispatchEvent(new Event(told, { bubbles: true }));
  }
}"""
SECOND_PRESS = """(button) => {
  button.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 }));
  return button.matches(".htmx-request");
}"""
# The reply to the upload is drawn at this moment.
PRESS_AT_ONCE = """() => {
  const press = () => document.querySelector("button[id$=-card]").click();
  addEventListener("htmx:afterOnLoad", press, { once: true });
}"""


def photo(path: Path) -> Path:
    Image.new("RGB", (640, 480), "teal").save(path, "HEIF")
    return path


def named(page: Page, words: str) -> Locator:
    """What the first scene says of the file that it shows. The shelf names the file too."""
    return page.locator("article.clip").first.get_by_text(words)


def send(page: Page, path: Path, button: str = "Use this file") -> Locator:
    page.evaluate("document.querySelector('details.upload').open = true")
    form = page.locator("details.upload form").first
    form.locator("[name=own]").set_input_files(path)
    form.locator("[name=consent]").check()
    form.get_by_role("button", name=button).click()
    return form


def test_a_video_is_seen_on_its_way_then_named_and_can_be_taken_back(
    page: Page, tmp_path: Path
) -> None:
    complaints = Complaints()
    complaints.listen_to(page)
    form = send(page, video(tmp_path / "slow.mp4", "testsrc2=s=1920x1080:r=30", seconds=8))
    expect(form.locator(".arrived")).to_be_visible()
    expect(form.locator("button")).to_be_disabled()
    expect(named(page, "Own video: slow.mp4")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.post_data == "fit=frame"):
        page.get_by_label("Place in the frame").evaluate(CHOOSE_TWICE)
    sounding(tmp_path / "second.mp4", seconds=1.2)
    send(page, tmp_path / "second.mp4", "Show it as well")
    expect(page.get_by_text("2 photos and videos, in turn")).to_be_visible()
    page.get_by_role("combobox", name="Sound of second.mp4").select_option("under")
    page.get_by_role("button", name="Remove slow.mp4").click()
    expect(named(page, "Own video: slow.mp4")).to_have_count(0)
    expect(page.locator("article.clip").first).to_be_focused()
    chosen = page.get_by_role("combobox", name="Sound of second.mp4")
    expect(chosen).to_have_value("under")
    back = page.get_by_role("button", name="Use the drawing")
    assert not back.evaluate(SECOND_PRESS), "of a double click on what was in this place before"
    back.click()
    expect(named(page, "Own video")).to_have_count(0)
    assert complaints == []


def test_what_cannot_be_used_is_said_and_the_next_one_is_taken(page: Page, tmp_path: Path) -> None:
    (tmp_path / "words.mp4").write_text("words")
    form = send(page, tmp_path / "words.mp4")
    expect(form.locator(".problem")).to_contain_text("not a video")
    send(page, sounding(tmp_path / "film.mp4"))
    expect(named(page, "Own video: film.mp4")).to_be_visible()


def test_an_iphone_photo_is_taken(page: Page, tmp_path: Path) -> None:
    send(page, photo(tmp_path / "IMG_1.HEIC"))
    expect(named(page, "IMG_1.HEIC")).to_be_visible()


def test_a_button_works_as_soon_as_it_is_seen(page: Page, tmp_path: Path) -> None:
    page.evaluate(PRESS_AT_ONCE)
    with page.expect_response(re.compile("/card/$")):
        send(page, photo(tmp_path / "IMG_1.HEIC"))
    expect(named(page, "IMG_1.HEIC")).to_have_count(0)


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_a_file_for_which_there_is_no_space_stays_chosen(
    page: Page, at_work: AtWork, tmp_path: Path
) -> None:
    web = psutil.Process(at_work.studio.child("videostudio.web"))
    before = web.rlimit(psutil.RLIMIT_FSIZE)
    (tmp_path / "film.mp4").write_bytes(bytes(8 * MB))
    web.rlimit(psutil.RLIMIT_FSIZE, (MB, before[1]))
    try:
        form = send(page, tmp_path / "film.mp4")
        expect(form.locator(".problem")).to_contain_text("The storage is full")
    finally:
        web.rlimit(psutil.RLIMIT_FSIZE, before)
    expect(page.locator("#toasts .toast")).to_have_count(0)
    expect(form.locator("[name=own]")).to_be_focused()
    assert form.locator("[name=own]").evaluate("field => field.files[0].name") == "film.mp4"
    expect(form.locator("[name=consent]")).to_be_checked()


@pytest.mark.parametrize(
    ("name", "largest", "said"),
    [
        ("long.mp4", LARGEST_CLIP, "4096 pixels a side and 200 MB"),
        ("large.jpg", LARGEST_PHOTO, "50 megapixels and 30 MB"),
    ],
)
def test_what_is_too_large_is_not_even_sent(
    page: Page, tmp_path: Path, name: str, largest: int, said: str
) -> None:
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    with (tmp_path / name).open("wb") as file:
        file.truncate(largest + 1)
    form = send(page, tmp_path / name)
    expect(form.locator(".problem")).to_contain_text(said)
    assert not [url for url in sent if "/own/" in url]
