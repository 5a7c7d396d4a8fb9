"""Removes files that nobody needs: files that a worker stored before it was killed or that it could
not remove, uploads that are not used any more, and what was in the bin for long enough."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from projects.media import thumbnails
from projects.media.small_stills import ROOT as STILLS
from projects.models import (
    Artifact,
    DraftPart,
    HouseLogo,
    Logo,
    OwnClip,
    OwnMusic,
    OwnSound,
    Photo,
    Project,
)
from projects.models.project.old_takes import BY_SERVICES, TAKES
from projects.models.project.old_takes import KEPT as KEPT_TAKES
from projects.models.upload import OWN_FILES, OwnFile
from projects.providers import OFFLINE
from projects.timeline import Kind

ROOT = "projects"
# A file is stored before its row. No commit waits longer than this for a database that is away.
NEW = timedelta(hours=1)
KEPT_STILLS = timedelta(days=3)
DRAWN_WITHIN = timedelta(minutes=5)  # a still that has begun
MOST_AT_ONCE = 500  # projects from the bin; the next sweep goes on

log = logging.getLogger(__name__)


def remove_unreferenced_files(older_than: timedelta = NEW) -> int:
    """Remove the files below `projects/` that no row names, thumbnails of pictures that are gone,
    and old stills. Returns how many were removed."""
    removed = 0
    kinds = (
        (ROOT, _unnamed),
        (thumbnails.ROOT, _unused_thumbnails),
        (STILLS, _old_stills),
    )
    for root, unnamed in kinds:
        for folder in _listed(root)[0]:
            for name in unnamed(f"{root}/{folder}"):
                removed += _remove(name, older_than)
            _remove_empty(f"{root}/{folder}")
    if removed:
        log.warning("Removed %s files that nothing pointed to", removed)
    return removed


def remove_unused_uploads(older_than: timedelta = NEW) -> None:
    """Remove the files of photos and clips that were taken off the shelf, and of music and logos
    that no film has, if no undo can bring them back. Their rows stay, as proof of who agreed, to
    what and when.
    """
    before = timezone.now() - older_than
    unused: list[OwnFile] = [
        *OwnMusic.objects.filter(films=None, consent_at__lt=before),
        *Logo.objects.filter(films=None, consent_at__lt=before),
    ]
    for project in Project.objects.exclude(off_shelf=[]):
        off: dict[str, Any] = {"shots": None, "pk__in": project.off_shelf}
        clips = project.own_clips.filter(**off)
        unused += [*project.photos.filter(**off), *clips]
        unused += OwnSound.objects.filter(own_clip__in=clips)
    for upload in unused:
        if upload.file and not upload.project.may_come_back(upload):
            upload.file.delete()


def forget_old_takes(older_than: timedelta = KEPT_TAKES) -> None:
    """Delete narrations, clips, films, and what services have made for scenes, if it is not in use
    and no undo would use it again."""
    before = timezone.now() - older_than
    newer = Artifact.objects.filter(
        Q(scene=OuterRef("scene")) | Q(scene=None, kind=Kind.FILM),
        project=OuterRef("project"),
        kind=OuterRef("kind"),
        created_at__gt=OuterRef("created_at"),
    )
    replaced = Exists(newer) | Q(scene__shots__isnull=False, kind__in=BY_SERVICES)
    for kind, chosen in BY_SERVICES.items():
        replaced |= Q(**{"kind": kind, f"project__{chosen}": OFFLINE})
    old = Artifact.objects.filter(replaced, kind__in=TAKES, created_at__lt=before)
    for project in Project.objects.filter(pk__in=old.values("project"))[:MOST_AT_ONCE]:
        try:
            project.forget_old_takes(before)
        except (DatabaseError, Project.DoesNotExist):  # go on with the others
            log.exception("Old takes of project %s could not be deleted", project.pk)


def empty_old_bin() -> None:
    """Delete for good what was in the bin for long enough. What somebody puts back meanwhile
    stays."""
    for project in Project.everything.overdue()[:MOST_AT_ONCE]:
        try:
            project.delete_from_bin(overdue=True)
        except DatabaseError:  # go on with the others
            log.exception("Project %s could not be deleted from the bin", project.pk)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except OSError:  # it is missing or not readable: go on with the other folders
        return [], []


def _unnamed(folder: str) -> Iterator[str]:
    names = {f"{folder}/{name}" for name in _listed(folder)[1]}
    for model in (Artifact, DraftPart, HouseLogo, *OWN_FILES):
        names -= set(model.objects.filter(file__in=names).values_list("file", flat=True))
    yield from sorted(names)


def _unused_thumbnails(folder: str) -> Iterator[str]:
    """A thumbnail may be stored while its picture is being removed."""
    of = folder.replace(thumbnails.ROOT, ROOT, 1)
    pictures = [
        name
        for model in (Artifact, Photo, OwnClip)
        for name in model._default_manager.filter(file__startswith=f"{of}/").values_list(
            "file", flat=True
        )
    ]
    used = {name for picture in pictures for name in thumbnails.names_of(picture)}
    yield from sorted({f"{folder}/{name}" for name in _listed(folder)[1]} - used)


def _old_stills(folder: str) -> Iterator[str]:
    """Those of scenes that have changed or have their clips are not asked for any more. One that
    is asked for again is drawn again. None shows what may not be shown any more, also if it was
    being drawn when that was said."""
    before = timezone.now() - KEPT_STILLS
    if withdrawn := _withdrawn_last(UUID(PurePosixPath(folder).name)):
        before = max(before, withdrawn + DRAWN_WITHIN)
    for name in _listed(folder)[1]:
        still = f"{folder}/{name}"
        with suppress(OSError):
            if default_storage.get_modified_time(still) < before:
                yield still


def _withdrawn_last(project: UUID) -> datetime | None:
    """When the consent for something in this project was withdrawn last."""
    found = [
        model._default_manager.filter(project=project).aggregate(last=Max("withdrawn_at"))["last"]
        for model in (Photo, OwnClip)
    ]
    return max(filter(None, found), default=None)


def _remove(name: str, older_than: timedelta) -> bool:
    """Returns whether the file was removed. If it cannot be removed, the next sweep tries again."""
    try:
        if timezone.now() - default_storage.get_modified_time(name) < older_than:
            return False
        default_storage.delete(name)
    except OSError as error:
        log.warning("A file that nothing points to could not be removed: %s", type(error).__name__)
        return False
    return True


def _remove_empty(folder: str) -> None:
    """A storage with real folders does not remove empty ones by itself."""
    with suppress(OSError):  # a file may have been stored there meanwhile
        if not any(_listed(folder)):
            default_storage.delete(folder)
