"""Small files that are made when they are first asked for, and stored beside the files of projects,
not among them: without them, nothing is lost. Each ends with its own digest, so one that was
damaged is made again."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponseBase

from projects.models.stored_file import reading

from .downloads import CONTENT_POLICY, FOR_EVER

Answer = TypeVar("Answer", bound=HttpResponseBase)

# Two requests at once make one file, and many of them do not fill the memory.
_one_at_a_time = threading.Lock()

log = logging.getLogger(__name__)


def found_or_made(
    name: str, make: Callable[[], bytes], *, turn: threading.Lock = _one_at_a_time
) -> bytes:
    """The stored file of this name, or what `make` returns. Raises as `make` does.

    `turn`: which other files are not made meanwhile.
    """
    if found := _found(name):
        return found
    with turn:
        return _found(name) or _made(name, make())


def for_ever(answer: Answer) -> Answer:
    """The answer of an address that contains the version of its content."""
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = CONTENT_POLICY
    return answer


def keep(name: str, file: Any) -> None:
    """Store a file under this name. Raises OSError."""
    kept = default_storage.save(name, file)
    if kept != name:  # another web process was faster
        default_storage.delete(kept)


def _found(name: str) -> bytes:
    """b"" if it must be made."""
    try:
        with reading(), default_storage.open(name) as file:
            stored: bytes = file.read()
    except (FileNotFoundError, PermissionError):
        return b""
    found = stored[: -hashlib.sha256().digest_size]
    # One that is cut off may be just being written, so only who makes it anew removes it.
    return found if stored == _with_digest(found) else b""


def _with_digest(content: bytes) -> bytes:
    """What comes after a picture or a sound, older versions of the studio serve, and no browser
    reads."""
    return content + hashlib.sha256(content).digest()


def _made(name: str, made: bytes) -> bytes:
    try:
        default_storage.delete(name)
        keep(name, ContentFile(_with_digest(made)))
    except OSError as error:  # such as a full disk: it is made again next time
        log.warning("%s could not be stored: %s", name, type(error).__name__)
    return made
