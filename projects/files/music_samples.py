"""Serves the short pieces by which people choose a mood. Each is made when it is first asked for,
and stored beside the files of projects: without it, nothing is lost."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponseBase

from projects.media.sound import sample, tracks
from projects.models import OwnMusic
from projects.models.stored_file import reading

from .downloads import Lost, ranged
from .on_demand import keep

ROOT = "samples"
_one_at_a_time = threading.Lock()


def mood(request: HttpRequest, mood: str, key: str) -> HttpResponseBase | None:
    """The sample of the piece that a film with this `key` has in this mood; None without any."""
    track = tracks.choose(mood, key)
    if track is None:
        return None
    name = f"{ROOT}/{track.path.stem}-{_version(track)}.m4a"
    with suppress(Lost):
        return _served(request, name)
    with _one_at_a_time:
        with suppress(Lost):
            return _served(request, name)
        _make(track, name)
    return _served(request, name)


def own(request: HttpRequest, music: OwnMusic) -> HttpResponseBase:
    """A person's own music. Raises Lost."""
    return ranged(request, music.file, content_type=sample.CONTENT_TYPE, sha256=music.sha256)


def _served(request: HttpRequest, name: str) -> HttpResponseBase:
    """The sample with this name. Raises Lost if it must be made."""
    try:
        with reading(), default_storage.open(_beside(name)) as kept:
            sha256 = kept.read().decode(errors="replace")
    except (FileNotFoundError, PermissionError) as error:
        raise Lost from error
    file = FieldFile(None, FileField(), name)  # type: ignore[arg-type]  # of no model
    return ranged(request, file, content_type=sample.CONTENT_TYPE, sha256=sha256)


def _beside(name: str) -> str:
    """The file with the digest of a sample, by which a damaged one is known."""
    return f"{name}.sha256"


def _version(track: tracks.Track) -> str:
    """It changes with the piece and with what is known of it."""
    known = f"{track.path.stat().st_size} {track.loop} {sample.SECONDS} {sample.LUFS}"
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def _make(track: tracks.Track, name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        made = Path(folder) / "sample.m4a"
        sample.make(track, made)
        with made.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            for each, content in ((name, File(file)), (_beside(name), ContentFile(sha256))):
                default_storage.delete(each)
                keep(each, content)
