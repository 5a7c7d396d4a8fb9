"""Serves the music that people can hear: the short pieces by which they choose a mood, and their
own."""

from __future__ import annotations

import hashlib
import io
import tempfile
from functools import partial
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase

from projects.media.sound import sample, tracks
from projects.models import OwnMusic

from .downloads import in_parts, ranged
from .on_demand import found_or_made

ROOT = "samples"


def mood(request: HttpRequest, mood: str, key: str) -> HttpResponseBase | None:
    """The sample of the piece that a film with this `key` has in this mood; None without any.

    Raises FfmpegError.
    """
    track = tracks.choose(mood, key)
    if track is None:
        return None
    name = f"{ROOT}/{track.path.stem}-{_version(track)}.m4a"
    made = found_or_made(name, partial(_made, track))
    return in_parts(
        request,
        io.BytesIO(made),
        content_type=sample.CONTENT_TYPE,
        sha256=hashlib.sha256(made).hexdigest(),
        size=len(made),
    )


def own(request: HttpRequest, music: OwnMusic) -> HttpResponseBase:
    """A person's own music. Raises Lost."""
    return ranged(request, music.file, content_type=sample.CONTENT_TYPE, sha256=music.sha256)


def _version(track: tracks.Track) -> str:
    """It changes with the piece and with what is known of it."""
    known = f"{track.path.stat().st_size} {track.loop} {sample.SECONDS} {sample.LUFS}"
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def _made(track: tracks.Track) -> bytes:
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        made = Path(folder) / "sample.m4a"
        sample.make(track, made)
        return made.read_bytes()
