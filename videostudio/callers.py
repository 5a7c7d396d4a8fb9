"""Where a request comes from, as far as it can be known, and what it shows."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# A proxy on this machine makes every caller look like this machine. One that ends TLS must send
# X-Forwarded-Proto, or nobody gets past the redirect to https; the others are in use as well.
PASSED_ON = (
    "Forwarded",
    "Via",
    "X-Real-IP",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
)


def bearer_of(request: HttpRequest) -> str | None:
    """The secret in `Authorization: Bearer SECRET`; None where the header is no such one."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret if scheme.lower() == "bearer" else None


def place_of(request: HttpRequest) -> str:
    """Where somebody sits: one IPv4 address, or one IPv6 network of 64 bits, which is one line.

    Behind a proxy, which ends TLS for us, the last of X-Forwarded-For is its word; else anybody's.
    """
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    address = (settings.HTTPS and said) or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_network((address, 64 if ":" in address else 32), strict=False))
    except ValueError:
        return ""


def address_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Whoever holds the other end of the connection; None where that is not known, or a proxy."""
    if any(header in request.headers for header in PASSED_ON):
        return None
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
