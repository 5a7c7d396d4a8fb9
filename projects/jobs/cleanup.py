"""Files that nobody needs: what a worker stored before it was killed, or could not remove, and
uploads that no scene shows any more."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from projects.models import Artifact, OwnClip, Photo

ROOT = "projects"
# A file is stored before its row: longer than any commit waits for a database that is away.
NEW = timedelta(hours=1)

log = logging.getLogger(__name__)


def remove_unreferenced_files(older_than: timedelta = NEW) -> int:
    """Remove the files below `projects/` that no row names; returns how many there were."""
    removed = 0
    for folder in _listed(ROOT)[0]:
        for name in _unnamed(f"{ROOT}/{folder}"):
            removed += _remove(name, older_than)
        _remove_empty(f"{ROOT}/{folder}")
    if removed:
        log.warning("Removed %s files that nothing pointed to", removed)
    return removed


def remove_unused_uploads(older_than: timedelta = NEW) -> None:
    """Remove the files of photos and clips that another has replaced. The rows stay: who agreed, to
    what and when can still be answered."""
    for model in (OwnClip, Photo):
        unshown = model.objects.filter(scenes=None, consent_at__lt=timezone.now() - older_than)
        for own in unshown.exclude(file=""):
            own.file.delete()


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except OSError:  # not there, or not for us to see: the other folders are swept all the same
        return [], []


def _unnamed(folder: str) -> Iterator[str]:
    names = {f"{folder}/{name}" for name in _listed(folder)[1]}
    for model in (Artifact, OwnClip, Photo):
        names -= set(model.objects.filter(file__in=names).values_list("file", flat=True))
    yield from sorted(names)


def _remove(name: str, older_than: timedelta) -> bool:
    """One that cannot be removed today is tried again with the next sweep."""
    try:
        if timezone.now() - default_storage.get_modified_time(name) < older_than:
            return False
        default_storage.delete(name)
    except OSError as error:
        log.warning("A leftover file could not be removed: %s", type(error).__name__)
        return False
    return True


def _remove_empty(folder: str) -> None:
    """A storage with real folders keeps an empty one until it is told."""
    with suppress(OSError):  # something was stored there this moment
        if not any(_listed(folder)):
            default_storage.delete(folder)
