"""Videos from people: taken clean and shown upright, or refused with the reason."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from projects.media import conform as conforming
from projects.media.conform import Unreadable
from projects.media.ffmpeg import FfmpegError
from projects.media.intake import slots
from projects.media.intake import video as video_intake
from projects.media.intake.video import KEPT, NotAClip, take_in
from projects.media.probe import probe
from tests.support.footage import filed
from tests.support.pictures import frame_of
from tests.support.streams import streams
from tests.support.videos import (
    AV1,
    H264,
    HEVC,
    TO_HLG,
    VP8,
    VP9,
    X265,
    copied,
    halves,
    sounding,
    tracks,
    video,
)

pytestmark = pytest.mark.by_turns


def taken(source: Path) -> Path:
    """What is kept of it."""
    take_in(source, source.with_name("kept"))
    return source.with_name("kept")


def conformed(kept: Path, frames: int = 10_000) -> Path:
    """What a scene's clip is made of."""
    return filed(kept, kept.with_name("own.mp4"), frames=frames)


def refusal(source: Path) -> str:
    folder = source.parent
    before = sorted(folder.iterdir())
    with pytest.raises(NotAClip) as refused:
        take_in(source, folder / "kept")
    assert sorted(folder.iterdir()) == before
    return refused.value.reason


def _tone(folder: Path) -> Path:
    return video(folder / "tone.m4a", "sine=440", "-c:a", "aac")


SOURCE, SHORT = "testsrc2=s=320x240:r=30", 1.2


def short(path: Path, picture: str = SOURCE, *how: str) -> Path:
    return video(path, picture, *how, seconds=SHORT)


KINDS: dict[str, Callable[[Path], Path]] = {
    "an MP4 with sound": lambda folder: sounding(folder / "a.mp4", seconds=SHORT, size="320x240"),
    "a MOV of 60 frames a second": lambda f: short(f / "a.mov", "testsrc2=s=320x240:r=60"),
    "a WebM": lambda f: short(f / "a.webm", SOURCE, *VP8),
    "a Matroska file": lambda f: short(f / "a.mkv"),
    "ten bits": lambda f: short(f / "a.mp4", SOURCE, *HEVC, "-tag:v", "hvc1"),
    "a recording whose end was never written": lambda f: short(
        f / "a.webm", SOURCE, *VP8, "-f", "webm", "-live", "1"
    ),
    "an MP4 in pieces": lambda f: short(
        f / "a.mp4", SOURCE, *H264, "-movflags", "frag_keyframe+empty_moov"
    ),
    "one cut without encoding": lambda f: copied(
        video(f / "long.mp4", SOURCE, *H264, "-bf", "2", seconds=1.3 + SHORT),
        f / "a.mp4",
        *("-ss", "1.3"),
    ),
    "one with frames now and then": lambda f: short(
        f / "a.mp4", f"{SOURCE},select='not(mod(n,7))+lt(n,20)'", *H264
    ),
    "AV1 in an MP4": lambda f: short(f / "a.mp4", SOURCE, *AV1),
    "VP9 in an MP4 in pieces": lambda f: short(
        f / "a.mp4", SOURCE, *VP9, "-movflags", "frag_keyframe+empty_moov"
    ),
    "lossless video of an editor": lambda f: short(
        f / "a.mkv", SOURCE, "-c:v", "ffv1", "-pix_fmt", "gbrp10le"
    ),
    "pictures of an animation": lambda f: short(
        f / "a.mov", SOURCE, "-c:v", "png", "-pix_fmt", "rgba"
    ),
    "one of a camera, with its timecode and 20 tracks of sound": lambda folder: tracks(
        folder / "a.mov",
        *(each.name for each in (short(folder / "v.mp4"), *[_tone(folder)] * 20)),
        how=("-timecode", "01:00:00:00"),
    ),
    "one that begins late in its own time": lambda folder: copied(
        short(folder / "v.mp4"), folder / "a.mkv", "-itsoffset", "100000", after=("-copyts",)
    ),
    "one without a name": lambda folder: short(folder / "a.mp4").rename(folder / "theirs"),
}


SECOND = {"an MP4 in pieces", "a Matroska file"}  # there are other pieces, and other Matroskas


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.full("a second case") if kind in SECOND else ())
        for kind in KINDS
    ],
)
def test_what_phones_and_programs_make_becomes_silent_h264(kind: str, tmp_path: Path) -> None:
    kept = taken(KINDS[kind](tmp_path))
    assert probe(kept).audio_codec == ""
    own = conformed(kept)
    found = probe(own)
    assert (found.width, found.height, found.fps) == (320, 240, 30)
    assert (found.video_codec, found.audio_codec) == ("h264", "")
    assert ", yuv420p(tv, bt709" in streams(own)[0]
    assert found.seconds == pytest.approx(SHORT, abs=0.15)


def test_a_video_that_was_held_upright_stays_upright(tmp_path: Path) -> None:
    lying = video(tmp_path / "lying.mp4", "color=blue:s=640x360:r=30,drawbox=w=320:c=red:t=fill")
    turned = copied(lying, tmp_path / "turned.mov", "-display_rotation", "90")
    shown = frame_of(conformed(taken(turned)))
    assert shown.shape == (640, 360, 3)
    above, below = shown[160, 180], shown[480, 180]
    assert {tuple(np.argmax(each) for each in (above, below))} == {(2, 0)}, "a quarter to the left"


def test_pixels_that_are_not_square_become_square(tmp_path: Path) -> None:
    wide = video(tmp_path / "dv.mp4", "testsrc2=s=720x576:r=25,setsar=64/45", seconds=1.2)
    found = probe(conformed(taken(wide), frames=2))
    assert (found.width, found.height) == (1024, 576)


def test_no_more_is_kept_than_a_scene_could_show(tmp_path: Path) -> None:
    long = video(tmp_path / "long.mp4", "color=teal:s=320x240:r=5", seconds=KEPT + 3)
    kept = taken(long)
    assert probe(kept).seconds == pytest.approx(KEPT, abs=0.5)
    assert probe(conformed(kept, frames=75)).seconds == 2.5


def test_where_and_with_what_a_video_was_taken_is_not_kept(tmp_path: Path) -> None:
    notes = [
        f"-metadata:{of}={kind}=Secret" for of in ("g", "s:v") for kind in ("title", "location")
    ]
    told = [part for note in notes for part in note.split("=", 1)]
    source = video(tmp_path / "a.mov", "testsrc2=s=320x240:r=30", *H264, *told)
    assert b"Secret" in source.read_bytes()
    assert b"Secret" not in taken(source).read_bytes()


def test_the_colours_of_an_hdr_phone_come_out_as_they_were_seen(tmp_path: Path) -> None:
    seen = (190, 120, 60)
    colour = f"color=0x{bytes(seen).hex()}:s=320x240:r=30,format=yuv444p"
    source = video(
        tmp_path / "hlg.mov",
        f"{colour},scale=out_color_matrix=bt709:out_range=tv,{TO_HLG}",
        *(*HEVC, "-x265-params", X265, "-tag:v", "hvc1"),
        seconds=1.2,
    )
    assert "arib-std-b67" in streams(source)[0]
    shown = frame_of(conformed(taken(source)))[120, 160]
    assert np.abs(shown - seen).max() < 45  # untouched, such a picture is grey and dim
    assert shown[0] > shown[1] > shown[2]


def test_ordinary_colours_are_kept(tmp_path: Path) -> None:
    source = halves(tmp_path / "a.mp4", "red", "lime")
    ours = conformed(taken(source))
    assert np.abs(frame_of(ours, 10)[180, 320] - (255, 0, 0)).max() < 12
    assert np.abs(frame_of(ours, 50)[180, 320] - (0, 255, 0)).max() < 12


PLAYLIST = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
DRESS = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_clip"),
        (b"These are words, not a video.", "not_a_clip"),
        (PLAYLIST, "not_a_clip"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "not_a_clip"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_clip"),
        (DRESS + PLAYLIST, "clip_damaged"),
        (b"\x1aE\xdf\xa3" + PLAYLIST, "clip_damaged"),
        (b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(64), "clip_kind"),
        (b"RIFF\0\0\0\0AVI LIST" + bytes(64), "clip_kind"),
        (b"GIF89a" + bytes(64), "clip_kind"),
    ],
)
def test_what_only_has_the_name_of_a_video_is_refused(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    assert refusal(tmp_path / "film.mp4") == reason


def test_a_gif_is_refused_by_its_kind(tmp_path: Path) -> None:
    assert refusal(video(tmp_path / "a.gif", "testsrc2=s=320x240:r=10", "-r", "10")) == "clip_kind"


def test_a_video_without_pictures_is_refused(tmp_path: Path) -> None:
    assert refusal(video(tmp_path / "a.mp4", "sine=440", "-c:a", "aac")) == "clip_no_picture"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a song, a video with sound, and pictures to put beside them."""
    folder = tmp_path_factory.mktemp("parts")
    video(folder / "song.mp4", "sine=440", "-c:a", "aac", seconds=3)
    sounding(folder / "film.mp4")
    for name in ("cover.png", "cover.jpg"):
        video(folder / name, "testsrc2=s=300x300:r=30", "-frames:v", "1", "-update", "1")
    video(folder / "slides.mov", "testsrc2=s=320x240:r=1", "-c:v", "mjpeg")
    return folder


COVER = ("-disposition:v:0", "attached_pic")


@pytest.mark.parametrize(
    ("name", "inputs", "how"),
    [
        ("a.mp4", ("song.mp4", "cover.png"), COVER),
        ("a.m4a", ("cover.jpg", "song.mp4"), COVER),
        ("a.mka", ("song.mp4",), ("-attach", "cover.png", "-metadata:s:t", "mimetype=image/png")),
        ("a.mov", ("cover.jpg", "song.mp4"), ()),
    ],
    ids=["a cover", "a cover that comes first", "an attached picture", "a track of one picture"],
)
def test_of_a_song_with_a_cover_it_is_said_that_there_is_only_sound(
    name: str, inputs: tuple[str, ...], how: tuple[str, ...], parts: Path, tmp_path: Path
) -> None:
    song = tracks(parts / name, *inputs, how=how)
    assert refusal(song.rename(tmp_path / name)) == "clip_no_picture"


@pytest.mark.parametrize(
    ("name", "beside", "how"),
    [
        ("a.mp4", "cover.png", COVER),
        ("a.mov", "cover.jpg", ()),
        ("a.mkv", "slides.mov", ()),
    ],
    ids=["a cover", "a track of one picture", "slow thumbnails"],
)
def test_the_video_is_taken_and_not_the_pictures_before_it(
    name: str, beside: str, how: tuple[str, ...], parts: Path, tmp_path: Path
) -> None:
    film = tracks(parts / name, beside, "film.mp4", how=how).rename(tmp_path / name)
    found = probe(taken(film))
    assert (found.video_codec, found.width, found.seconds) == ("h264", 640, 2.0)


@pytest.mark.parametrize(
    ("picture", "seconds", "reason"),
    [
        ("testsrc2=s=640x160:r=30", 2, "clip_too_small"),
        ("testsrc2=s=240x240:r=30,setsar=1/2", 2, "clip_too_small"),
        ("color=s=4200x240:r=5", 2, "clip_too_large"),
        ("color=s=320x240:r=1", 620, "clip_too_long"),
        ("testsrc2=s=320x240:r=30", 0.5, "clip_too_short"),
        ("testsrc2=s=320x240:r=30,setsar=100", 2, "clip_damaged"),
    ],
)
def test_a_video_out_of_bounds_is_refused_with_the_bound(
    picture: str, seconds: float, reason: str, tmp_path: Path
) -> None:
    assert refusal(video(tmp_path / "a.mp4", picture, seconds=seconds)) == reason


@pytest.mark.parametrize(
    ("picture", "seconds"),
    [
        ("testsrc2=s=160x240:r=30,setsar=2", 1),  # shown as 320 x 240
        ("color=s=200x200:r=24", 1),
        ("color=s=320x240:r=5", 600.4),  # a player shows 10:00
    ],
)
def test_a_video_just_within_the_bounds_is_taken(
    picture: str, seconds: float, tmp_path: Path
) -> None:
    assert taken(video(tmp_path / "a.mp4", picture, seconds=seconds)).exists()


def test_a_video_of_too_many_tracks_is_refused_with_how_many_it_may_have(tmp_path: Path) -> None:
    tones = [_tone(tmp_path).name] * 33
    for name in ("a.mp4", "a.mkv"):
        source = tracks(
            tmp_path / name, video(tmp_path / "v.mp4", "color=s=320x240:r=5").name, *tones
        )
        assert refusal(source) == "clip_tracks"


def test_pictures_too_large_to_be_looked_at_are_called_large_and_not_damaged(
    tmp_path: Path,
) -> None:
    huge = ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-frames:v", "2")
    assert refusal(video(tmp_path / "a.mov", "color=s=4104x4104", *huge)) == "clip_too_large"


def test_pixels_of_less_than_no_width_are_damaged_and_no_fault_of_ours(tmp_path: Path) -> None:
    source = video(tmp_path / "a.mov", "testsrc2=s=320x240:r=30,setsar=2", seconds=1.1)
    content = bytearray(source.read_bytes())
    at = content.index(b"pasp") + 4
    content[at : at + 8] = struct.pack(">iI", -8388607, 16777215)
    source.write_bytes(content)
    assert refusal(source) == "clip_damaged"


def test_a_video_of_too_many_frames_is_refused_and_slow_motion_of_a_phone_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert video_intake.MOST_FRAMES >= 960 * KEPT
    source = video(tmp_path / "a.mov", "color=s=320x240:r=240", seconds=1.1)
    assert taken(source).exists()
    monkeypatch.setattr(video_intake, "MOST_FRAMES", 200)
    assert refusal(source) == "clip_too_many_frames"


def test_a_picture_that_stands_still_for_minutes_does_not_fill_the_memory(tmp_path: Path) -> None:
    times = "setpts='if(lt(N,31),N,N+15000)/30/TB'"
    one = video(tmp_path / "a.mp4", f"{SOURCE},{times}", *H264, seconds=502)
    assert probe(conformed(taken(one), frames=60)).seconds == 2.0


def test_a_video_that_is_cut_off_or_broken_is_refused(tmp_path: Path) -> None:
    source = sounding(tmp_path / "a.mp4")
    first = video(tmp_path / "b.mp4", "testsrc2=s=640x360:r=30", *H264, "-movflags", "+faststart")
    whole, index_first = source.read_bytes(), bytearray(first.read_bytes())
    source.write_bytes(whole[: len(whole) // 2])
    assert refusal(source) == "clip_damaged"
    first.write_bytes(index_first[: len(index_first) * 2 // 3])
    assert refusal(first) == "clip_damaged"
    middle = len(index_first) // 2
    index_first[middle : middle + 3000] = bytes(3000)
    first.write_bytes(index_first)
    assert refusal(first) == "clip_damaged"


def test_what_is_damaged_later_than_somebody_may_wait_is_found_when_the_clip_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = video(tmp_path / "a.mp4", SOURCE, *H264, seconds=4)
    broken = bytearray(source.read_bytes())
    late = len(broken) * 3 // 4
    broken[late : late + 3000] = bytes(3000)
    source.write_bytes(broken)
    assert refusal(source) == "clip_damaged"
    monkeypatch.setattr(video_intake, "ENOUGH", 0.0)
    with pytest.raises(Unreadable):
        conformed(taken(source))


def test_a_video_that_takes_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = taken(video(tmp_path / "a.mp4"))
    monkeypatch.setattr(conforming, "PATIENCE", 0.0)
    with pytest.raises(Unreadable, match="too long"):
        conformed(kept)


def test_who_waits_too_long_for_a_turn_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = video(tmp_path / "a.mp4")
    monkeypatch.setattr(slots, "PATIENCE", 0.1)
    with video_intake._one_at_a_time:
        assert refusal(source) == "clip_busy"


def test_a_full_disk_is_not_blamed_on_the_video() -> None:
    full = FfmpegError("disk_full")
    assert video_intake._refusal(full) is full


def test_a_video_that_outgrows_its_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = video(tmp_path / "a.mp4", "testsrc2=s=3840x2160:r=5", seconds=1.2)
    little = replace(video_intake.READING, memory=400_000_000)
    monkeypatch.setattr(video_intake, "READING", little)
    assert refusal(source) in ("clip_too_slow", "clip_damaged")
