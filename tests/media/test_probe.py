"""A file is what it should be when all of it can be read and is exactly that, whatever its headers
say."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from projects.media.ffmpeg import run
from projects.media.probe import (
    Damaged,
    _seconds,
    hashing,
    probe,
    verify,
    verify_packets,
    verify_wav,
)

BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
X264 = ("-c:v", "libx264", "-preset", "superfast", "-pix_fmt", "yuv420p")


def make(args: list[str], cwd: Path) -> None:
    run(args, cwd=cwd, on_progress=lambda fraction: None)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds, 60 frames, noisy enough that every byte matters."""
    folder = tmp_path_factory.mktemp("film")
    picture = ["-f", "lavfi", "-i", f"testsrc2=s=320x568:r=30:d=2,noise=alls=40:allf=t,{BT709}"]
    sound = ["-f", "lavfi", "-i", "sine=r=48000:d=2"]
    title = ["-metadata", "title=x\n  Stream #0:0: Video: gif, pal8, 1x1, 9 fps"]
    make([*picture, *sound, *X264, "-c:a", "aac", "-ac", "2", *title, "film.mp4"], folder)
    return folder / "film.mp4"


def pictures_of(path: Path) -> str:
    make(["-i", str(path), *hashing("hash")], path.parent)
    return path.with_name("hash").read_text()


def check(
    path: Path, pictures: str, *, size: tuple[int, int] = (320, 568), frames: int = 60
) -> None:
    verify(path, width=size[0], height=size[1], frames=frames, pictures=pictures)


def test_a_film_says_what_it_is(film: Path) -> None:
    found = probe(film)
    assert (found.width, found.height, found.fps) == (320, 568, 30.0)
    assert found.seconds == pytest.approx(2.0, abs=0.03)
    assert (found.video_codec, found.audio_codec) == ("h264", "aac")


def test_a_silent_picture_has_no_sound_to_tell_of(tmp_path: Path) -> None:
    make(["-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", "still.png"], tmp_path)
    found = probe(tmp_path / "still.png")
    assert (found.width, found.height) == (64, 48)
    assert (found.video_codec, found.audio_codec) == ("png", "")


@pytest.mark.parametrize("content", [b"", b"a letter", b"<html>", b"\x00\x00\x00\x20ftypisom"])
def test_what_does_not_play_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(Damaged) as caught:
        probe(tmp_path / "film.mp4")
    assert caught.value.reason == "not_media"


def test_a_whole_film_passes(film: Path) -> None:
    check(film, pictures_of(film))


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"size": (568, 320)}, "wrong_size"),
        ({"frames": 59}, "wrong_length"),
        ({"frames": 61}, "wrong_length"),
    ],
)
def test_another_film_than_the_one_asked_for_is_refused(film: Path, wish, reason: str) -> None:
    with pytest.raises(Damaged) as caught:
        check(film, pictures_of(film), **wish)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ("-i film.mp4 -c copy -an", "wrong_sound"),
        ("-i film.mp4 -c copy -frames:v 59", "wrong_length"),
        ("-i film.mp4 -preset ultrafast", "damaged"),  # as many pictures, but other ones
    ],
)
def test_a_film_with_other_pictures_or_no_sound_is_refused(
    film: Path, made: str, reason: str
) -> None:
    make([*made.split(), "other.mp4"], film.parent)
    with pytest.raises(Damaged) as caught:
        check(film.with_name("other.mp4"), pictures_of(film))
    assert caught.value.reason == reason


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("length", [1, 2000])
def test_damage_anywhere_in_the_pictures_is_found(
    film: Path, tmp_path: Path, place: float, length: int
) -> None:
    content = bytearray(film.read_bytes())
    spot = int(len(content) * place)
    content[spot : spot + length] = bytes(255 - byte for byte in content[spot : spot + length])
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(Damaged):
        check(tmp_path / "film.mp4", pictures_of(film))


@pytest.mark.parametrize("kept", [0.2, 0.8, 0.98])
def test_half_a_film_is_refused(film: Path, tmp_path: Path, kept: float) -> None:
    fast = tmp_path / "fast.mp4"
    make(["-i", str(film), "-c", "copy", "-movflags", "+faststart", fast.name], tmp_path)
    content = fast.read_bytes()
    fast.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(Damaged):
        check(fast, pictures_of(film))


def test_a_failure_to_read_tells_no_path(tmp_path: Path) -> None:
    broken = tmp_path / "film.mp4"
    broken.write_bytes(b"nothing")
    with pytest.raises(Damaged) as caught:
        check(broken, "")
    assert str(tmp_path) not in str(caught.value)


def wav(path: Path, samples: int) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 48000, 0, "NONE", ""))
        out.writeframes(b"\x01\x02" * samples)
    return path


def test_a_wav_is_as_long_as_its_samples(tmp_path: Path) -> None:
    assert verify_wav(wav(tmp_path / "a.wav", 24000)) == 0.5
    assert verify_wav(wav(tmp_path / "b.wav", 0)) == 0.0


@pytest.mark.parametrize("kept", [50, 4000, 47000])
def test_a_wav_that_breaks_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = wav(tmp_path / "a.wav", 24000)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(Damaged) as caught:
        verify_wav(path)
    assert caught.value.reason == "damaged"


def test_a_streamed_wav_that_could_not_know_its_length_is_read_to_its_end(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", 24000)
    content = bytearray(path.read_bytes())
    content[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert verify_wav(path) == 0.5


@pytest.mark.parametrize("content", [b"", b"RIFF", b"<html>error</html>", b"ID3" + bytes(500)])
def test_what_is_no_wav_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(Damaged) as caught:
        verify_wav(tmp_path / "a.wav")
    assert caught.value.reason == "not_media"


def test_a_clip_is_read_to_its_end_without_decoding_it(film: Path, tmp_path: Path) -> None:
    silent = tmp_path / "clip.mp4"
    make(["-i", str(film), "-an", "-c", "copy", silent.name], tmp_path)
    verify_packets(silent, width=320, height=568, frames=60)
    with pytest.raises(Damaged) as caught:
        verify_packets(silent, width=320, height=568, frames=61)
    assert caught.value.reason == "wrong_length"
    whole = silent.read_bytes()
    silent.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Damaged):
        verify_packets(silent, width=320, height=568, frames=60)


def test_many_notes_of_a_file_that_tells_no_start_are_read_at_once() -> None:
    """As ffmpeg prints them. No pattern may try the spaces of each line in all ways."""
    notes = "".join(f"    note{n}           : x\n" for n in range(40))
    head = f"Input #0, matroska,webm, from 'a.mkv':\n  Metadata:\n{notes}  Duration: 00:00:01.21"
    assert _seconds(f"{head}, bitrate: 355 kb/s\n") == 1.21
    assert _seconds(f"{head}, start: 0.210000, bitrate: 355 kb/s\n") == pytest.approx(1.0)
