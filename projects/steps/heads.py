"""Finds the heads in photos once, and keeps them with the photos."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from projects.media import faces
from projects.models import Photo, Shot


def find_heads(shown: Iterable[tuple[Shot, Path]], beat: Callable[[], None]) -> None:
    """Look for the heads in photos of these shots in which nobody has looked yet."""
    new = [(shot.photo, path) for shot, path in shown if shot.photo and shot.photo.heads is None]
    found = faces.find_in_each([path for _, path in new], beat)
    for (photo, _), heads in zip(new, found, strict=True):
        photo.heads = [[one.left, one.top, one.right, one.bottom] for one in heads]
        Photo.objects.filter(pk=photo.pk).update(heads=photo.heads)
