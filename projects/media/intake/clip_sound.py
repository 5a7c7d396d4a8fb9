"""Takes the sound out of a video from a person, and writes it anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..ffmpeg import FfmpegError, run
from ..probe import Damaged, probe
from ..sound.samples import RATE
from .patience import until
from .video import KEPT, READING, reading, writing

PATIENCE = 20.0  # seconds
_LARGEST_FILE = 8_000_000  # bytes; it takes one at most
_LENIENTLY: tuple[str, ...] = ()  # the pictures were checked, and a click in the sound is no harm
_ALONE = ("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1", "-bitexact")
_AAC = ("-ac", "2", "-ar", str(RATE), "-c:a", "aac", "-aac_coder", "fast", "-b:a", "160k")


class _TooSlow(Exception):
    pass


def take_in(source: Path, taken_in: Path, out: Path) -> bool:
    """Write the sound of the video `source` to `out`, an M4A: two channels of 48 kHz, without
    metadata.

    `taken_in` is what `video.take_in` has made of the video: the sound begins with its pictures
    and is as long, so that both begin again together. Returns False if there is no sound, or none
    that can be decoded: then the video is silent. Raises FfmpegError("disk_full").
    """
    with suppress(Damaged, _TooSlow):
        if not probe(source, reading=reading(source, _LENIENTLY), box=READING).audio_codec:
            return False
        seconds = probe(taken_in, reading=reading(taken_in), box=READING).seconds
        return _write(source, min(seconds, KEPT), out)
    return False


def _write(source: Path, seconds: float, out: Path) -> bool:
    whole = out.with_name(f"{out.name}.part")
    opened = [*reading(source, _LENIENTLY), "-i", str(source.resolve())]
    fitted = ["-af", "aresample=async=1:first_pts=0,apad", "-t", f"{seconds:.3f}"]
    shape = ["-movflags", "+faststart", "-f", "mp4", whole.name]
    try:
        run(
            [*opened, *_ALONE, *fitted, *_AAC, *shape],
            cwd=out.parent,
            on_progress=until(PATIENCE, _TooSlow()),
            box=writing(_LARGEST_FILE),
        )
        whole.replace(out)
    except FfmpegError as error:
        if error.reason == "disk_full":
            raise
        return False
    finally:
        whole.unlink(missing_ok=True)
    return True
