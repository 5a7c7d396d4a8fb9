"""Fetches a file whose address a service has told: never from a private network by that."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from ..work import Answer, Beat, Request
from .asking import ask
from .faults import Fault, ServiceError

PORTS = {"http": 80, "https": 443}


def fetch(url: str, *, service: str, beat: Beat, largest: int, longest: float = 600.0) -> Answer:
    """What is at `url`. `service`: the address of the service itself, which the operator has
    chosen: its own files may be fetched also without TLS and from a private network. All others
    come by https, from a public address that is looked up once, and are not redirected.

    Raises ServiceError.
    """
    try:
        address = "" if _origin(url) == _origin(service) else public_address(url)
    except (ValueError, OSError) as bad:
        raise ServiceError(Fault.ELSEWHERE, type(bad).__name__) from bad
    answer = ask(Request("GET", url, longest=longest, largest=largest, address=address), beat)
    if answer.status != 200:
        raise ServiceError(_fault_of(answer.status), f"HTTP {answer.status} for its result")
    return answer


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
    plain = [getattr(each, "ipv4_mapped", None) or each for each in found]
    if not plain or not all(each.is_global and not each.is_multicast for each in plain):
        raise ValueError("its address is not public")
    return str(plain[0])


def _fault_of(status: int) -> Fault:
    """The file may be there all the same if its server has too much to do or a fault of its own."""
    if status == 429:
        return Fault.BUSY
    return Fault.BROKEN if status >= 500 else Fault.ANSWER
