"""Sends photos of people to services: only the picture, small, and only what may leave now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from projects.media import leaving
from projects.media.probe import Damaged
from projects.models import Photo
from projects.providers.wire.faults import Fault, ServiceError
from projects.vocabulary import ProviderKind

from .attempt import Attempt

OF_A_PHOTO = (Fault.FACES, Fault.PHOTO, Fault.STAYS)
"""Why a photo is not filmed: then the studio moves it."""


@contextmanager
def sent(attempt: Attempt, photo: Photo | None) -> Iterator[bytes]:
    """What is sent of it; b"" of none."""
    if photo is None:
        yield b""
        return
    try:
        with photo.local(attempt.folder, attempt.heartbeat) as path:
            jpeg = leaving.for_service(path)
    except (FileNotFoundError, Damaged) as lost:  # its clip says so, when it is made
        raise ServiceError(Fault.STAYS, type(lost).__name__) from lost
    yield jpeg


@contextmanager
def told_of(photo: Photo | None) -> Iterator[None]:
    """If the block is refused because of its content, that is said of the photo."""
    try:
        yield
    except ServiceError as failed:
        if not photo or failed.fault != Fault.CONTENT:
            raise
        raise ServiceError(Fault.PHOTO, str(failed)) from failed


def may_leave(attempt: Attempt, kind: ProviderKind, name: str, photo: Photo | None) -> bool:
    return photo is not None and attempt.project.lets_leave(kind, name, photo.pk)
