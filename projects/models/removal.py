"""Removes stored files after the rows that named them are gone."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.core.files.storage import default_storage
from django.db import transaction

from projects.crashpoints import Point, reach
from projects.media.small_stills import ROOT as STILLS
from projects.media.thumbnails import names_of


def remove_on_commit(names: Iterable[str]) -> None:
    """A file that cannot be removed does not stop the others. A later sweep removes it."""
    for name in list(filter(None, names)):
        # Not functools.partial: if it fails, Django logs its name, and a partial has no name.
        transaction.on_commit(lambda name=name: _remove(name), robust=True)  # type: ignore[misc]


def remove_stills_on_commit(project: object) -> None:
    """All pictures of what its scenes would show: some show what people have uploaded."""
    folder = f"{STILLS}/{project}"
    transaction.on_commit(lambda: _remove_folder(folder), robust=True)


def _remove_folder(folder: str) -> None:
    with suppress(FileNotFoundError):  # nobody has asked for any
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def _remove(name: str) -> None:
    reach(Point.REMOVING)
    default_storage.delete(name)
    for thumbnail in names_of(name):
        default_storage.delete(thumbnail)
