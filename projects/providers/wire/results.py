"""Fetches a file whose address a service has told: never from a private network by that."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urljoin, urlsplit

from ..work import Answer, Beat, Request
from .again import patiently, pause_in
from .asking import ask
from .faults import Fault, ServiceError

SILENT = 60.0  # seconds without a byte: then it has got stuck
PORTS = {"http": 80, "https": 443}
NAT64 = ip_network("64:ff9b::/96")  # an address of version 4 is in its end


def fetch(url: str, *, service: str, beat: Beat, largest: int, longest: float = 600.0) -> Answer:
    """What is at `url`. `service`: the address of the service itself, which the operator has
    chosen: its own files may be fetched also without TLS and from a private network. All others
    come by https, from a public address that is looked up once, and are not redirected. No key is
    sent, and what stands in the address stays as it is: it may be signed.

    Raises ServiceError, and never UNKNOWN: it costs nothing, so it does not matter whether the
    request has arrived.
    """
    try:
        url, address = _where(url, service)
    except (ValueError, OSError) as bad:
        raise ServiceError(Fault.ELSEWHERE, type(bad).__name__) from bad
    request = Request("GET", url, longest=longest, largest=largest, address=address, silent=SILENT)
    try:
        answer = ask(request, beat)
    except ServiceError as failed:
        if failed.fault != Fault.UNKNOWN:
            raise
        raise ServiceError(Fault.UNREACHABLE, str(failed)) from failed
    if answer.status != 200:
        raise ServiceError(
            _fault_of(answer.status),
            f"HTTP {answer.status} for its result",
            retry_after=pause_in(answer.headers),
        )
    return answer


def fetch_patiently(url: str, *, service: str, beat: Beat, largest: int) -> Answer:
    """The same, again where that may help: what was made just now may not be there yet."""

    def look() -> Answer:
        try:
            return fetch(url, service=service, beat=beat, largest=largest)
        except ServiceError as failed:
            if failed.fault != Fault.GONE:
                raise
            raise _NotThere(Fault.UNREACHABLE, str(failed)) from failed

    try:
        return patiently(look, beat)
    except _NotThere as gone:
        raise ServiceError(Fault.GONE, str(gone)) from gone


class _NotThere(ServiceError):
    """Not yet, or not any more."""


def _where(url: str, service: str) -> tuple[str, str]:
    """What is asked for, and the only address for that; "" for a file of the service. Some tell
    only the path of that. Raises ValueError and OSError."""
    url = url.strip()
    if url.startswith("/") and not url.startswith("//"):
        url = urljoin(service, url)
    if _origin(url) == _origin(service):
        return url, ""
    scheme, rest = url.split(":", 1)
    # Clouds that tell it without TLS have the same file by https, and their signatures do not have
    # the scheme in them.
    if scheme.lower() == "http" and _origin(url)[2] == PORTS["http"]:
        url = f"https:{rest}"
    return url, public_address(url)


def _origin(url: str) -> tuple[str, str, int]:
    """Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise ValueError("no address of the web")
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]


def public_address(url: str) -> str:
    """That of its host, to which alone a request may go. Raises ValueError, and OSError if there is
    no such host."""
    scheme, host, port = _origin(url)
    if scheme != "https":
        raise ValueError("it is not https")
    found = [
        ip_address(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ]
    if not found or not all(map(_is_public, found)):
        raise ValueError("its address is not public")
    return str(found[0])


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Also where an address of version 4 is inside of it."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if inside is None and address in NAT64:
            inside = IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return _is_public(inside)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _fault_of(status: int) -> Fault:
    """The file may be there all the same if its server has too much to do or a fault of its own."""
    if status in (403, 404, 410):  # so a store says too that the time of an address is over
        return Fault.GONE
    if status in (408, 425, 429):
        return Fault.BUSY
    return Fault.BROKEN if status >= 500 else Fault.ANSWER
