from __future__ import annotations

import errno
import hashlib
import os
import stat
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Now

from projects.media.probe import Damaged

PIECE = 256 * 1024  # bytes
# A file with one of these errors cannot be read. Others say nothing about the file: without free
# file descriptors, for example, every file would seem to be lost.
UNREADABLE = frozenset(
    {
        *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO),
        *(errno.EACCES, errno.EPERM, errno.EIO, errno.EBADMSG),
        getattr(errno, "EUCLEAN", errno.EIO),  # a damaged file system, on Linux
    }
)


class StoredFile(models.Model):
    """A file in the storage, and the digest of the bytes that were stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file: models.FileField  # each model says where it is kept
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0, db_default=0, editable=False)  # bytes
    # When its bytes were last known to be these; empty if it was stored before this was noted.
    verified_at = models.DateTimeField(null=True, editable=False, db_default=Now())

    class Meta:
        abstract = True

    @contextmanager
    def local(self, folder: Path, beat: Callable[[], None]) -> Iterator[Path]:
        """A path to the bytes on this machine: the stored file itself, or a copy in `folder`.

        `beat` is called again and again, because a storage may be slow. Raises FileNotFoundError if
        the file is gone or cannot be read, and Damaged if its bytes are not those that were stored:
        a result made from them would be wrong, or would fail with a misleading reason.
        """
        with reading():
            path = self._fetched(folder, beat)
            with path.open("rb") as bytes_there:
                if not self._is_of(bytes_there, beat):
                    raise Damaged("damaged", f"{self}: not the bytes that were stored")
        yield path

    def is_lost(self, beat: Callable[[], None] = lambda: None) -> bool:
        """Whether it is known that the file is gone, damaged or unreadable. A storage that is away
        for a while lost nothing."""
        try:
            return not self.is_whole(beat) and storage_is_there()
        except OSError:
            return False

    def is_whole(self, beat: Callable[[], None]) -> bool:
        """Raises OSError if that cannot be known now."""
        try:
            with reading():
                check_is_file(self.file)
                with self.file.storage.open(str(self.file), "rb") as stored:
                    return self._is_of(stored, beat)
        except FileNotFoundError:
            return False

    def _fetched(self, folder: Path, beat: Callable[[], None]) -> Path:
        check_is_file(self.file)
        if path := path_of(self.file):
            return path
        path = folder / f"{self.pk}{Path(str(self.file)).suffix}"
        with self.file.open("rb") as source, path.open("wb") as target:
            target.writelines(_pieces(source, beat))
        return path

    def _is_of(self, stored: Any, beat: Callable[[], None]) -> bool:
        digest = hashlib.sha256()
        for piece in _pieces(stored, beat):
            digest.update(piece)
        return digest.hexdigest() == self.sha256


def _pieces(source: Any, beat: Callable[[], None]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        beat()
        yield piece


@contextmanager
def reading() -> Iterator[None]:
    """What cannot be read is as good as gone: it raises FileNotFoundError for that too. But what
    belongs to another account is not lost: its operator can give it back."""
    try:
        yield
    except OSError as error:
        if error.errno not in UNREADABLE or _is_of_another_account(error):
            raise
        raise FileNotFoundError(errno.ENOENT, f"not readable: {error.strerror}") from error


def _is_of_another_account(error: OSError) -> bool:
    """Such as root's, because somebody has once started the studio as root."""
    if not (isinstance(error, PermissionError) and error.filename):
        return False
    try:
        return Path(error.filename).stat().st_uid != os.geteuid()
    except OSError:  # not even its folder may be entered
        return True


def check_is_file(file: FieldFile) -> None:
    """Raises FileNotFoundError if something else has its name: a pipe would be read for ever."""
    if (path := path_of(file)) and not stat.S_ISREG(path.stat().st_mode):
        raise FileNotFoundError(errno.ENOENT, "not a file")


def path_of(file: FieldFile) -> Path | None:
    """None if its storage has no paths, such as S3."""
    try:
        return Path(file.path)
    except NotImplementedError:
        return None


def storage_is_there() -> bool:
    try:
        return any(default_storage.listdir("projects"))
    except OSError:
        return False
