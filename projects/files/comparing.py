"""Compares a stored file with its digest before it is served: when this process serves it first,
and again when the file has changed since. Otherwise it costs two looks at its times."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from concurrent.futures import Future
from threading import Lock
from typing import Any

from django.db.models.fields.files import FieldFile

from projects.models.stored_file import check_is_file, path_of, reading
from videostudio.pool import give_back

MOST = 10_000  # files of which a process knows that they are whole: about 5 MB

# A file's name, its digest, and what changes with its bytes.
Key = tuple[Any, ...]

_whole: OrderedDict[Key, None] = OrderedDict()
_at_work: dict[Key, Future[bool]] = {}
_lock = Lock()


class Lost(Exception):
    """The stored file is gone, it cannot be read, or its bytes are not those that were stored."""


def opened_whole(file: FieldFile, sha256: str, size: int | None = None) -> tuple[Any, int]:
    """The file, open for reading, and its size. Raises Lost, also if it has not this `size`.

    It must be called in a thread of its own, not on the event loop: a file of 200 MB is read for
    some tenths of a second.
    """
    try:
        with reading():
            return _opened_whole(file, sha256, size)
    except (FileNotFoundError, PermissionError) as error:
        raise Lost from error


def _opened_whole(file: FieldFile, sha256: str, size: int | None) -> tuple[Any, int]:
    check_is_file(file)
    opened = file.storage.open(str(file), "rb")
    try:
        found: int = opened.size
        if size not in (None, found) or not _is_whole(opened, file, sha256):
            raise Lost
    except BaseException:
        opened.close()
        raise
    return opened, found


def _is_whole(opened: Any, file: FieldFile, sha256: str) -> bool:
    """Requests for the same file wait for one comparison. Other requests do not: each has a thread,
    and hashing leaves the other threads their turns."""
    key = (str(file), sha256, *_identity(opened, file))
    with _lock:
        if key in _whole:
            _whole.move_to_end(key)
            return True
        others = _at_work.get(key)
        mine = _at_work.setdefault(key, Future())
    give_back()
    return others.result() if others else _compare(opened, file, key, mine)


def _compare(opened: Any, file: FieldFile, key: Key, promised: Future[bool]) -> bool:
    _name, sha256, *before = key
    try:
        is_whole = hashlib.file_digest(opened, "sha256").hexdigest() == sha256
        opened.seek(0)
        if is_whole and before == [*_identity(opened, file)]:
            _remember(key)
        promised.set_result(is_whole)
    except BaseException as error:
        promised.set_exception(error)
        raise
    finally:
        with _lock:
            del _at_work[key]
    return is_whole


def _remember(key: Key) -> None:
    with _lock:
        _whole[key] = None
        if len(_whole) > MOST:
            _whole.popitem(last=False)


def _identity(opened: Any, file: FieldFile) -> Key:
    """What is another when the bytes are others. Nobody can set back the time of the last change
    (`st_ctime_ns`), not even with the time of writing."""
    if path_of(file) is None:
        return (opened.size, file.storage.get_modified_time(str(file)))
    found = os.fstat(opened.fileno())
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
