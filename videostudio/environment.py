"""Reads settings from the environment. If a value is wrong, the error names its variable."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

# The address where a browser finds a server that listens on all addresses.
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound to here


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: say yes or no.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}: it takes a whole number from {least} up.")
    return int(value)


def time_zone(name: str, default: str) -> str:
    """The time zone, if Python knows its name. Only C can read ":/etc/localtime" or "CST-8"."""
    value = text(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError):
        return default


def items(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def origin(host: str, port: int) -> str:
    return f"http://{_bracketed(host)}:{port}"


def host_of(origin: str) -> str:
    """The host as Django's ALLOWED_HOSTS wants it: without scheme and port."""
    return _bracketed(urlsplit(origin).hostname or "")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def networks(name: str, default: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks such as 10.0.0.0/8; `*` is all of them, `none` is none."""
    words = {"*": ["0.0.0.0/0", "::/0"], "none": []}
    value = text(name, default)
    try:
        return [ip_network(item) for item in words.get(value, items(name, default))]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is {value!r}: it takes addresses and networks, such as 10.0.0.0/8 ({error})."
        ) from None
