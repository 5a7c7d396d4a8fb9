"""Removes stored files after the rows that named them are gone."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction

from projects.crashpoints import Point, reach
from projects.media.thumbnails import names_of


def remove_on_commit(names: Iterable[str]) -> None:
    """A file that cannot be removed does not stop the others. A later sweep removes it."""
    for name in list(filter(None, names)):
        # Not functools.partial: if it fails, Django logs its name, and a partial has no name.
        transaction.on_commit(lambda name=name: _remove(name), robust=True)  # type: ignore[misc]


def _remove(name: str) -> None:
    reach(Point.REMOVING)
    default_storage.delete(name)
    for thumbnail in names_of(name):
        default_storage.delete(thumbnail)
