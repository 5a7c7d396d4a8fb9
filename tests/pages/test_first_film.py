"""The main job, as a person does it: a fresh studio, a brief, a film to post. In a real browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from projects.media.ffmpeg import ffmpeg_path
from projects.media.probe import probe
from tests.support.browser import Complaints
from tests.support.streams import streams
from tests.support.studio import Studio, running, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.film]
SEEK_TO_THE_END = """video => new Promise((done, fail) => {
    video.addEventListener("loadedmetadata", () => { video.currentTime = video.duration - 0.5; });
    video.addEventListener("seeked", () => done(video.currentTime / video.duration));
    video.addEventListener("error", () => fail(new Error(video.error.message)));
    setTimeout(() => fail(new Error("nothing was heard of the film")), 60000);
    video.preload = "auto";
    video.load();
})"""
A_STEP = 120_000  # milliseconds: a busy machine makes clips slowly
LINES = (  # short ones: to make the clips of the script's own lines takes five times as long
    "春天来看看。",
    "老师看得见每个孩子。",
    "双语课程。",
    "户外乐园。",
    "欢迎。",
)


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with running() as studio:
        yield studio


@pytest.fixture(scope="module")
def signed_in(studio: Studio, browser: Browser) -> str:
    """The cookies of the first account, made through the link that the studio has printed."""
    page = browser.new_page()
    page.goto(studio.printed().split()[-1])
    page.fill("[name=username]", "alice")
    page.fill("[name=password1]", "a-long-secret")
    page.fill("[name=password2]", "a-long-secret")
    page.click("main button")
    expect(page.locator("#brief")).to_be_visible()
    state = str(studio.data.with_name("cookies.json"))
    page.context.storage_state(path=state)
    page.close()
    return state


def open_home(browser: Browser, studio: Studio, cookies: str, language: str) -> tuple[Page, list]:
    context = browser.new_context(storage_state=cookies, locale=language)
    page = context.new_page()
    complaints = Complaints()
    complaints.listen_to(page)
    page.goto(studio.address)
    return page, complaints


def write_brief(page: Page, *, topic: str, points: str, platform: str, make_all: bool) -> None:
    page.fill("[name=topic]", topic)
    page.fill("[name=key_points]", points)
    page.check(f"[name=platform][value={platform}]", force=True)
    if make_all:
        page.check("[name=make_all]")
    page.click("#brief button.primary")
    page.wait_for_url(re.compile("/projects/"))


def go_on(page: Page, button: str) -> None:
    """Press the button of the step that has ended, once the socket has brought it."""
    shown = page.locator(button)
    expect(shown).to_be_visible(timeout=A_STEP)
    shown.click()
    expect(shown).to_be_hidden()


def download(page: Page, kind: str, folder: Path) -> Path:
    link = page.locator(f"a[download][href$='/{kind}/']")
    expect(link).to_be_visible(timeout=A_STEP)
    with page.expect_download() as download:
        link.click()
    name = download.value.suggested_filename
    assert letters(page.locator("h1").inner_text()) in letters(name), "a name people can read"
    path = folder / f"{kind}-{name[-12:]}"
    download.value.save_as(path)
    return path


def number(locator: Locator) -> int:
    return int(locator.get_attribute("value") or 0)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture with light and shade, as a phone would take it."""
    across, down = np.meshgrid(np.linspace(0, 1, 1600), np.linspace(0, 1, 1200))
    shades = np.stack([across, down, 0.5 + 0.5 * np.sin(12 * across * down)], axis=-1)
    path = tmp_path_factory.mktemp("photo") / "操场 1.jpg"
    Image.fromarray((200 * shades + 20).astype("uint8")).save(path, quality=90)
    return path


@pytest.fixture(scope="module")
def chinese(
    studio: Studio,
    browser: Browser,
    signed_in: str,
    photo: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Page, Path]]:
    """A portrait film from a Chinese brief, step by step, with changed lines and an own photo."""
    page, complaints = open_home(browser, studio, signed_in, "zh-CN")
    write_brief(
        page,
        topic="春季招生开放日",
        points="小班教学\n双语课程\n户外乐园",
        platform="douyin",
        make_all=False,
    )
    page.evaluate("window.neverReloaded = true")
    expect(page.locator("#script-go")).to_be_visible(timeout=A_STEP)
    lines = page.locator("#all-words [name=narration]")
    expect(lines).to_have_count(len(LINES))
    for place, line in enumerate(LINES):
        lines.nth(place).fill(line)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            lines.nth(place).blur()
    expect(page.locator("#saved")).not_to_be_empty()
    go_on(page, "#script-go")
    go_on(page, "#narration-go")
    use_photo(page, photo)
    go_on(page, "#scenes-go")
    expect(page.locator("a[href$='/download/film/']")).to_be_visible(timeout=A_STEP)
    assert page.evaluate("window.neverReloaded"), "it all came over the socket"
    assert complaints == []
    yield page, tmp_path_factory.mktemp("chinese")
    page.context.close()


def use_photo(page: Page, photo: Path) -> None:
    """Put the picture on the second scene: refused without the tick, then taken."""
    expect(page.locator("#scenes-go")).to_be_visible(timeout=A_STEP)
    form = page.locator("details.upload").nth(1)
    form.locator("summary").click()
    form.locator("[name=own]").set_input_files(photo)
    form.locator("button").click()
    expect(form.locator(".problem")).not_to_be_empty()
    form.locator("[name=consent]").check()
    form.locator("button").click()
    go_on(page, "#scenes-update")


def test_a_chinese_brief_becomes_a_portrait_film_as_long_as_its_narration(
    studio: Studio, chinese: tuple[Page, Path]
) -> None:
    path = download(chinese[0], "film", chinese[1])
    film = probe(path)
    assert (film.width, film.height, film.fps) == (1080, 1920, 30)
    assert (film.video_codec, film.audio_codec) == ("h264", "aac")
    assert ", 48000 Hz, " in streams(path)[1]
    assert film.seconds == pytest.approx(narration_seconds(studio, chinese[0]), abs=0.5)


def test_the_film_is_as_loud_as_the_platforms_ask(chinese: tuple[Page, Path]) -> None:
    lufs, peak = loudness(download(chinese[0], "film", chinese[1]))
    assert lufs == pytest.approx(-16, abs=1)
    assert peak < -1


def test_the_captions_stand_in_the_picture_and_beside_the_film(
    studio: Studio, chinese: tuple[Page, Path]
) -> None:
    page, folder = chinese
    film, srt = download(page, "film", folder), download(page, "srt", folder)
    cues = cues_of(srt.read_text())
    assert letters(cue for *times, cue in cues) == letters(script_of(studio, page))
    assert "老师看得见每个孩子" in letters(cue for *times, cue in cues)
    start, end, _ = cues[2]
    assert white_below(film, (start + end) / 2) > 2000, "white letters in the lower third"
    assert download(page, "vtt", folder).read_text().startswith("WEBVTT")
    assert Image.open(download(page, "9x16", folder)).size == (1080, 1920)


def test_the_film_says_that_it_is_ai_made(chinese: tuple[Page, Path]) -> None:
    film = download(chinese[0], "film", chinese[1])
    about = subprocess.run([ffmpeg_path(), "-i", film], capture_output=True, check=False).stderr
    assert b'"Label":"1"' in about


def test_who_ticked_for_the_photo_is_known(studio: Studio, chinese: tuple[Page, Path]) -> None:
    said = studio.shell(
        "from projects.models import Photo; p = Photo.objects.get()\n"
        "print(p.original_name, p.consent_by.username, p.consent_at.year > 2000)"
    )
    assert said == "操场 1.jpg alice True"


def test_the_film_can_be_sought_to_its_end(chinese: tuple[Page, Path]) -> None:
    place = chinese[0].locator("video.film").evaluate(SEEK_TO_THE_END)
    assert place > 0.9


@pytest.fixture(scope="module")
def english(studio: Studio, browser: Browser, signed_in: str) -> Iterator[tuple[Page, list]]:
    """The page of a film that is being made of an English brief, and what its console says."""
    page, complaints = open_home(browser, studio, signed_in, "en-US")
    points = "Build a small rocket\nMeet the stars at night\nCook with the sun"
    write_brief(
        page, topic="Summer science camp", points=points, platform="bilibili", make_all=True
    )
    yield page, complaints
    page.context.close()


@pytest.mark.full("a second film takes a minute of a processor")
def test_an_english_brief_becomes_a_wide_film_though_the_worker_is_killed_and_the_page_reloaded(
    studio: Studio, english: tuple[Page, list], tmp_path: Path
) -> None:
    """And though it is cancelled: what was finished is kept."""
    page, complaints = english
    bar = page.locator("#scenes-live progress")
    expect(bar).to_have_attribute("value", re.compile("[2-9][0-9]"), timeout=A_STEP)
    see_it_move_at_home(studio, page)
    worker = studio.child("worker")
    assert worker
    os.kill(worker, signal.SIGKILL)
    before = number(bar)
    page.reload()
    expect(bar).to_be_visible()
    assert number(bar) >= before
    kept = cancel_and_go_on(studio, page)
    film = probe(download(page, "film", tmp_path))
    assert (film.width, film.height) == (1920, 1080)
    assert film.seconds == pytest.approx(narration_seconds(studio, page), abs=0.5)
    assert 15 <= film.seconds <= 31
    clips = clips_of(studio, page)
    assert kept < clips
    assert len(clips) == int(ask(studio, page, "p.scene_count")), "each is made once"
    assert complaints == []


def see_it_move_at_home(studio: Studio, page: Page) -> None:
    home = page.context.new_page()
    home.goto(studio.address)
    bar = home.locator(".region progress").first
    expect(bar).to_have_attribute("value", re.compile(r"\d+"), timeout=A_STEP)
    first = number(bar)
    wait_until(lambda: number(bar) > first)
    home.close()


def cancel_and_go_on(studio: Studio, page: Page) -> set[str]:
    """Cancel when there is a clip. The line is slow: the page says at once that it has heard.
    Returns the clips that are kept, after which the others are made, and the film."""
    expect(page.locator("#all-clip video").first).to_be_attached(timeout=A_STEP)
    held: list[Route] = []
    page.route("**/cancel/", lambda route: held.append(route))
    page.click("#scenes-cancel")
    page.click("#confirm-yes")
    expect(page.locator("#scenes-cancel")).to_have_text("Cancelling...", use_inner_text=True)
    held[0].continue_()
    said = page.locator("#scenes-live .setback")
    expect(said).to_have_text(re.compile(r"^\s*Cancelled. \d finished scenes? (is|are) kept.\s*$"))
    kept = clips_of(studio, page)
    rest = int(ask(studio, page, "p.scene_count")) - len(kept)
    expect(page.locator("#step-scenes > details")).to_have_attribute("open", "")
    page.get_by_role("button", name=f"Make the remaining {rest}").click()
    go_on(page, "#scenes-go")
    return kept


@pytest.mark.full("lost files are made again in the fault suite too")
def test_a_lost_film_is_made_again_from_the_clips_that_are_there(
    studio: Studio, english: tuple[Page, list]
) -> None:
    page, _ = english
    clips = clips_of(studio, page)
    ask(studio, page, "Path(p.artifacts.get(kind='film').file.path).unlink()")
    page.reload()
    expect(page.locator("#edit-live")).to_contain_text("The stored film could not be read.")
    expect(page.locator("video.film")).to_have_count(0)
    page.get_by_role("button", name="Make it again").click()
    expect(page.locator("video.film")).to_be_visible(timeout=A_STEP)
    assert clips_of(studio, page) == clips


def project_of(page: Page) -> str:
    return page.url.rstrip("/").rsplit("/", 1)[1]


def ask(studio: Studio, page: Page, expression: str) -> str:
    return studio.shell(
        "from pathlib import Path\n"
        f"p = Project.objects.with_parts().get(pk='{project_of(page)}')\nprint({expression})"
    )


def narration_seconds(studio: Studio, page: Page) -> float:
    return float(ask(studio, page, "sum(s.audio.seconds for s in p.scene_list)"))


def script_of(studio: Studio, page: Page) -> list[str]:
    return ask(studio, page, "'\\n'.join(s.caption for s in p.scene_list)").splitlines()


def clips_of(studio: Studio, page: Page) -> set[str]:
    return set(
        ask(studio, page, "*p.artifacts.filter(kind='clip').values_list('pk', flat=True)").split()
    )


def letters(texts) -> str:
    return "".join(re.findall(r"\w", "".join(texts)))


def cues_of(srt: str) -> list[tuple[float, float, str]]:
    """(start, end, text) of each cue, in seconds."""
    stamp = r"(\d+):(\d+):(\d+),(\d+)"
    found = re.findall(rf"{stamp} --> {stamp}\n(.+)", srt)
    return [(_seconds(cue[:4]), _seconds(cue[4:8]), cue[8]) for cue in found]


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, thousandths = map(int, parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def white_below(film: Path, at: float) -> int:
    """How many pixels of the lower third are white through and through, as caption letters are."""
    command = [ffmpeg_path(), "-v", "error", "-ss", f"{at:.3f}", "-i", film]
    form = ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run([*command, *form], capture_output=True, check=True).stdout
    picture = np.frombuffer(raw, np.uint8).reshape(1920, 1080, 3)
    return int((picture[1280:] >= 250).all(axis=2).sum())


def loudness(film: Path) -> tuple[float, float]:
    """(integrated LUFS, true peak in dB), as EBU R128 measures them."""
    command = [ffmpeg_path(), "-nostats", "-i", film, "-af", "ebur128=peak=true", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, check=True).stderr.decode()
    integrated = re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1]
    peak = re.findall(r"Peak:\s+(-?[\d.]+) dBFS", said)[-1]
    return float(integrated), float(peak)
