"""JSON Web Tokens (RFC 7519), of which Kling wants a new one each half hour."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

LASTS = 1800  # seconds
EARLIER = 5  # seconds: clocks differ


def signed(access: str, secret: str, now: float) -> str:
    """With HMAC-SHA256."""
    claims = {"iss": access, "exp": int(now) + LASTS, "nbf": int(now) - EARLIER}
    said = f"{_coded({'alg': 'HS256', 'typ': 'JWT'})}.{_coded(claims)}"
    return f"{said}.{_based(hmac.digest(secret.encode(), said.encode(), 'sha256'))}"


def _coded(said: Any) -> str:
    return _based(json.dumps(said, separators=(",", ":")).encode())


def _based(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
