"""Checks music from people, and writes it anew before anything else reads it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np

from ..box import Box
from ..ffmpeg import FfmpegError, run
from ..probe import Damaged, probe
from ..sound.loudness import measure
from ..sound.samples import RATE
from .patience import until
from .seen import Seen
from .slots import turn

LONGEST = 1200.0  # seconds; a longer recording is no piece of music
KEPT = 240  # seconds, from the start: no film lasts longer than 180
SHORTEST = 5.0  # seconds; a shorter piece would repeat itself without end
SILENT = -50.0  # LUFS
PATIENCE = 40.0  # seconds
_BOX = Box(memory=1_500_000_000, cpu=160, largest_file=128_000_000, apart=True)
"""Four minutes of samples are 92 million bytes."""

HEAD = 16  # first bytes of a file, which show what kind of file it is

# ffmpeg may read one kind of container from one file: no playlist, no list of files, no URL.
_LIMITED = ("-protocol_whitelist", "file", "-max_streams", "32", "-threads", "1")
_SOUND_ALONE = ("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-bitexact")
_HEARD = "heard.f32"
_SAMPLES = ("-f", "f32le", "-ac", "2", "-ar", str(RATE))
_BYTES = 2 * 4  # of a sample of both channels
_one_at_a_time = threading.Lock()


class NotMusic(Exception):
    """`reason`: not_music, music_damaged, music_tracks (over 32 tracks), music_too_long (over 20
    minutes), music_too_short (under 5 seconds), music_silent, music_too_slow (it took too much time
    or memory), music_busy."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def kind_of(head: bytes) -> str:
    """The only demuxer of ffmpeg that may read a file with this head. Raises NotMusic."""
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"):
        # The two bits that are 0 in ADTS name the layer in MPEG audio.
        return "aac" if head[:1] == b"\xff" and head[1] & 0x06 == 0 else "mp3"
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "mov,mp4,m4a,3gp,3g2,mj2"
    for magic, kind in ((b"fLaC", "flac"), (b"OggS", "ogg")):
        if head.startswith(magic):
            return kind
    raise NotMusic("not_music")


def take_in(source: Path, out: Path) -> Seen:
    """Write the first four minutes of the music in `source` to `out`, an M4A: sound alone, 48 kHz.

    MP3, M4A, AAC, WAV, FLAC, and Opus or Vorbis in OGG are read. `out` appears only when it is
    complete. This process takes in one piece at a time. Raises NotMusic, and
    FfmpegError("disk_full").
    """
    with source.open("rb") as file:
        kind = kind_of(file.read(HEAD))
    with turn(_one_at_a_time, NotMusic("music_busy")):
        reading = ("-f", kind, "-format_whitelist", kind, *_LIMITED)
        _check_headers(source, reading)
        heard = out.with_name(_HEARD)
        try:
            _decode(source, reading, heard)
            _check(heard)
            _encode(heard, out)
        finally:
            heard.unlink(missing_ok=True)
    return Seen()


def _check_headers(source: Path, reading: tuple[str, ...]) -> None:
    try:
        found = probe(source, reading=reading, box=replace(_BOX, largest_file=0))
    except Damaged as damaged:
        many = damaged.reason == "too_many_tracks"
        raise NotMusic("music_tracks" if many else "music_damaged") from None
    except FfmpegError as error:
        raise _refusal(error) from error
    if not found.audio_codec:
        raise NotMusic("not_music")  # such as a video without sound
    if found.seconds > LONGEST:
        raise NotMusic("music_too_long")


def _decode(source: Path, reading: tuple[str, ...], heard: Path) -> None:
    """Into samples: two channels of 48 kHz. Some players leave junk at the ends, so errors pass."""
    shape = ("-t", str(KEPT), *_SAMPLES, heard.name)
    _run([*reading, "-i", str(source.resolve()), *_SOUND_ALONE, *shape], heard.parent)


def _check(heard: Path) -> None:
    if heard.stat().st_size < SHORTEST * RATE * _BYTES:
        raise NotMusic("music_too_short" if heard.stat().st_size else "music_damaged")
    sound = np.memmap(heard, dtype="<f4", mode="r").reshape(-1, 2)
    if not np.isfinite(sound[::7]).all() or measure(sound, peaks=False).lufs() < SILENT:
        raise NotMusic("music_silent")


def _encode(heard: Path, out: Path) -> None:
    whole = out.with_name(f"{out.name}.part")
    source = (*_SAMPLES, "-i", heard.name)
    aac = ("-c:a", "aac", "-aac_coder", "fast", "-b:a", "192k", "-bitexact")
    try:
        _run([*source, *aac, "-movflags", "+faststart", "-f", "mp4", whole.name], out.parent)
        whole.replace(out)
    finally:
        whole.unlink(missing_ok=True)


def _run(args: list[str], cwd: Path) -> None:
    try:
        patience = until(PATIENCE, NotMusic("music_too_slow"))
        run(args, cwd=cwd, on_progress=patience, box=_BOX)
    except FfmpegError as error:
        raise _refusal(error) from error


def _refusal(error: FfmpegError) -> Exception:
    if error.reason == "disk_full":
        return error
    slow = error.reason in ("ffmpeg_stalled", "over_limit")
    return NotMusic("music_too_slow" if slow else "music_damaged")
