"""Reads stored files again and compares them with their digests, those first that were compared
longest ago. So people hear of a damaged file before they need it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from projects.models import Artifact, DraftPart, HouseLogo, Project, VoiceSample
from projects.models.stored_file import PIECE, StoredFile, storage_is_there
from projects.models.upload import OWN_FILES, OwnFile
from videostudio.gentle import give_way

from .queue import ask_for_voice_samples

KINDS: tuple[type[StoredFile], ...] = (Artifact, HouseLogo, *OWN_FILES, VoiceSample, DraftPart)
MOST = 1000  # files of a kind in one sweep

log = logging.getLogger(__name__)


class _Enough(Exception):
    """So many bytes were read, or the worker was told to stop."""


def verify_stored_files(stopping: Callable[[], bool], most: int | None = None) -> int:
    """Compare about `most` bytes (STUDIO_VERIFY_MB). Returns how many files are lost."""
    lost: list[StoredFile] = []
    read, most = 0, settings.STUDIO_VERIFY_MB * 1_000_000 if most is None else most

    def beat() -> None:
        nonlocal read
        read += PIECE
        if stopping():
            raise _Enough

    with ThreadPoolExecutor(1, "verify", initializer=give_way) as reader, suppress(_Enough):
        for stored in _longest_ago_first():
            if read >= most or stopping():
                break
            is_whole = reader.submit(_is_whole, stored, beat).result()
            if is_whole:
                with suppress(Project.DoesNotExist):  # deleted meanwhile, or in the bin
                    _note_whole(stored)
            elif is_whole is False:
                lost.append(stored)
    if lost and not read:
        log.error("No stored file can be read. The storage seems to be away")
        return 0
    for stored in lost:
        with suppress(Project.DoesNotExist):  # deleted meanwhile, or in the bin
            _note_lost(stored)
    return len(lost)


def _longest_ago_first() -> Iterator[Any]:
    oldest, removed = F("verified_at").asc(nulls_first=True), {"file": ""}
    found = [
        stored
        for kind in KINDS
        for stored in kind._default_manager.exclude(**removed).order_by(oldest)[:MOST]
    ]
    begun = timezone.now()
    found.sort(key=lambda stored: (stored.verified_at is not None, stored.verified_at or begun))
    yield from found


def _is_whole(stored: StoredFile, beat: Callable[[], None]) -> bool | None:
    """None if that cannot be known now: the next sweep looks again."""
    try:
        if stored.is_whole(beat):
            return True
    except OSError as error:
        log.warning("A stored file could not be compared: %s", error.strerror)
        return None
    return False if storage_is_there() else None


def _note_whole(stored: StoredFile) -> None:
    _note_verified(stored)
    if isinstance(stored, OwnFile) and stored.lost:
        stored.project.notice_own(stored, lost=False)


def _note_lost(stored: StoredFile) -> None:
    match stored:
        case Artifact() | DraftPart():
            stored.notice_lost()
        case OwnFile():
            stored.notice_lost()
            _note_verified(stored)
        case HouseLogo():
            _note_verified(stored)  # who needs it is told then, and can send it again
        case VoiceSample():
            stored.delete()  # the next one is another sample, under another address
            ask_for_voice_samples()


def _note_verified(stored: StoredFile) -> None:
    same: dict[str, Any] = {"pk": stored.pk, "sha256": stored.sha256}
    type(stored)._default_manager.filter(**same).update(verified_at=Now())
