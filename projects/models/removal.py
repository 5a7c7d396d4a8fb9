"""Removing stored files once the rows that named them are gone."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction

from projects.crashpoints import Point, reach


def remove_on_commit(names: Iterable[str]) -> None:
    """One that cannot be removed does not keep the others: it stays a leftover, swept later."""
    for name in list(filter(None, names)):
        # No partial: Django names a robust one that fails, and a partial has no name.
        transaction.on_commit(lambda name=name: _remove(name), robust=True)  # type: ignore[misc]


def _remove(name: str) -> None:
    reach(Point.REMOVING)
    default_storage.delete(name)
