"""Folders for data that a PostgreSQL of our own works in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_folder(name: str) -> Iterator[Path]:
    """A new folder that every user may walk into, gone after the block.

    PostgreSQL runs as a service user where the tests run as root.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"studio-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
