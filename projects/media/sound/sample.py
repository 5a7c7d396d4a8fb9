"""Makes the short piece by which people choose a mood."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..ffmpeg import run
from . import music
from .ducking import faded
from .leveling import gains_to, with_gains
from .loudness import measure
from .samples import MS, RATE, as_float, wav
from .tracks import Track

SECONDS = 12
LUFS, PEAK = -18.0, -2.0
FADES = 400, 1500  # milliseconds
CONTENT_TYPE = "audio/mp4"


def make(track: Track, out: Path) -> None:
    """Write some seconds of the track to `out`, an M4A: all samples are equally loud.

    Raises FfmpegError.
    """
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".sample-") as folder:
        work = Path(folder)
        piece = music.decoded(track.path, track, 0, work, lambda: None)
        heard = as_float(piece.sound[piece.loop_start :][: SECONDS * RATE])
        gains = gains_to(measure(heard), lufs=LUFS, dbtp=PEAK)
        into, fading = FADES
        heard = with_gains(heard, gains * faded(len(heard) // MS, into=into, out=fading))
        with wav(work / "sample.wav", channels=2) as write:
            write(heard)
        aac = ["-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", "sample.m4a"]
        run(["-i", "sample.wav", *aac], cwd=work, on_progress=lambda _: None)
        (work / "sample.m4a").replace(out)
