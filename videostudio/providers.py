"""Services of other people, as the environment names them: their address, key, model and prices."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .environment import choice, items, number, text
from .service_addresses import QUOTES, check_path, host_in, key_of, named_model
from .strange_variables import Service

NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
# What is paid for, and of how many of it a price is told.
TOKENS = {"input_tokens": 10**6, "output_tokens": 10**6}
CHARACTERS = {"characters": 10**4}
PICTURES = {"pictures": 1}
Entries = dict[str, dict[str, Any]]
services: dict[str, Service] = {}
"""The variables of each kind of service that the settings have asked for, by their prefix."""


@dataclass(frozen=True)
class Shape:
    """How a service is spoken to. `backend`: the dotted path of the class that does it; `paid`:
    what is paid for; `more`: its further options, each read from the variable that it is given."""

    backend: str
    paid: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    has_models: bool = True
    needs_key: bool = False
    path: str = ""  # with which its address ends, if it has no other

    def variables(self, prefix: str) -> frozenset[str]:
        """All that say something about it."""
        names = ["url", "name", "shape", "key", *self.more]
        names += ["model"] if self.has_models else []
        names += ["prices"] if self.paid else []
        return frozenset(f"{prefix}_{name.upper()}" for name in names)


def of(prefix: str, shapes: Mapping[str, Shape]) -> Entries:
    """The entry for the service that PREFIX_URL and its like name; none without an address.
    PREFIX_SHAPE is one of the shapes, the first of them if it is not said."""
    known = frozenset(name for shape in shapes.values() for name in shape.variables(prefix))
    url = text(f"{prefix}_URL")
    if not url:
        services[prefix] = Service(prefix, known, frozenset())
        return {}
    name = text(f"{prefix}_NAME", host_in(f"{prefix}_URL", url)[-40:].lstrip(".-")).lower()
    if not NAME.fullmatch(name) or name == "offline":
        raise ImproperlyConfigured(
            f"{prefix}_NAME is {name!r}: it takes a-z, 0-9, . and -, and not the word offline."
        )
    named = choice(f"{prefix}_SHAPE", tuple(shapes))
    shape = shapes[named]
    services[prefix] = Service(prefix, known, shape.variables(prefix))
    check_path(f"{prefix}_URL", url, named, shape.path)
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
        if set(voice[0] + voice[-1]) & set(QUOTES) or not voice.isprintable():
            raise ImproperlyConfigured(
                f"{variable} has {item!r}: write it on one line and without quotation marks."
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
        said = json.loads(text(variable, "{}"), parse_constant=_refuse)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise ImproperlyConfigured(
            f'{variable} takes a JSON object of fields, such as {{"quality": "low"}}.'
        )
    return said


def _refuse(name: str) -> None:
    raise ValueError(name)


def _key(variable: str, shape: Shape) -> str:
    key = key_of(variable)
    if shape.needs_key and not key:
        raise ImproperlyConfigured(f"{variable} is missing: the service needs a key.")
    return key


def _model(variable: str) -> str:
    if model := named_model(variable):
        return model
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
    if len(found) != len(paid) or not all(map(_is_price, found)):
        wanted = "/".join(
            f"<price of {many:,} {name.replace('_', ' ')}>" for name, many in paid.items()
        )
        raise ImproperlyConfigured(f"{variable} is {said!r}: it takes {wanted}.")
    return {name: price / many for (name, many), price in zip(paid.items(), found, strict=True)}


def _is_price(said: Decimal) -> bool:
    return said.is_finite() and (said == 0 or Decimal("1e-9") <= said <= 10**6)
