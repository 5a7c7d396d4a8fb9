"""The names of the studio's cookies."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any


def prefix_of(secret: str, database: Mapping[str, Any], *, https: bool = False) -> str:
    """What the names of all cookies of this studio begin with.

    A browser keeps cookies by host, whatever the port. With common names, two studios, or any other
    Django program on the same host, would sign each other's people out. All machines of a studio
    have its secret and its database. A copy of a studio has the secret too, but another database.

    With `__Host-` a browser takes the cookie only over TLS, and only from this host: a page of
    another subdomain cannot set it. It demands Secure, Path=/ and no Domain.
    """
    # Machines may know the host of their database by different names, but not its socket's folder.
    folder = database["HOST"] if database["HOST"].startswith("/") else ""
    digest = hashlib.sha256(f"cookies {folder} {database['NAME']} {secret}".encode()).hexdigest()
    return f"{'__Host-' * https}studio_{digest[:8]}"
