"""Reads what is in a media file, and checks that all of it can be decoded: headers may be wrong."""

from __future__ import annotations

import re
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .box import Box
from .ffmpeg import OURS, Done, FfmpegError, capture, run

UNKNOWN_LENGTH = 0x7FFFFF00
"""Bytes. A WAV that was streamed names a data size of at least this instead of its length."""
# Tracks that belong together, such as a video and its timecode, stand below a line of their own.
_GROUP = re.compile(r"^  Stream group [^\n]*((?:\n    [^\n]*)*)", re.MULTILINE)


class Damaged(Exception):
    """A file is not what it should be.

    `reason`: not_media (no video and no audio), too_many_tracks, too_many_pixels (more than may be
    read), damaged (it does not decode to its end), wrong_size, wrong_length, wrong_sound (sound is
    missing, or there should be none).
    """

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@dataclass(frozen=True)
class Probe:
    """What the headers say of one video and the first audio stream; "" and 0 for none.

    `videos` counts the video streams. The cover of a song and pictures of chapters are not videos.
    """

    videos: int
    width: int
    height: int
    fps: float
    seconds: float
    video_codec: str
    audio_codec: str
    pixel_aspect: float = 1.0  # the width of a pixel as a share of its height
    printed: str = ""  # all that ffmpeg says of it


@dataclass(frozen=True)
class Picture:
    """The first picture that a video shows, turned upright.

    `width` and `height` are in pixels. A pixel is `sar` times as wide as it is high. `at` is the
    time in the file, in seconds. Colours have the names of ffmpeg's filters, or are "unknown".
    """

    width: int
    height: int
    sar: float
    at: float
    matrix: str
    primaries: str
    transfer: str


def probe(path: Path, *, number: int = 0, reading: Sequence[str] = (), box: Box = OURS) -> Probe:
    """Read what the headers of `path` say of its video `number`.

    Raises Damaged: not_media, too_many_tracks, too_many_pixels.
    `reading` are ffmpeg options that limit what may be read. `box` works as in `ffmpeg.run`.
    """
    asked = [*reading, "-i", str(path.resolve())]
    printed = capture(asked, cwd=path.parent, check=False, box=box)
    videos = [each for each in _streams("Video", printed) if "(attached pic)" not in each]
    audio = next(iter(_streams("Audio", printed)), "")
    video = videos[number] if videos else ""
    width, height = _size(video)
    _check_limits(printed, is_known=bool(width or (audio and not video)))
    if not (videos or audio):
        raise Damaged("not_media")
    return Probe(
        videos=len(videos),
        width=width,
        height=height,
        fps=float(_first(r", ([\d.]+) fps", video) or 0),
        seconds=_seconds(printed),
        video_codec=_first(r"^(\w+)", video),
        audio_codec=_first(r"^(\w+)", audio),
        pixel_aspect=_pixel_aspect(video),
        printed=printed,
    )


def first_picture(path: Path, *, reading: Sequence[str] = (), box: Box = OURS) -> Picture:
    """Decode the first picture of `path`: headers may be wrong, or silent. Raises FfmpegError."""
    looked = ["-i", str(path.resolve()), "-map", "0:V:0", "-vf", "showinfo", "-frames:v", "1"]
    asked = ["-v", "info", *reading, *looked, "-f", "null", "-"]
    printed = capture(asked, cwd=path.parent, box=box)
    shown = _first(r"^\[Parsed_showinfo_0 @ \w+\] (n: *\d+ .*)", printed)
    size = re.search(r" sar:(-?\d+)/(-?\d+) s:(\d+)x(\d+) ", shown)
    if not size:  # ffmpeg may end well without a picture
        raise FfmpegError("ffmpeg_failed", "there is no first picture")
    across, down, width, height = map(int, size.groups())
    return Picture(
        width=width,
        height=height,
        sar=across / down if across and down else 1.0,
        at=float(_first(r" pts_time:(-?[\d.]+)", shown) or 0),
        matrix=_first(r" color_space:(\S+)", printed),
        primaries=_first(r" color_primaries:(\S+)", printed),
        transfer=_first(r" color_trc:(\S+)", printed),
    )


def verify(
    path: Path,
    *,
    width: int,
    height: int,
    frames: int,
    pictures: str,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Read all of a film. Raises Damaged unless it has exactly this size and length, sound, and the
    pictures that `pictures` is a hash of.

    Nothing is decoded: its pictures are those of its clips. `checks.measuring` decodes its sound.
    """
    _of_shape(path, width, height, audio=True)
    hashed = path.with_suffix(".md5")
    _of_length(_read(path, hashing(hashed.name), beat), frames)
    if hashed.read_text() != pictures:
        raise Damaged("damaged", "not the pictures of its clips")


def hashing(out: str) -> list[str]:
    """An output of ffmpeg: a file with one hash of all pictures of the input 0, undecoded.

    Containers store the headers of H.264 in several ways. The hash is the same for all of them.
    """
    alike = ["-map", "0:v", "-c:v", "copy", "-bsf:v", "h264_mp4toannexb"]
    return [*alike, "-f", "streamhash", "-hash", "md5", out]


def verify_packets(
    path: Path, *, width: int, height: int, frames: int, beat: Callable[[], None] = lambda: None
) -> None:
    """Read a silent file to its end and count its frames. Not decoding costs a hundredth as much.

    This is enough for a clip that our own ffmpeg has just written.
    """
    _of_shape(path, width, height, audio=False)
    packets = ["-map", "0:v", "-c", "copy", "-f", "null", "-"]
    _of_length(_read(path, packets, beat), frames)


def verify_wav(path: Path) -> float:
    """The seconds of sound that a WAV file really holds. Raises Damaged if its header says more.

    A WAV whose header says that it is empty has 0.0 seconds.
    """
    try:
        with wave.open(str(path)) as sound:
            said, rate = sound.getnframes(), sound.getframerate()
            width = sound.getnchannels() * sound.getsampwidth()
            there = len(sound.readframes(said)) // width
    except (wave.Error, EOFError) as error:
        raise Damaged("not_media", str(error)) from None
    if there < said and (not there or said * width < UNKNOWN_LENGTH):
        raise Damaged("damaged", f"{there} samples of {said}")
    return there / rate


def _of_shape(path: Path, width: int, height: int, audio: bool) -> Probe:
    found = probe(path)
    if (found.width, found.height) != (width, height):
        raise Damaged("wrong_size", f"{found.width}x{found.height}, not {width}x{height}")
    if bool(found.audio_codec) != audio:
        raise Damaged("wrong_sound", found.audio_codec or "no sound")
    return found


def _of_length(pictures: Done, frames: int) -> None:
    if pictures.frames != frames:
        raise Damaged("wrong_length", f"{pictures.frames} frames, not {frames}")


def _read(path: Path, outputs: list[str], beat: Callable[[], None]) -> Done:
    strict = ["-xerror", "-err_detect", "explode"]
    try:
        return run(
            [*strict, "-i", str(path.resolve()), *outputs],
            cwd=path.parent,
            on_progress=lambda _: beat(),
        )
    except FfmpegError as error:
        if error.reason != "ffmpeg_failed":
            raise
        raise Damaged("damaged", error.log) from None


def _check_limits(printed: str, *, is_known: bool) -> None:
    """Raise Damaged if ffmpeg says that the file goes beyond what `reading` allows.

    `is_known`: its size is told all the same, so that only a cover is too large.
    """
    if "exceeds max_streams" in printed:
        raise Damaged("too_many_tracks")
    if not is_known and "exceeds specified max pixel count" in printed:
        raise Damaged("too_many_pixels")


def _streams(kind: str, printed: str) -> list[str]:
    """In the order of the file. Match exactly two spaces: a title may hold the same words, but it
    is indented further."""
    row = re.compile(rf"^  Stream #0:(\d+)[^\n]*?: {kind}: ([^\n]*)", re.MULTILINE)
    found = {int(number): told for number, told in row.findall(_GROUP.sub(_outdented, printed))}
    return [found[number] for number in sorted(found)]


def _outdented(group: re.Match[str]) -> str:
    return group[1].replace("\n    ", "\n  ")


def _seconds(printed: str) -> float:
    """How long it lasts. Matroska counts from 0, also if it begins at a later time."""
    found = re.search(
        r"^  Duration: (\d+):(\d+):([\d.]+)(?:, start: ([\d.]+))?", printed, re.MULTILINE
    )
    if not found:
        return 0.0
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
    late = found[4] if re.search("^Input #0, matroska", printed, re.MULTILINE) else None
    return max(0.0, seconds - float(late or 0))


def _size(video: str) -> tuple[int, int]:
    found = re.search(r", (\d+)x(\d+)", video)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _pixel_aspect(video: str) -> float:
    """The last one counts: the container's, if it differs from that of the pictures."""
    found = re.findall(r"[ \[]SAR (-?[1-9]\d*):(-?[1-9]\d*)", video)
    return int(found[-1][0]) / int(found[-1][1]) if found else 1.0


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1) if found else ""
