"""Checks videos from people, and removes everything but their pictures before they are stored."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ..ffmpeg import FfmpegError, run
from ..formats import FPS
from ..probe import Damaged, Probe, probe
from .picture_kinds import is_still
from .slots import turn

LONGEST = 600.0  # seconds; a longer video is uncut, and its first seconds would surprise its owner
KEPT = 30
"""Seconds kept, from the start. A scene is planned for at most 20; for a longer one it loops."""

SMALLEST_SIDE, LARGEST_SIDE = 200, 4096  # pixels
SHORTEST = 1.0  # seconds

ENOUGH = 5.0  # seconds of decoding; damage that they reach is reported at once
MEMORY = 2_500_000_000  # bytes of address space; 4096 x 2160 in 10 bits takes 1.6 billion

HEAD = 32  # first bytes of a file, which show what kind of file it is
_MATROSKA = b"\x1aE\xdf\xa3"
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_NO_VIDEOS = (b"M4A ", b"M4B ")
_OTHER_KINDS = (
    *((0, magic) for magic in (b"GIF8", b"FLV\x01", b"\0\0\x01\xba", b"\0\0\x01\xb3", b"OggS")),
    *((0, magic) for magic in (b"0&\xb2u\x8ef\xcf\x11", b"\xff\xd8\xff", b"\x89PNG", b"G@")),
    *((8, magic) for magic in (b"AVI ", b"WEBP", b"WAVE")),
)

# ffmpeg may read one kind of container from one file: no playlist, no list of files, no URL.
_GUARDED = (
    *("-protocol_whitelist", "file", "-max_pixels", str(LARGEST_SIDE * LARGEST_SIDE)),
    *("-max_streams", "16", "-threads", "2", "-xerror", "-err_detect", "explode"),
)
_PICTURES_ALONE = ("-map", "0:V:0", "-map_metadata", "-1", "-map_chapters", "-1", "-bitexact")

# Keep the kind of container that it came in: only a MOV can say which of its frames were cut off.
_KEPT_AS = {"mov,mp4,m4a,3gp,3g2,mj2": "mov", "matroska,webm": "matroska"}

_one_at_a_time = threading.Lock()


class NotAClip(Exception):
    """`reason`: not_a_clip, clip_kind (another container, or a picture: send MP4, MOV or WebM),
    clip_no_picture (sound alone), clip_damaged, clip_too_large (over 4096 pixels a side),
    clip_too_small (under 200 pixels), clip_too_long (over ten minutes), clip_too_short (under a
    second), clip_too_slow (ffmpeg stalled while reading it, or took too much memory), clip_busy (it
    was not begun, because other people's clips took too long)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def is_video(head: bytes) -> bool:
    """Whether a file with this `head` is of a kind that `take_in` reads."""
    try:
        return bool(_container(head))
    except NotAClip:
        return False


def reading(source: Path) -> tuple[str, ...]:
    """The options to open this file safely in ffmpeg. Raises NotAClip: not_a_clip, clip_kind."""
    container = _container_of(source)
    return ("-f", container, "-format_whitelist", container, *_GUARDED)


def take_in(source: Path, out: Path) -> None:
    """Write the first 30 seconds of the MP4, MOV or WebM in `source` to `out`, a MOV or Matroska.

    Only the pictures are kept, unchanged: no sound, no place, no device. They are copied and not
    encoded, because a person waits; `conform` encodes them when the clip is made. `out` appears
    only when it is complete. This process takes in one video at a time; others wait for their turn.
    Raises NotAClip, and FfmpegError("disk_full").
    """
    options = reading(source)
    with turn(_one_at_a_time, NotAClip("clip_busy")):
        _look(source, options)
        whole = out.with_name(f"{out.name}.part")
        try:
            _copy(source, options, whole)
            _sample(whole)
            whole.replace(out)
        finally:
            whole.unlink(missing_ok=True)


def _container_of(source: Path) -> str:
    with source.open("rb") as file:
        return _container(file.read(HEAD))


def _container(head: bytes) -> str:
    """The only demuxer that may read a file with these first bytes. Raises NotAClip."""
    if head.startswith(_MATROSKA):
        return "matroska,webm"
    if head[4:8] in _BOXES:
        if is_still(head) or (head[4:8] == b"ftyp" and head[8:12] in _NO_VIDEOS):
            raise NotAClip("clip_kind")
        return "mov,mp4,m4a,3gp,3g2,mj2"
    other = any(head.startswith(magic, at) for at, magic in _OTHER_KINDS)
    raise NotAClip("clip_kind" if other else "not_a_clip")


def _look(source: Path, options: Sequence[str]) -> None:
    try:
        found = probe(source, reading=options, memory=MEMORY)
    except Damaged:
        raise NotAClip("clip_damaged") from None
    except FfmpegError:
        raise NotAClip("clip_too_slow") from None
    if reason := _misfit(found):
        raise NotAClip(reason)


def _misfit(found: Probe) -> str:
    sides = found.width, found.height
    if not found.video_codec:
        return "clip_no_picture"
    if not all(sides):
        return "clip_damaged"
    if max(sides) > LARGEST_SIDE:
        return "clip_too_large"
    if min(found.width * found.pixel_aspect, found.height) < SMALLEST_SIDE:
        return "clip_too_small"  # as it is shown: its pixels may be wider than high
    # Players show whole seconds. The sound may be a little longer than the pictures.
    return "clip_too_long" if round(found.seconds) > LONGEST else ""


def _copy(source: Path, options: Sequence[str], out: Path) -> None:
    read = [*options, "-t", str(KEPT), "-i", str(source.resolve())]
    written = [*_PICTURES_ALONE, "-c", "copy", "-f", _KEPT_AS[_container_of(source)], out.name]
    _read([*read, *written], out.parent)


def _sample(clip: Path) -> None:
    """Decode as much as a person may wait for: most damaged files are damaged from the start."""
    given_up = time.monotonic() + ENOUGH

    def look_at_the_clock(_: float) -> None:
        if time.monotonic() > given_up:
            raise _Enough

    decoded = [*reading(clip), "-i", clip.name, "-vf", f"fps={FPS}", "-f", "null", "-"]
    with suppress(_Enough):
        frames = _read(decoded, clip.parent, look_at_the_clock)
        if frames < SHORTEST * FPS:
            raise NotAClip("clip_too_short")


class _Enough(Exception):
    pass


def _read(args: Sequence[str], cwd: Path, beat: Callable[[float], None] = lambda _: None) -> int:
    """Run ffmpeg. Returns the number of frames that came out."""
    try:
        return run(args, cwd=cwd, on_progress=beat, memory=MEMORY).frames
    except FfmpegError as error:
        raise _refusal(error) from error


def _refusal(error: FfmpegError) -> Exception:
    if error.reason == "disk_full":
        return error
    if error.reason == "ffmpeg_stalled":
        return NotAClip("clip_too_slow")
    return NotAClip("clip_too_slow" if "Cannot allocate memory" in error.log else "clip_damaged")
