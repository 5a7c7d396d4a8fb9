"""Takes in what a service has spoken: decoded in the box, as uploads are, and checked."""

from __future__ import annotations

import re
from pathlib import Path

from projects.media.box import Box
from projects.media.ffmpeg import FfmpegError, run
from projects.media.intake.music import NotMusic, kind_of
from projects.media.sound.loudness import measure
from projects.media.sound.samples import RATE, read

from ...wire.faults import Fault, ServiceError
from ...work import Beat
from .hearing import Heard, heard_in

SILENT = -50.0  # LUFS
LEAST, MOST, SLACK = 0.3, 3.0, 1.5  # of the seconds that are expected; and seconds beside that
PCM_RATE = 24_000  # Hz, of samples without a header, if nothing says another one
_LONGEST = 600  # seconds
_BOX = Box(memory=1_000_000_000, cpu=60, largest_file=64_000_000, apart=True)
_LIMITED = ("-protocol_whitelist", "file", "-max_streams", "8", "-threads", "1")
_RAW = re.compile(r"audio/(?:x-)?(?:pcm|l16|raw)\b", re.I)
_RATE = re.compile(r"\brate=(\d{4,6})\b", re.I)


def decoded(content: bytes, kind: str, out: Path, *, raw: bool, beat: Beat) -> Heard:
    """Write the sound in `content` to `out`: a mono 16-bit WAV of 48 kHz. `kind`: its content type.
    `raw`: samples without a header were asked for. Raises ServiceError, and FfmpegError if the disk
    is full."""
    source = out.with_name(f"{out.name}.answer")
    limited = [*_reading(content, kind, raw), *_LIMITED, "-i", str(source.resolve())]
    shape = ["-map", "0:a:0", "-map_metadata", "-1", "-t", str(_LONGEST), "-ac", "1"]
    wav = ["-ar", str(RATE), "-c:a", "pcm_s16le", "-bitexact", "-f", "wav", out.name]
    try:
        source.write_bytes(content)
        run([*limited, *shape, *wav], cwd=out.parent, on_progress=lambda _: beat(), box=_BOX)
    except FfmpegError as error:
        if error.reason == "disk_full":
            raise
        raise ServiceError(Fault.SOUND, error.reason) from error
    finally:
        source.unlink(missing_ok=True)
    sound = read(out)[0]
    if measure(sound, peaks=False, beat=beat).lufs() < SILENT:
        raise ServiceError(Fault.SILENT, f"{len(sound) / RATE:.1f} s without a voice")
    return heard_in(sound)


def check_length(heard: Heard, expected: float) -> None:
    """Whether the words can have been spoken in this time. Raises ServiceError."""
    if not LEAST * expected - SLACK / 3 <= heard.seconds <= MOST * expected + SLACK:
        raise ServiceError(Fault.LENGTH, f"{heard.seconds:.1f} s, expected {expected:.1f} s")


def _reading(content: bytes, kind: str, raw: bool) -> list[str]:
    """The only demuxer that may read it. The content decides, for services send what they like."""
    try:
        demuxer = kind_of(content[:16])
    except NotMusic:
        demuxer = ""
    samples = raw or bool(_RAW.match(kind))
    if samples and demuxer in ("", "mp3", "aac"):  # samples may look like the head of these
        named = _RATE.search(kind)
        return ["-f", "s16le", "-ar", named[1] if named else str(PCM_RATE), "-ac", "1"]
    if not demuxer:
        raise ServiceError(Fault.SOUND, f"{len(content)} bytes of {kind[:40] or 'nothing known'}")
    return ["-f", demuxer, "-format_whitelist", demuxer]
