"""Services of other people, as the environment names them: their address, key, model and prices."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import choice, items, number, text

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
# What is paid for, and of how many of it a price is told.
TOKENS = {"input_tokens": 10**6, "output_tokens": 10**6}
CHARACTERS = {"characters": 10**4}
PICTURES = {"pictures": 1}
Entries = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Shape:
    """How a service is spoken to. `backend`: the dotted path of the class that does it; `paid`:
    what is paid for; `more`: its further options, each read from the variable that it is given."""

    backend: str
    paid: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    has_models: bool = True
    needs_key: bool = False


def of(prefix: str, shapes: Mapping[str, Shape]) -> Entries:
    """The entry for the service that PREFIX_URL and its like name; none without an address.
    PREFIX_SHAPE is one of the shapes, the first of them if it is not said."""
    url = text(f"{prefix}_URL")
    if not url:
        return {}
    name = text(f"{prefix}_NAME", _host(f"{prefix}_URL", url)).lower()
    if not NAME.fullmatch(name) or name == "offline":
        raise ImproperlyConfigured(
            f"{prefix}_NAME is {name!r}: it takes a-z, 0-9, . and -, and not the word offline."
        )
    shape = shapes[choice(f"{prefix}_SHAPE", tuple(shapes))]
    options = {
        "name": name,
        "url": url,
        "key": _key(f"{prefix}_KEY", shape),
        **({"model": _model(f"{prefix}_MODEL")} if shape.has_models else {}),
        **({"prices": _prices(f"{prefix}_PRICES", shape.paid)} if shape.paid else {}),
        **{more: read(f"{prefix}_{more.upper()}") for more, read in shape.more.items()},
    }
    return {name: {"BACKEND": shape.backend, "OPTIONS": options}}


def voices(variable: str) -> dict[str, str]:
    """VOICE, or WHICH=VOICE,...: WHICH is a voice style, a language, or LANGUAGE.STYLE."""
    found: dict[str, str] = {}
    for item in items(variable):
        which, _, voice = item.rpartition("=")
        if not re.fullmatch(r"(?:[a-z]{2}\.)?[a-z_]*", which) or not voice or which in found:
            raise ImproperlyConfigured(
                f"{variable} has {item!r}: it takes a voice, or such as gentle_female=..., en=..."
            )
        found[which] = voice
    if not found:
        raise ImproperlyConfigured(f"{variable} is missing: the service needs the name of a voice.")
    return found


def longest(variable: str) -> float:
    """Seconds for an answer."""
    return float(number(variable, 180, least=10, most=3600))


def one_of(*known: str) -> Callable[[str], str]:
    return lambda variable: choice(variable, known)


def every(variable: str, default: int = 10) -> float:
    return float(number(variable, default, least=1, most=600))


def sizes(usual: str) -> Callable[[str], list[tuple[int, int]]]:
    """WIDTHxHEIGHT,...; `usual` if nothing is said."""
    return lambda variable: _sizes(variable, items(variable) or usual.split(","))


def _sizes(variable: str, said: Sequence[str]) -> list[tuple[int, int]]:
    found = [re.fullmatch(r"([1-9]\d{1,4})x([1-9]\d{1,4})", item) for item in said]
    if not all(found):
        raise ImproperlyConfigured(
            f"{variable} is {text(variable)!r}: it takes the sizes in pixels that the model offers,"
            " such as 1088x1920,1920x1088."
        )
    return [(int(each[1]), int(each[2])) for each in found if each]


def allowed(variable: str) -> bool:
    """Whether an administrator lets a service have photos of people."""
    return choice(variable, ("no", "allowed")) == "allowed"


def takes(variable: str) -> bool:
    return choice(variable, ("no", "yes")) == "yes"


def fields(variable: str) -> dict[str, Any]:
    """A JSON object."""
    try:
        said = json.loads(text(variable, "{}"))
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise ImproperlyConfigured(
            f'{variable} takes a JSON object of fields, such as {{"quality": "low"}}.'
        )
    return said


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


def _key(variable: str, shape: Shape) -> str:
    key = text(variable)
    if shape.needs_key and not key:
        raise ImproperlyConfigured(f"{variable} is missing: the service needs a key.")
    return key


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
