"""The film is its clips and narrations: in step, as loud as promised, and marked as it must be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from projects.media import clips, draft, film
from projects.media.ffmpeg import FfmpegError, capture, run
from projects.media.formats import DRAWN, FILMED, TO_BT709
from projects.media.probe import Damaged, probe
from tests.support.clips import ORDER
from tests.support.sounds import loudness, voice, wav
from tests.support.streams import streams

pytestmark = pytest.mark.by_turns

SIZE = (320, 568)
LENGTHS = (60, 31, 45)  # frames
COLOURS = ("0xC81E1E", "0x1EC81E", "0x1E1EC8")
AIGC = {"Label": "1", "ContentProducer": '视频工作室 "x"', "ProduceID": "a-1", "ReservedCode1": ""}
Shelf = tuple[list[Path], list[Path]]


def clip(
    path: Path,
    frames: int,
    colour: str,
    encoding: Sequence[str] = DRAWN,
    size: tuple[int, int] = SIZE,
) -> Path:
    source = ["-f", "lavfi", "-i", f"color={colour}:s={size[0]}x{size[1]}:r=30"]
    args = [*source, "-vf", TO_BT709, "-frames:v", str(frames), *encoding, path.name]
    run(args, cwd=path.parent, on_progress=lambda fraction: None)
    return path


def beeping(frames: int) -> np.ndarray:
    """Silence with 10 ms of noise that begins a quarter of a second before the clip's end."""
    sound = np.zeros(frames * 1600)
    start = len(sound) - 12000
    sound[start : start + 480] = np.random.default_rng(frames).uniform(-0.9, 0.9, 480)
    return sound


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("it's a [shelf], 100%")
    pairs = list(zip(LENGTHS, COLOURS, strict=True))
    clips = [clip(folder / f"片段 {n}'.mp4", *pair) for n, pair in enumerate(pairs)]
    sounds = [wav(folder / f"旁白 {n}.wav", beeping(n), 48000) for n in LENGTHS]
    return clips, sounds


def merge(shelf: Shelf, out: Path, title: str = "春季招生", **changes) -> list[float]:
    seen: list[float] = []
    wish = {"title": title, "comment": "AI", "aigc": AIGC, "on_progress": seen.append} | changes
    film.merge(*shelf, out, **wish)
    return seen


@pytest.fixture(scope="module")
def made(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "film.mp4"
    merge(shelf, out)
    return out


def tags(path: Path) -> dict[str, str]:
    printed = capture(["-v", "error", "-i", path.name, "-f", "ffmetadata", "-"], cwd=path.parent)
    lines = re.findall(r"^([^;=\n]+)=((?:[^\\\n]|\\.|\\\n)*)$", printed, re.MULTILINE)
    return {name: re.sub(r"\\(.|\n)", r"\1", value) for name, value in lines}


def pictures(path: Path) -> np.ndarray:
    """The mean red, green and blue of each frame."""
    raw = path.with_suffix(".rgb")
    small = ["-vf", "scale=8:8:in_color_matrix=bt709", "-pix_fmt", "rgb24", "-f", "rawvideo"]
    args = ["-i", path.name, "-fps_mode", "passthrough", *small, raw.name]
    run(args, cwd=path.parent, on_progress=lambda fraction: None)
    return np.fromfile(raw, "u1").reshape(-1, 64, 3).mean(axis=1)


def heard(path: Path) -> np.ndarray:
    """The film's left channel at 48 kHz."""
    raw = path.with_suffix(".pcm")
    args = ["-i", path.name, "-map", "0:a", "-f", "f32le", raw.name]
    run(args, cwd=path.parent, on_progress=lambda fraction: None)
    return np.fromfile(raw, "<f4")[::2]


def test_pictures_and_sound_are_in_step_to_the_last_clip(made: Path) -> None:
    shown = pictures(made).argmax(axis=1)
    assert shown.tolist() == [n for n, frames in enumerate(LENGTHS) for _ in range(frames)]
    sound = heard(made)
    assert len(sound) == pytest.approx(sum(LENGTHS) * 1600, abs=1024)
    for end in np.cumsum(LENGTHS) * 1600:
        beep = np.flatnonzero(np.abs(sound[end - 24000 : end]) > 0.1)[0] - 12000
        assert abs(beep) < 48 * 2  # 2 ms


def header(path: Path) -> list[str]:
    told = capture(["-i", path.name, "-c", "copy", "-f", "framehash", "-"], cwd=path.parent)
    return re.findall(r"^#extradata.*$", told, re.MULTILINE)


def test_scenes_with_and_without_photos_have_the_same_headers(tmp_path: Path) -> None:
    """A film has the headers of its first clip alone."""
    clips = [
        clip(tmp_path / f"{number}.mp4", 2, "gray", encoding)
        for number, encoding in enumerate((DRAWN, FILMED))
    ]
    assert header(clips[0]) == header(clips[1]) != []


def test_a_clip_made_small_for_a_draft_has_the_headers_of_a_sketch(tmp_path: Path) -> None:
    sketch, whole, out = (tmp_path / f"{name}.mp4" for name in ("sketch", "whole", "small"))
    clips.make(draft.of(replace(ORDER, frames=4)), sketch, on_progress=lambda _: None)
    clip(whole, 5, "orange", size=ORDER.size)
    draft.reduce(whole, out, frames=5, platform=ORDER.platform, beat=lambda: None)
    assert header(out) == header(sketch)
    assert np.abs(pictures(out) - pictures(whole)[::2]).max() < 10
    assert probe(out).seconds == pytest.approx(3 / 15, abs=0.01)


def test_a_film_says_its_size_colours_and_length_and_starts_at_once(made: Path) -> None:
    found = probe(made)
    assert (found.width, found.height, found.fps) == (*SIZE, 30.0)
    assert (found.video_codec, found.audio_codec) == ("h264", "aac")
    picture, sound = streams(made)
    assert ", yuv420p(tv, bt709, progressive), " in picture
    assert ", 48000 Hz, stereo, " in sound
    assert found.seconds == pytest.approx(sum(LENGTHS) / 30, abs=0.011)
    content = made.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize(
    ("seconds", "level", "spikes"),
    [
        (2, 0.01, False),
        (2, 0.999, True),
        (12, 0.01, True),
        *(
            pytest.param(12, level, False, marks=pytest.mark.full("longer"))
            for level in (0.1, 0.999)
        ),
    ],
)
def test_a_film_is_as_loud_as_promised(
    tmp_path: Path, seconds: int, level: float, spikes: bool
) -> None:
    sound = np.tile(voice(level, rate=48000)[14400:110400], seconds // 2)
    if spikes:
        sound[5000::24000] = min(1.0, level * 5)
    narration = wav(tmp_path / "n.wav", sound, 48000)
    out = tmp_path / "film.mp4"
    merge(([clip(tmp_path / "c.mp4", seconds * 30, "gray")], [narration]), out)
    lufs, peak = loudness(out)
    assert lufs == pytest.approx(-16, abs=1)
    assert peak < -1


def test_a_film_without_a_word_stays_silent(tmp_path: Path) -> None:
    narration = wav(tmp_path / "n.wav", np.zeros(60 * 1600), 48000)
    merge(([clip(tmp_path / "c.mp4", 60, "gray")], [narration]), tmp_path / "film.mp4")
    assert not heard(tmp_path / "film.mp4").any()


@pytest.mark.parametrize(
    "title",
    [
        "他说：“你好；世界”",
        "'quoted' \"twice\" = [in];[out], a:b:c # %{pts} \\ \\n $(id) `id` & <b> || ../..",
        "-y -map 0",
        "title=other",
        "😀 עברית é",
        "长" * 500,
    ],
)
def test_any_title_can_be_read_back(shelf: Shelf, tmp_path: Path, title: str) -> None:
    out = tmp_path / "film.mp4"
    merge(shelf, out, title, comment=title[::-1])
    found = tags(out)
    assert found["title"] == title
    assert found["comment"] == title[::-1]


def test_what_no_title_can_hold_is_left_out(shelf: Shelf, tmp_path: Path) -> None:
    merge(shelf, tmp_path / "film.mp4", "one\0two\r\nthree\ud800\x1b")
    assert tags(tmp_path / "film.mp4")["title"] == "one two  three"


def test_a_film_carries_the_mark_that_it_is_made_by_ai(made: Path) -> None:
    assert json.loads(tags(made)["AIGC"]) == AIGC


def test_progress_rises_and_is_one_only_when_the_film_is_there(
    shelf: Shelf, tmp_path: Path
) -> None:
    out = tmp_path / "film.mp4"
    seen: list[tuple[float, bool]] = []
    merge(shelf, out, on_progress=lambda fraction: seen.append((fraction, out.exists())))
    assert seen == sorted(seen)
    assert seen[-1] == (1.0, True)
    assert not [fraction for fraction, there in seen if there and fraction < 1.0]


def test_a_cancelled_film_leaves_nothing_and_keeps_the_old_one(
    shelf: Shelf, tmp_path: Path
) -> None:
    def cancel(fraction: float) -> None:
        if fraction > 0.3:
            raise InterruptedError

    (tmp_path / "film.mp4").write_text("the old film")
    with pytest.raises(InterruptedError):
        merge(shelf, tmp_path / "film.mp4", on_progress=cancel)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert (tmp_path / "film.mp4").read_text() == "the old film"


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def no_whole_frames(path: Path) -> None:
    wav(path, np.zeros(60 * 1600 + 1), 48000)


def too_long(path: Path) -> None:
    wav(path, np.zeros(62 * 1600), 48000)


@pytest.mark.parametrize(
    ("which", "spoil"),
    [
        ("clip", truncated),
        ("clip", emptied),
        ("narration", truncated),
        ("narration", emptied),
        ("narration", no_whole_frames),
        ("narration", too_long),
    ],
)
def test_a_bad_part_never_becomes_a_film(
    tmp_path: Path, which: str, spoil: Callable[[Path], None]
) -> None:
    made = clip(tmp_path / "clip.mp4", 60, "gray"), wav(tmp_path / "n.wav", beeping(60), 48000)
    spoil(made[("clip", "narration").index(which)])
    with pytest.raises((Damaged, FfmpegError)) as caught:
        merge(([made[0]], [made[1]]), tmp_path / "film.mp4")
    assert str(tmp_path) not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "n.wav"]


@pytest.mark.parametrize(("at", "colour"), [(0.0, 0), (1.5, 0), (2.5, 1), (99.0, 2)])
def test_a_picture_of_a_film_is_that_moment_in_its_colours(
    made: Path, tmp_path: Path, at: float, colour: int
) -> None:
    film.frame_at(made, at, tmp_path / "moment.jpg")
    with Image.open(tmp_path / "moment.jpg") as shown:
        assert (shown.format, shown.size) == ("JPEG", SIZE)
        wanted = tuple(bytes.fromhex(COLOURS[colour][2:]))
        assert shown.getpixel((160, 284)) == pytest.approx(wanted, abs=6)
