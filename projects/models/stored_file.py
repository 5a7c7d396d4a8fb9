from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import models

from projects.media.probe import Damaged

PIECE = 256 * 1024  # bytes


class StoredFile(models.Model):
    """A file in the storage, and the digest of the bytes that were stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file: models.FileField  # each model says where it is kept
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0, db_default=0, editable=False)  # bytes

    class Meta:
        abstract = True

    @contextmanager
    def local(self, folder: Path, beat: Callable[[], None]) -> Iterator[Path]:
        """A path to the bytes on this machine: the stored file itself, or a copy in `folder`.

        `beat` is called again and again, because a storage may be slow. Raises FileNotFoundError if
        the file is gone, and Damaged if its bytes are not those that were stored: a result made
        from them would be wrong, or would fail with a misleading reason.
        """
        try:
            path = Path(self.file.path)
        except NotImplementedError:  # a storage without paths, such as S3
            path = folder / f"{self.pk}{Path(str(self.file)).suffix}"
            with self.file.open("rb") as source, path.open("wb") as target:
                target.writelines(_pieces(source, beat))
        with path.open("rb") as bytes_there:
            if not self._is_of(bytes_there, beat):
                raise Damaged("damaged", f"{self}: not the bytes that were stored")
        yield path

    def is_lost(self, beat: Callable[[], None] = lambda: None) -> bool:
        """Whether the file is gone or damaged. A storage that is away for a while lost nothing."""
        return not self._is_whole(beat) and _storage_is_there()

    def _is_whole(self, beat: Callable[[], None]) -> bool:
        try:
            with self.file.open("rb") as stored:
                return self._is_of(stored, beat)
        except FileNotFoundError:
            return False

    def _is_of(self, stored: Any, beat: Callable[[], None]) -> bool:
        digest = hashlib.sha256()
        for piece in _pieces(stored, beat):
            digest.update(piece)
        return digest.hexdigest() == self.sha256


def _pieces(source: Any, beat: Callable[[], None]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        beat()
        yield piece


def _storage_is_there() -> bool:
    try:
        return any(default_storage.listdir("projects"))
    except FileNotFoundError:
        return False
