"""Finds the heads in photos and own clips once, and keeps them with these."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from projects.media import faces
from projects.media.faces import Area
from projects.media.ffmpeg import FfmpegError
from projects.media.intake.containers import NotAClip
from projects.media.own_clip import look_for_heads
from projects.models import OwnClip, Photo, Shot


def find_heads(
    shown: Iterable[tuple[Shot, Path]], folder: Path, beat: Callable[[], None] = lambda: None
) -> None:
    """Look for the heads in the files of these shots, if nobody has looked yet and they count.
    `folder` is for files of the search."""
    new = [(shot, path) for shot, path in shown if shot.focus is None]
    photos = [(shot.photo, path) for shot, path in new if shot.photo and shot.photo.heads is None]
    found = faces.find_in_each([path for _, path in photos], beat)
    for (photo, _), heads in zip(photos, found, strict=True):
        photo.heads = _kept(heads)
        Photo.objects.filter(pk=photo.pk).update(heads=photo.heads)
    for shot, path in new:
        if shot.own_clip and shot.own_clip.looks is None:
            _look_into(shot.own_clip, path, folder, beat)


def _look_into(clip: OwnClip, path: Path, folder: Path, beat: Callable[[], None]) -> None:
    # Whoever makes its clip says what is wrong with it.
    with suppress(FfmpegError, NotAClip), tempfile.TemporaryDirectory(dir=folder) as looks:
        found = look_for_heads(path, Path(looks), beat)
        clip.looks = [[round(at, 2), _kept(heads)] for at, heads in found]
        OwnClip.objects.filter(pk=clip.pk).update(looks=clip.looks)


def _kept(heads: Iterable[Area]) -> list[list[float]]:
    return [[one.left, one.top, one.right, one.bottom] for one in heads]
