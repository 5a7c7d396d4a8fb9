"""The version of all templates, styles and scripts, as one hash."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

from videostudio import bundles


def asset_version() -> str:
    """12 hexadecimal digits. A page that gets a version other than its own was drawn before an
    update. It goes on, and says so."""
    return _digest() if settings.STUDIO_RELOAD else _digest_once()


def _digest() -> str:
    digest = hashlib.sha256(bundles.source())
    for folder in (settings.BASE_DIR / "templates", settings.BASE_DIR / "static"):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


_digest_once = cache(_digest)
