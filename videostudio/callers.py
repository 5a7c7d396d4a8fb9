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
# Their last 32 bits are an IPv4 address. They share a few networks of 64 bits, so without this all
# callers that have only IPv4 would be one place.
WITH_IPV4 = [
    ip_network(network)
    for network in (
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # NAT64 with a prefix of the network's own (RFC 8215)
        "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765)
    )
]

Address = IPv4Address | IPv6Address


def bearer_of(request: HttpRequest) -> str | None:
    """The secret in `Authorization: Bearer SECRET`, or None if there is no such header."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret if scheme.lower() == "bearer" else None


def session_of(request: HttpRequest) -> str:
    """The key of the session in its cookie, or ""."""
    return str(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))


def place_of(request: HttpRequest) -> str:
    """The place that this request comes from, as `place_at` says it."""
    return place_at(
        request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "")
    )


def place_at(peer: str, forwarded_for: str = "") -> str:
    """What limits count by: an IPv4 address, or an IPv6 network of 64 bits, as one connection has.

    It is "" for a caller whose address is not known. All such callers are one place.
    """
    if (found := caller_at(peer, forwarded_for)) is None:
        return ""
    address = _ipv4_in(found) if found.version == 6 else found
    return str(ip_network((str(address), 64 if address.version == 6 else 32), strict=False))


def caller_at(peer: str, forwarded_for: str = "") -> Address | None:
    """The caller's address; None if it is not known.

    `peer` is the other end of the connection. `forwarded_for` is the header X-Forwarded-For, with
    all its lines joined by commas. Behind a proxy that ends TLS for us, the proxy has written the
    last entry. Without such a proxy anybody may write that header, so it is ignored.
    """
    said = forwarded_for.rpartition(",")[2].strip() if settings.HTTPS else ""
    return read_address(said or peer)


def address_of(request: HttpRequest) -> Address | None:
    """The address at the other end of the connection; None if it is not known, or a proxy's."""
    if any(header in request.headers for header in PASSED_ON):
        return None
    return read_address(request.META.get("REMOTE_ADDR", ""))


def read_address(written: str) -> Address | None:
    """The address in the text, which may have brackets, a port or a zone; None if there is none."""
    text = written.strip(' "')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _ipv4_in(address: IPv6Address) -> Address:
    """The IPv4 address of whoever has this address, or the address itself.

    It is good for limits only. For permissions it would be a danger: 2002:7f00:1::, which comes
    from outside, would be 127.0.0.1.
    """
    if any(address in network for network in WITH_IPV4):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    # With one IPv4 address come 65,536 networks of 6to4. Teredo has one network for strangers.
    return address.sixtofour or (address.teredo and address.teredo[1]) or address
