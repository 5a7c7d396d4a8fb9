"""Services of other people, as the environment names them: their address, key, model and prices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import text

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
TOKENS = {"input_tokens": 10**6, "output_tokens": 10**6}
"""What is paid for, and of how many of it a price is told."""


def of(prefix: str, backend: str, paid: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """The entry for the service that PREFIX_URL and its like name; none without an address."""
    url = text(f"{prefix}_URL")
    if not url:
        return {}
    name = text(f"{prefix}_NAME", _host(f"{prefix}_URL", url)).lower()
    if not NAME.fullmatch(name):
        raise ImproperlyConfigured(f"{prefix}_NAME is {name!r}: it takes a-z, 0-9, . and -.")
    options = {
        "name": name,
        "url": url,
        "key": text(f"{prefix}_KEY"),
        "model": _model(f"{prefix}_MODEL"),
        "prices": _prices(f"{prefix}_PRICES", paid),
    }
    return {name: {"BACKEND": backend, "OPTIONS": options}}


def _host(variable: str, url: str) -> str:
    """The error does not show the address: somebody may have written a key into it."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        is_good = False
    if not is_good or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{variable}: it takes an address such as https://api.example.com/v1."
        )
    return parts.hostname or ""


def _model(variable: str) -> str:
    if model := text(variable):
        return model[:100]
    raise ImproperlyConfigured(f"{variable} is missing: the service needs the name of its model.")


def _prices(variable: str, paid: Mapping[str, int]) -> dict[str, Decimal]:
    """Of one of each, such as a token. None are known without the variable."""
    said = text(variable)
    if not said:
        return {}
    try:
        found = [Decimal(each) for each in said.split("/")]
    except InvalidOperation:
        found = []
    if len(found) != len(paid) or not all(each.is_finite() and each >= 0 for each in found):
        wanted = "/".join(
            f"<price of {many:,} {name.replace('_', ' ')}>" for name, many in paid.items()
        )
        raise ImproperlyConfigured(f"{variable} is {said!r}: it takes {wanted}.")
    return {name: price / many for (name, many), price in zip(paid.items(), found, strict=True)}
