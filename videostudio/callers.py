"""Where a request comes from, as far as that can be known, and which secret it shows."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Headers by which a proxy is recognised. A proxy on this machine makes every caller look like this
# machine. If it ends TLS, it must send X-Forwarded-Proto, or the redirect to https never ends. The
# other headers are common too.
PASSED_ON = (
    "Forwarded",
    "Via",
    "X-Real-IP",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
)


def bearer_of(request: HttpRequest) -> str | None:
    """The secret in `Authorization: Bearer SECRET`, or None if there is no such header."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret if scheme.lower() == "bearer" else None


def place_of(request: HttpRequest) -> str:
    """The caller's place: an IPv4 address, or an IPv6 network of 64 bits, as one connection has.

    Behind a proxy that ends TLS for us, the proxy has written the last entry of X-Forwarded-For.
    Without such a proxy anybody may write that header, so it is ignored.
    """
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    address = (settings.HTTPS and said) or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_network((address, 64 if ":" in address else 32), strict=False))
    except ValueError:
        return ""


def address_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The address at the other end of the connection; None if it is not known, or a proxy's."""
    if any(header in request.headers for header in PASSED_ON):
        return None
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
