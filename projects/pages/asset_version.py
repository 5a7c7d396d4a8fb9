"""Which pages this is: their templates, styles and scripts, by one name."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings


def asset_version() -> str:
    """12 hexadecimal digits. A page that hears another name than its own was drawn before an
    update: it goes on, and says so."""
    return _digest() if settings.STUDIO_RELOAD else _digest_once()


def _digest() -> str:
    digest = hashlib.sha256()
    for folder in (settings.BASE_DIR / "templates", settings.BASE_DIR / "static"):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


_digest_once = cache(_digest)
