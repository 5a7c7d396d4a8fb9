"""Serves a photo or an own clip as it was sent, for choosing what of it a scene shows."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from projects.media.conform import look
from projects.media.intake.video import READING, reading
from projects.media.probe import first_picture
from projects.media.thumbnails import CONTENT_TYPE, SIZES, name_of, thumbnail
from projects.models import OwnClip, Photo

from .comparing import opened_whole
from .downloads import ranged
from .on_demand import for_ever, found_or_made

_SIZE = "film"
_AT = 0.5  # seconds: of an own clip that the browser cannot play, what it shows then


def picture(material: Photo | OwnClip) -> HttpResponse:
    """All of the photo, or a picture of the clip. Raises Lost, and OSError or FfmpegError if it
    cannot be read."""
    name = name_of(str(material.file), _SIZE)
    if isinstance(material, OwnClip):
        made = found_or_made(name, partial(_moment, material))
    else:
        made = found_or_made(name, partial(_small, material))
    return for_ever(HttpResponse(made, content_type=CONTENT_TYPE))


def video(request: HttpRequest, clip: OwnClip) -> HttpResponseBase:
    """Its unchanged pictures. Raises Lost."""
    return ranged(
        request, clip.file, content_type="video/mp4", sha256=clip.sha256, size=clip.size or None
    )


def _small(photo: Photo) -> bytes:
    with opened_whole(photo.file, photo.sha256)[0] as file:
        return thumbnail(file.read(), SIZES[_SIZE])


def _moment(clip: OwnClip) -> bytes:
    with tempfile.TemporaryDirectory(prefix="studio-") as name:
        folder = Path(name)
        with clip.local(folder, lambda: None) as path:
            first = first_picture(path, reading=reading(path), box=READING)
            look(path, first, _AT, folder / "look.jpg", beat=lambda: None)
        return thumbnail((folder / "look.jpg").read_bytes(), SIZES[_SIZE])
