"""Checks videos from people, and keeps nothing but their pictures. `clip_sound` takes the sound."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..box import Box
from ..ffmpeg import FfmpegError, run
from ..formats import FPS
from ..probe import Damaged, Probe, probe
from . import edit_list, packets, taken
from .containers import HEAD as HEAD
from .containers import NotAClip as NotAClip
from .containers import container_of
from .containers import is_video as is_video
from .patience import until
from .seen import Seen
from .slots import turn

LONGEST = 600.0  # seconds; a longer video is uncut, and its first seconds would surprise its owner
KEPT = 30
"""Seconds kept, from the start. A scene is planned for at most 20; for a longer one it loops."""

SMALLEST_SIDE, LARGEST_SIDE = 200, 4096  # pixels
SHORTEST = 1.0  # seconds
OBLONGEST = 10.0  # how much wider than high a pixel may be, or the other way round; TV has 2
MOST_TRACKS = 32  # phones and cameras record up to eight: also positions, movement, timecode
MOST_FRAMES = 1000 * KEPT
"""In what is kept. Phones record slow motion with up to 960 frames a second."""

_BEYOND = {"too_many_tracks": "clip_tracks", "too_many_pixels": "clip_too_large"}

ENOUGH = 5.0  # seconds of decoding; damage that they reach is reported at once
PATIENCE = 60.0  # seconds; the rare video that cannot be copied is encoded
LARGEST_FILE = 2_000_000_000  # bytes that are written; half a minute without loss, in 1080p

READING = Box(memory=2_500_000_000, cpu=240, largest_file=0, apart=True)
"""4096 x 2160 pixels in 10 bits take 1.6 billion bytes. People's patience ends before the time."""

# ffmpeg may read one kind of container from one file: no playlist, no list of files, no URL.
_LIMITED = (
    *("-protocol_whitelist", "file", "-max_pixels", str(LARGEST_SIDE * LARGEST_SIDE)),
    *("-max_streams", str(MOST_TRACKS), "-threads", "2"),
)
_WHAT_IS_SHOWN = ("-xerror",)  # fail at a frame that is shown and damaged
_STRICTLY = ("-xerror", "-err_detect", "explode")  # fail at all that is not as it should be

# Keep the kind of container that it came in: only a MOV can say which of its frames were cut off.
# MP4 holds codecs that MOV does not hold, such as AV1.
_KEPT_AS = {"mov,mp4,m4a,3gp,3g2,mj2": ("mov", "mp4"), "matroska,webm": ("matroska",)}
_NOT_HELD = "Could not write header"  # what ffmpeg says then
_PICTURES_ALONE = ("-map_metadata", "-1", "-map_chapters", "-1", "-bitexact")
_LOSSLESS = (
    # The times of cut videos may go back a little. No frame is lost for that.
    *("-vf", "setpts='if(isnan(PREV_OUTPTS),PTS,max(PTS,PREV_OUTPTS+1))'"),
    *("-fps_mode", "passthrough", "-enc_time_base", "demux"),
    *("-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-threads", "2", "-f", "mov"),
)

# What was cut out of another video may begin with frames that refer to what was cut off. They come
# after the first keyframe, but their time is before it, so no player shows them. The times at which
# to decode are a guess in Matroska, and a wrong one here.
_DROP_LEADING = {
    "mov,mp4,m4a,3gp,3g2,mj2": "noise=drop='not(key)*lt(pts,startpts)'",
    "matroska,webm": "noise=drop='isnan(pts)+not(key)*lt(pts,startpts)',setts=dts=NOPTS",
}

_one_at_a_time = threading.Lock()


def reading(source: Path, how: Sequence[str] = _STRICTLY) -> tuple[str, ...]:
    """The options to open this file safely in ffmpeg. Raises NotAClip: not_a_clip, clip_kind."""
    container = container_of(source)
    return ("-f", container, "-format_whitelist", container, *_LIMITED, *how)


def writing(largest_file: int) -> Box:
    """The box in which ffmpeg reads a video from a person and writes so many bytes at most."""
    return replace(READING, largest_file=largest_file)


def take_in(source: Path, out: Path) -> Seen:
    """Write the first 30 seconds of the MP4, MOV or WebM in `source` to `out`, a MOV or Matroska.

    Only the pictures are kept, unchanged: no sound, no place, no device. They are copied, because a
    person waits; `conform` encodes them when the clip is made. A few cannot be copied. They are
    encoded without loss. `out` appears only when it is complete. This process takes in one video at
    a time; others wait for their turn. Returns what the file says. Raises NotAClip, and
    FfmpegError("disk_full").
    """
    reading(source)  # refuse other kinds before waiting
    with turn(_one_at_a_time, NotAClip("clip_busy")):
        video = _look(source)
        whole = out.with_name(f"{out.name}.part")
        try:
            _keep(video, whole)
            whole.replace(out)
        finally:
            whole.unlink(missing_ok=True)
    return video.seen


@dataclass(frozen=True)
class _Video:
    """The video with this `number` in the file `source`."""

    source: Path
    number: int
    codec: str
    frames: Sequence[packets.Packet]
    said: str  # of its container

    @property
    def seen(self) -> Seen:
        start, end = packets.shown_between(self.frames)
        return Seen(taken.of_container(self.said), min(end - start, KEPT))

    def read(self, how: Sequence[str] = _STRICTLY) -> list[str]:
        opened = [*reading(self.source, how), "-t", str(KEPT)]
        taken = ["-i", str(self.source.resolve()), "-map", f"0:V:{self.number}"]
        return [*opened, *taken, *_PICTURES_ALONE]


def _look(source: Path) -> _Video:
    safely = reading(source)
    try:
        found = probe(source, reading=safely, box=READING)
        if not found.videos:
            raise NotAClip("clip_no_picture")
        leniently = reading(source, how=())  # in a video that was cut, times may go back
        videos = packets.list_packets(source, leniently, seconds=KEPT, box=READING)
        number = packets.fullest(videos)
        if number:
            found = probe(source, number=number, reading=safely, box=READING)
    except Damaged as damaged:
        raise NotAClip(_BEYOND.get(damaged.reason, "clip_damaged")) from None
    except FfmpegError as error:
        raise _refusal(error) from error
    if reason := _misfit(found, len(videos[number])):
        raise NotAClip(reason)
    return _Video(source, number, found.video_codec, videos[number], found.printed)


def _misfit(found: Probe, frames: int) -> str:
    sides = found.width, found.height
    if frames > MOST_FRAMES:
        return "clip_too_many_frames"
    if frames == 1 and found.audio_codec:
        return "clip_no_picture"  # a cover that is not marked as one
    if not (all(sides) and 1 / OBLONGEST < found.pixel_aspect < OBLONGEST):
        return "clip_damaged"
    if max(sides) > LARGEST_SIDE:
        return "clip_too_large"
    if min(found.width * found.pixel_aspect, found.height) < SMALLEST_SIDE:
        return "clip_too_small"  # as it is shown: its pixels may be wider than high
    # Players show whole seconds. The sound may be a little longer than the pictures.
    return "clip_too_long" if round(found.seconds) > LONGEST else ""


def _keep(video: _Video, out: Path) -> None:
    if packets.are_cut_within(video.frames):
        _encode(video, out)  # a copy would show what was cut off
        _sample(out)
        return
    try:
        _copy(video, out)
        _sample(out)
    except NotAClip as refusal:
        may_be_whole = packets.lead(video.frames) or video.codec == "h264"
        if refusal.reason != "clip_damaged" or not may_be_whole:
            raise
        _keep_without_leading(video, out)


def _keep_without_leading(video: _Video, out: Path) -> None:
    """Keep what can be decoded of a video that begins with frames that no player shows."""
    rest = out.with_name(f"{out.name}.rest")
    try:
        _copy(video, rest, "-bsf:v", _DROP_LEADING[container_of(video.source)])
        try:
            _sample(rest)
            rest.replace(out)
        except NotAClip:
            # Frames of H.264 are whole, also if they still name frames that were cut off.
            if video.codec != "h264":
                raise
            _sample(rest, _WHAT_IS_SHOWN)
            _encode(replace(video, source=rest, number=0), out)
    finally:
        rest.unlink(missing_ok=True)


def _copy(video: _Video, out: Path, *how: str) -> None:
    """Copy into the first kind of container that holds the codec."""
    frames = ["-frames:v", str(packets.needed(video.frames))]
    refusal: Exception = NotAClip("clip_damaged")
    for container in _KEPT_AS[container_of(video.source)]:
        copied = [*video.read(), "-c", "copy", *frames, *how, "-f", container, out.name]
        try:
            run(copied, cwd=out.parent, on_progress=lambda _: None, box=writing(LARGEST_FILE))
        except FfmpegError as error:
            refusal = _refusal(error)
            if _NOT_HELD in error.log:
                continue
            break
        if packets.are_cut_at_the_end(video.frames):
            start, end = packets.shown_between(video.frames)
            edit_list.end_after(out, end - start)
        return
    raise refusal


def _encode(video: _Video, out: Path) -> None:
    encoded = [*video.read(_WHAT_IS_SHOWN), *_LOSSLESS, out.name]
    _read(encoded, out.parent, until(PATIENCE, NotAClip("clip_too_slow")))


def _sample(clip: Path, how: Sequence[str] = _STRICTLY) -> None:
    """Decode as much as a person may wait for: most damaged files are damaged from the start."""
    rate = ["-vf", f"fps={FPS}", "-r", str(FPS), "-fps_mode", "cfr"]
    decoded = [*reading(clip, how), "-i", clip.name, *rate, "-f", "null", "-"]
    with suppress(_Enough):
        frames = _read(decoded, clip.parent, until(ENOUGH, _Enough()))
        if frames < SHORTEST * FPS:
            raise NotAClip("clip_too_short")


class _Enough(Exception):
    pass


def _read(args: Sequence[str], cwd: Path, beat: Callable[[float], None] = lambda _: None) -> int:
    """Run ffmpeg. Returns the number of frames that came out."""
    try:
        return run(args, cwd=cwd, on_progress=beat, box=writing(LARGEST_FILE)).frames
    except FfmpegError as error:
        raise _refusal(error) from error


def _refusal(error: FfmpegError) -> Exception:
    if error.reason == "disk_full":
        return error
    slow = error.reason in ("ffmpeg_stalled", "over_limit")
    return NotAClip("clip_too_slow" if slow else "clip_damaged")
