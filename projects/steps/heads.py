"""Finds the heads in photos and own clips once, and keeps them with these."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from projects.media import faces
from projects.media.faces import Area
from projects.media.ffmpeg import FfmpegError
from projects.media.intake.containers import NotAClip
from projects.media.own_clip import looks_into
from projects.models import OwnClip, Photo, Shot


def find_heads(
    shown: Iterable[tuple[Shot, Path]], folder: Path, beat: Callable[[], None] = lambda: None
) -> None:
    """Look for the heads in the files of these shots, if nobody has looked yet and they count.
    `folder` is for files of the search. One search finds them all: a model is loaded once."""
    new = [(shot, path) for shot, path in shown if shot.focus is None]
    photos = [(shot.photo, path) for shot, path in new if shot.photo and shot.photo.heads is None]
    clips = [(shot.own_clip, path) for shot, path in new if shot.own_clip]
    with tempfile.TemporaryDirectory(dir=folder) as name:
        looks = [
            (clip, _looks_into(path, Path(name) / str(number), beat))
            for number, (clip, path) in enumerate(clips)
            if clip.looks is None
        ]
        seen = [path for _, path in (*photos, *chain.from_iterable(each for _, each in looks))]
        found = iter(faces.find_in_each(seen, beat))
    for photo, _ in photos:
        photo.heads = _kept(next(found))
        Photo.objects.filter(pk=photo.pk).update(heads=photo.heads)
    for clip, each in looks:
        if each:
            clip.looks = [[round(at, 2), _kept(next(found))] for at, _ in each]
            OwnClip.objects.filter(pk=clip.pk).update(looks=clip.looks)


def _looks_into(path: Path, folder: Path, beat: Callable[[], None]) -> Sequence[tuple[float, Path]]:
    folder.mkdir()
    # Whoever makes its clip says what is wrong with it.
    with suppress(FfmpegError, NotAClip):
        return looks_into(path, folder, beat)
    return []


def _kept(heads: Iterable[Area]) -> list[list[float]]:
    return [[one.left, one.top, one.right, one.bottom] for one in heads]
