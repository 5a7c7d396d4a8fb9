"""A person's own music is checked and written anew: the sound alone, for no more than a film."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from projects.media.ffmpeg import run
from projects.media.intake.music import NotMusic, take_in
from projects.media.probe import probe
from projects.media.sound.loudness import measure
from projects.media.sound.samples import read
from tests.support.sounds import wav
from tests.support.videos import halves

KINDS = {
    "song.mp3": ["-c:a", "libmp3lame"],
    "song.m4a": ["-c:a", "aac"],
    "song.aac": ["-c:a", "aac"],
    "song.flac": ["-c:a", "flac"],
    "song.ogg": ["-c:a", "libopus"],
    "song.wav": ["-c:a", "pcm_s24le"],
}


def song(path: Path, seconds: float = 8.0, level: float = 0.3) -> Path:
    time = np.arange(round(22050 * seconds)) / 22050
    return wav(path, level * np.sin(2 * np.pi * 330 * time) * (0.6 + 0.4 * np.sin(9 * time)))


def encoded(folder: Path, name: str, how: list[str]) -> Path:
    source = song(folder / "source.wav")
    named = ["-metadata", "title=Secret", "-metadata", "artist=Alice"]
    run(["-i", source.name, *how, *named, name], cwd=folder, on_progress=lambda _: None)
    return folder / name


def refused(source: Path) -> str:
    out = source.with_name("out.m4a")
    with pytest.raises(NotMusic) as caught:
        take_in(source, out)
    assert sorted(path.name for path in source.parent.iterdir() if path != source) == []
    return caught.value.reason


@pytest.mark.parametrize("name", KINDS)
def test_music_of_every_common_kind_is_taken(tmp_path: Path, name: str) -> None:
    out = tmp_path / "written"
    take_in(encoded(tmp_path, name, KINDS[name]), out)
    found = probe(out)
    assert (found.audio_codec, found.videos) == ("aac", 0)
    assert found.seconds == pytest.approx(8, abs=0.15)
    assert b"Secret" not in out.read_bytes()
    assert b"Alice" not in out.read_bytes()
    run(["-i", out.name, "heard.wav"], cwd=tmp_path, on_progress=lambda _: None)
    assert measure(read(tmp_path / "heard.wav")[0]).lufs() > -30


def test_of_a_video_only_the_sound_is_kept(tmp_path: Path) -> None:
    clip, out = tmp_path / "clip.mp4", tmp_path / "written"
    halves(tmp_path / "silent.mp4", size="320x240")
    song(tmp_path / "song.wav")
    both = ["-i", "silent.mp4", "-i", "song.wav", "-map", "0:v", "-map", "1:a", clip.name]
    run(both, cwd=tmp_path, on_progress=lambda _: None)
    take_in(clip, out)
    assert (probe(out).videos, probe(out).audio_codec) == (0, "aac")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_music"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "not_music"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "not_music"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_music"),
        (b"ID3\x04" + bytes(3000), "music_damaged"),
        (b"OggS" + bytes(3000), "music_damaged"),
        (b"RIFF\x10\0\0\0WAVEfmt " + bytes(30), "music_damaged"),
        (b"\0\0\0\x18ftypM4A " + bytes(3000), "music_damaged"),
    ],
)
def test_what_is_no_music_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    source = tmp_path / "song.mp3"
    source.write_bytes(content)
    assert refused(source) == reason


def test_music_too_short_or_silent_is_refused(tmp_path: Path) -> None:
    assert refused(song(tmp_path / "song.wav", seconds=4)) == "music_too_short"
    assert refused(song(tmp_path / "song.wav", level=0.0001)) == "music_silent"


def test_a_video_without_sound_is_no_music(tmp_path: Path) -> None:
    assert refused(halves(tmp_path / "clip.mp4", size="320x240")) == "not_music"


def test_a_recording_of_hours_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "talk.flac"
    silence = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1300", source.name]
    run(silence, cwd=tmp_path, on_progress=lambda _: None)
    assert refused(source) == "music_too_long"


def test_music_of_too_many_tracks_is_refused_with_how_many_it_may_have(tmp_path: Path) -> None:
    one = ["-map", "0:a", "-c:a", "pcm_s16le"]
    run(
        ["-i", song(tmp_path / "in.wav", 1).name, *33 * one[:2], *one[2:], "a.mov"],
        cwd=tmp_path,
        on_progress=lambda _: None,
    )
    (tmp_path / "in.wav").unlink()
    assert refused(tmp_path / "a.mov") == "music_tracks"
