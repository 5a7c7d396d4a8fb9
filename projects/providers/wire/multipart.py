"""A form with a file in it (RFC 7578), always the same for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def form(fields: Mapping[str, str], name: str, jpeg: bytes) -> tuple[str, bytes]:
    """Its content type, and its content: these fields, and a picture with this name."""
    boundary = hashlib.sha256(jpeg + repr(sorted(fields.items())).encode()).hexdigest()
    parts = [
        _part(boundary, f'name="{field}"', said.encode()) for field, said in sorted(fields.items())
    ]
    kind = 'name="%s"; filename="reference.jpg"\r\nContent-Type: image/jpeg'
    parts.append(_part(boundary, kind % name, jpeg))
    return f"multipart/form-data; boundary={boundary}", b"".join(
        parts
    ) + f"--{boundary}--\r\n".encode()


def _part(boundary: str, head: str, content: bytes) -> bytes:
    disposition = f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n"
    return disposition.encode() + content + b"\r\n"
