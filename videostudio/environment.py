"""Reads settings from the environment. If a value is wrong, the error names its variable."""

import logging
import os
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

DEFAULT_PORTS = {"http": 80, "https": 443}
# The address where a browser finds a server that listens on all addresses.
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound to here


read: set[str] = set()
"""The names of all variables that were asked for."""


def text(name: str, default: str = "") -> str:
    read.add(name)
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: say yes or no.")


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    value = text(name, str(default))
    # int() itself refuses a number of thousands of digits.
    if value.isdecimal() and len(value) < 20 and least <= int(value) <= (most or int(value)):
        return int(value)
    limits = f"from {least} up" if most is None else f"from {least} to {most}"
    raise ImproperlyConfigured(f"{name} is {value!r}: it takes a whole number {limits}.")


def choice(name: str, known: Sequence[str]) -> str:
    """One of the known values; the first is the default."""
    if (value := text(name, known[0]).lower()) in known:
        return value
    raise ImproperlyConfigured(f"{name} is {value!r}: it takes one of {', '.join(known)}.")


def log_level(name: str, default: str) -> str:
    value = text(name, default).upper()
    if value not in (known := logging.getLevelNamesMapping()):
        raise ImproperlyConfigured(f"{name} is {value!r}: it takes one of {', '.join(known)}.")
    return value


def folder(name: str, default: Path) -> Path:
    """An absolute path. The folder is made if it is not there."""
    path = Path(text(name) or default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}: this cannot be used as a folder ({error.strerror})."
        ) from None
    return path


def database(name: str, default: str) -> dict[str, Any]:
    """The options of Django for this PostgreSQL. Errors never show the URL: it has a password."""
    try:
        # After a restart of PostgreSQL every connection in the pool is dead, and must be checked.
        found = dict(dj_database_url.parse(text(name, default), conn_health_checks=True))
    except ValueError:
        found = {}
    if found.get("ENGINE") != "django.db.backends.postgresql" or not found.get("NAME"):
        raise ImproperlyConfigured(f"{name}: it takes postgresql://user:password@host:5432/name.")
    return found


def redis_url(name: str) -> str:
    value = text(name)
    if value and not value.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name}: it takes redis://host:6379/0 or rediss://...")
    return value


def time_zone(name: str, default: str) -> str:
    """The time zone, if Python knows its name. Only C can read ":/etc/localtime" or "CST-8"."""
    value = text(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError):
        return default


def items(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def origins(name: str) -> list[str]:
    """The origins as browsers send them: without a path, and in small letters."""
    return [_as_sent(name, item) for item in items(name)]


def _as_sent(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        known = parts.scheme in DEFAULT_PORTS and parts.hostname and parts.path in ("", "/")
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        known = port = None
    if not (known and port) or "@" in parts.netloc or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} has {value!r}: it takes origins such as https://studio.example.org."
        )
    suffix = "" if port == DEFAULT_PORTS[parts.scheme] else f":{port}"
    return f"{parts.scheme}://{host_of(value)}{suffix}"


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
