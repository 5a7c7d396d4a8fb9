"""Foreign pictures are decoded apart: what breaks or swells ends one small process, and no page."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psutil
import pytest
from PIL import Image

from projects.media.intake import photo as photo_intake
from projects.media.intake import slots
from projects.media.intake.photo import take_in
from projects.media.intake.picture_kinds import NotAPicture
from tests.support.studio import wait_until

WORKER = "projects.media.intake.photo_worker"


def decoding() -> list[int]:
    """The workers of this process that have come to open their picture, or are on their way."""
    children = psutil.Process().children()
    return [child.pid for child in children if WORKER in child.cmdline()]


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A picture whose first byte never comes."""
    path = tmp_path / "endless"
    os.mkfifo(path)
    return path


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as pool:
        yield pool


def refusal(taken: Future[None]) -> str:
    error = taken.exception(timeout=30)
    assert isinstance(error, NotAPicture)
    return error.reason


def test_a_photo_is_taken_in_as_by_hand(tmp_path: Path) -> None:
    source, out = tmp_path / "theirs", tmp_path / "ours.jpg"
    Image.new("RGB", (640, 480), "red").save(source, "PNG")
    take_in(source, out)
    with Image.open(out) as image:
        assert (image.format, image.size) == ("JPEG", (640, 480))


def test_a_refusal_comes_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(NotAPicture, match="picture_kind"):
        (tmp_path / "theirs").write_bytes(b"%PDF-1.7\n")
        take_in(tmp_path / "theirs", tmp_path / "ours.jpg")


def test_a_codec_that_crashes_is_a_damaged_picture(
    endless: Path, people: ThreadPoolExecutor
) -> None:
    taken = people.submit(take_in, endless, endless.with_name("ours.jpg"))
    wait_until(decoding)
    os.kill(decoding()[0], signal.SIGSEGV)
    assert refusal(taken) == "picture_damaged"


def test_a_picture_that_takes_for_ever_is_given_up(
    endless: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_intake, "PATIENCE", 1.0)
    with pytest.raises(NotAPicture, match="picture_too_slow"):
        take_in(endless, endless.with_name("ours.jpg"))
    assert not decoding()


def test_pictures_are_decoded_one_at_a_time(endless: Path, people: ThreadPoolExecutor) -> None:
    taken = [people.submit(take_in, endless, endless.with_name("ours.jpg")) for _ in range(3)]
    for _ in taken:
        wait_until(decoding)
        assert len(decoding()) == 1
        worker = psutil.Process(decoding()[0])
        worker.kill()
        wait_until(lambda gone=worker: not gone.is_running())
    assert {refusal(one) for one in taken} == {"picture_too_slow"}


def test_who_waits_too_long_for_a_turn_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "PATIENCE", 0.1)
    with photo_intake._one_at_a_time, pytest.raises(NotAPicture, match="picture_busy"):
        take_in(tmp_path / "theirs", tmp_path / "ours.jpg")


def test_a_picture_that_outgrows_its_memory_is_said_to_take_too_much(tmp_path: Path) -> None:
    Image.new("RGBA", (7000, 7000), (9, 9, 9, 9)).save(tmp_path / "theirs", "PNG")
    argv = [sys.executable, "-m", WORKER, tmp_path / "theirs", tmp_path / "ours"]
    little = partial(resource.setrlimit, resource.RLIMIT_AS, (250_000_000, 250_000_000))
    answer = subprocess.run(argv, preexec_fn=little, stdout=subprocess.PIPE, check=True).stdout
    assert answer == b"picture_too_slow"


def test_a_full_disk_is_not_blamed_on_the_picture(tmp_path: Path) -> None:
    Image.new("RGB", (640, 480), "red").save(tmp_path / "theirs", "PNG")
    with pytest.raises(OSError, match="No such file"):
        take_in(tmp_path / "theirs", tmp_path / "nowhere" / "ours.jpg")
