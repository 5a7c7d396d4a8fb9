"""Sends photos of people to services: only the picture, small, and only what may leave now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from projects.media import leaving
from projects.media.probe import Damaged
from projects.models import Photo
from projects.providers.wire.faults import Fault, ServiceError

from .attempt import Attempt

OF_A_PHOTO = (Fault.FACES, Fault.PHOTO, Fault.STAYS)
"""Why a photo is not filmed: then the studio moves it."""


@contextmanager
def sent(attempt: Attempt, photo: Photo | None) -> Iterator[bytes]:
    """What is sent of it; b"" of none. If the block is refused because of its content, that is
    said of the photo."""
    if photo is None:
        yield b""
        return
    try:
        with photo.local(attempt.folder, attempt.heartbeat) as path:
            jpeg = leaving.for_service(path)
    except (FileNotFoundError, Damaged) as lost:  # its clip says so, when it is made
        raise ServiceError(Fault.STAYS, type(lost).__name__) from lost
    try:
        yield jpeg
    except ServiceError as failed:
        if failed.fault != Fault.CONTENT:
            raise
        raise ServiceError(Fault.PHOTO, str(failed)) from failed
